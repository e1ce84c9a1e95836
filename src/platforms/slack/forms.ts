import type { Bot } from '../../core/bot.ts';
import type { Command } from '../../core/command.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Log } from '../../core/log.ts';
import type { Form, Reply } from '../../core/reply.ts';
import type { Aside } from './address.ts';
import type { SlackClient } from './client.ts';
import { troubleOf } from './errors.ts';
import { formView } from './form.ts';

/** Opens the form of a call's first reply. Says whether the person has it in front of them. Never rejects. */
export type Open = (reply: Reply) => Promise<boolean>;

export interface FormParts {
  readonly bot: Pick<Bot, 'commands'>;
  readonly client: Pick<SlackClient, 'openForm'>;
  readonly log: Log;
}

/** How a call's form is opened, as long as its trigger is fresh: that lives for 3 s. */
export function formOpener({ bot, client, log }: FormParts, call: Invocation, aside: Aside, trigger: string): Open {
  return async (reply) => {
    const form = formOf(reply, call, bot.commands);
    const command = bot.commands.find(({ name }) => name === form?.command);
    if (!form || !command) return false;
    try {
      await client.openForm(trigger, formView(command, form, call, aside));
      return true;
    } catch (error) {
      const trouble = troubleOf(error);
      const reason = trouble.kind === 'refused' ? trouble.error : trouble.kind;
      // A delivery that came twice: the first one has opened it.
      if (reason === 'exchanged_trigger_id') return true;
      log.info({ invocation: call.id, reason }, 'a form could not be opened');
      return false;
    }
  };
}

/** The form that a reply opens; also that of a command which was called without a word where it needs some. */
export function formOf(reply: Reply, call: Invocation, commands: readonly Command[]): Form | undefined {
  if (reply.form) return reply.form;
  const { command, input, about, picture } = call;
  if (reply.state !== 'failed' || input.kind !== 'text' || input.text.trim() !== '') return undefined;
  const missing = commands.find(({ name }) => name === command)?.options.find(({ required }) => required);
  return missing && reply.about?.includes(missing.name) ? { command, about, picture, fields: {} } : undefined;
}
