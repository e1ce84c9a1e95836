import type { Bot } from '../../core/bot.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Log } from '../../core/log.ts';
import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import type { Aside } from './address.ts';
import type { SlackClient } from './client.ts';
import { troubleOf } from './errors.ts';
import { formView } from './form.ts';
import { fitsForm } from './options.ts';

/**
 * Opens the form of a call's first reply. Says whether the person has it in front of them. Throws Problem
 * `form_too_small` for one that would lose words.
 */
export type Open = (reply: Reply) => Promise<boolean>;

export interface FormParts {
  readonly bot: Pick<Bot, 'commands'>;
  readonly client: Pick<SlackClient, 'openForm'>;
  readonly log: Log;
}

/** How a call's form is opened, as long as its trigger is fresh: that lives for 3 s. */
export function formOpener({ bot, client, log }: FormParts, call: Invocation, aside: Aside, trigger: string): Open {
  return async (reply) => {
    const { form } = reply;
    const command = bot.commands.find(({ name }) => name === form?.command);
    if (!form || !command) return false;
    if (!fitsForm(command.options, form.fields)) throw new Problem('form_too_small', {});
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
