import type { AckFn, RespondArguments, ViewResponseAction } from '@slack/bolt';
import type { Bot } from '../../core/bot.ts';
import { type Command, manualFor } from '../../core/command.ts';
import type { Invocation } from '../../core/invocation.ts';
import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import { troubleOf } from './errors.ts';
import { formErrors, formInvocation, formView, submission } from './form.ts';
import { type SlashCommand, slashCommand, slashInvocation } from './invocation.ts';
import type { People } from './people.ts';
import { render } from './render.ts';
import { type Acknowledge, createSurface, nothingYet, type SurfaceParts } from './surface.ts';

export interface Calls {
  /** A slash command: runs it, or opens its form when it was called without the words it needs. */
  slash(body: unknown, ack: AckFn<string | RespondArguments>): Promise<void>;
  /** A submitted form: runs its command; problems with the input are shown in the form. */
  submission(body: unknown, ack: AckFn<ViewResponseAction> | AckFn<void>): Promise<void>;
}

/** Turns what Slack delivers into invocations. Rejects only for deliveries that are not what Slack documents. */
export function createCalls(bot: Bot, people: People, parts: SurfaceParts): Calls {
  const { client, clock } = parts;

  /**
   * Runs a call. One that comes again, as Slack's retries do, is known to the bot and shows nothing, so nothing tells
   * Slack that it has arrived: that is done here.
   */
  async function runOnce(call: Invocation, responseUrl: string, acknowledge: Acknowledge, ack: () => Promise<void>) {
    let heard = false;
    const tell: Acknowledge = (reply) => {
      heard = true;
      return acknowledge(reply);
    };
    await bot.run(call, surface(call, responseUrl, tell));
    if (!heard) await ack();
  }

  const surface = (call: Invocation, responseUrl: string, acknowledge: Acknowledge) =>
    createSurface(parts, call, { responseUrl, pressed: false }, nothingYet(), acknowledge);

  async function openForm(command: Command, call: Invocation, slash: SlashCommand): Promise<void> {
    try {
      await client.openForm(slash.trigger_id, formView(command, slash, manualFor(command, call.locale)));
    } catch (error) {
      // Without the form, the same as typing is told: what is missing, and how to give it.
      const option = command.options.find(({ required }) => required)?.name ?? '';
      const trouble = troubleOf(error);
      // A delivery that came twice: the first one has opened it.
      if (trouble.kind === 'refused' && trouble.error === 'exchanged_trigger_id') return;
      const hint = `views.open: ${trouble.kind === 'refused' ? trouble.error : trouble.kind}`;
      const problem = new Problem('option_missing', { option }, { hint, cause: error });
      await bot.refuse(
        problem,
        call,
        surface(call, slash.response_url, async () => false),
      );
    }
  }

  return {
    async slash(body, ack) {
      const slash = slashCommand.parse(body);
      const asked = slashInvocation(slash, clock.now());
      const asker = { team: slash.team_id, user: slash.user_id };
      const command = bot.commands.find(({ name }) => name === asked.command);
      if (command && asked.input.kind === 'text' && asked.input.text === '' && needsWords(command)) {
        await ack();
        await openForm(command, await people.complete(asked, asker), slash);
        return;
      }
      const call = await people.complete(asked, asker);
      const acknowledge = async (reply: Reply) => {
        const whisper = reply.whisper && reply.state !== 'working';
        await (whisper ? ack({ response_type: 'ephemeral', ...render(reply, undefined, new Map()) }) : ack());
        return whisper ?? false;
      };
      await runOnce(call, slash.response_url, acknowledge, () => ack());
    },

    async submission(body, ack) {
      const { asked, asker, responseUrl, command } = formInvocation(submission.parse(body), bot.commands, clock.now());
      const call = await people.complete(asked, asker);
      const acknowledge = async (reply: Reply) => {
        const errors = reply.state === 'failed' ? formErrors(reply, command) : {};
        const shown = Object.keys(errors).length > 0;
        await (shown ? ack({ response_action: 'errors', errors }) : ack());
        return shown;
      };
      await runOnce(call, responseUrl, acknowledge, () => ack());
    },
  };
}

function needsWords({ options }: Command): boolean {
  return options.some(({ required }) => required);
}
