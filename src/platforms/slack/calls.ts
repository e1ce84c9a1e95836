import type { AckFn, RespondArguments, ViewResponseAction } from '@slack/bolt';
import type { Bot } from '../../core/bot.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Reply } from '../../core/reply.ts';
import type { Aside } from './address.ts';
import { destinationOf } from './destination.ts';
import { formErrors, formInvocation, submission, suggestion, suggestionInvocation } from './form.ts';
import { formOpener, type Open } from './forms.ts';
import { slashCommand, slashInvocation } from './invocation.ts';
import { isSuggested, offered } from './options.ts';
import type { People } from './people.ts';
import { render } from './render.ts';
import { type Acknowledge, createSurface, nothingYet, type SurfaceParts } from './surface.ts';

export interface Calls {
  /** A slash command: runs it, or opens the form that its first reply asks for. */
  slash(body: unknown, ack: AckFn<string | RespondArguments>): Promise<void>;
  /** A submitted form: runs its command; problems with the input are shown in the form. */
  submission(body: unknown, ack: AckFn<ViewResponseAction> | AckFn<void>): Promise<void>;
  /** What somebody types into a field of a form that suggests values. */
  suggestions(body: unknown, ack: (answer: { options: ReturnType<typeof offered> }) => Promise<void>): Promise<void>;
}

/** Turns what Slack delivers into invocations. Rejects only for deliveries that are not what Slack documents. */
export function createCalls(bot: Bot, people: People, parts: SurfaceParts): Calls {
  const { clock } = parts;

  /**
   * Runs a call. One that comes again, as Slack's retries do, is known to the bot and shows nothing, so nothing tells
   * Slack that it has arrived: that is done here.
   */
  async function runOnce(
    call: Invocation,
    aside: Aside,
    acknowledge: Acknowledge,
    ack: () => Promise<void>,
    open?: Open,
  ) {
    let heard = false;
    const tell: Acknowledge = (reply) => {
      heard = true;
      return acknowledge(reply);
    };
    await bot.run(call, createSurface(parts, call, aside, nothingYet(), tell, open));
    if (!heard) await ack();
  }

  return {
    async slash(body, ack) {
      const slash = slashCommand.parse(body);
      const asked = slashInvocation(slash, bot.commands, clock.now());
      const call = await people.complete(asked, { team: slash.team_id, user: slash.user_id });
      const aside = { responseUrl: slash.response_url, pressed: false };
      const acknowledge = async (reply: Reply) => {
        const how = reply.form ? 'silently' : wordsFor(reply, call, aside);
        const { buttons: _, menus: __, ...copy } = reply;
        const words = render(how === 'copied' ? copy : reply, undefined, new Map(), parts.me.url);
        await (how === 'silently' ? ack() : ack({ response_type: 'ephemeral', ...words }));
        return how === 'whispered';
      };
      const open = formOpener({ ...parts, bot }, call, aside, slash.trigger_id);
      await runOnce(call, aside, acknowledge, () => ack(), open);
    },

    async submission(body, ack) {
      const { asked, asker, aside, command } = formInvocation(submission.parse(body), bot.commands, clock.now());
      const call = await people.complete(asked, asker);
      const acknowledge = async (reply: Reply) => {
        const errors = reply.state === 'failed' ? formErrors(reply, command) : {};
        const shown = Object.keys(errors).length > 0;
        await (shown ? ack({ response_action: 'errors', errors }) : ack());
        return shown;
      };
      await runOnce(call, aside, acknowledge, () => ack());
    },

    async suggestions(body, ack) {
      const { asked, asker, option: name, typed } = suggestionInvocation(suggestion.parse(body), clock.now());
      const option = bot.commands
        .find(({ name }) => name === asked.command)
        ?.options.find((candidate) => candidate.name === name);
      const known =
        option && isSuggested(option) ? await bot.suggest(await people.complete(asked, asker), option.key, typed) : [];
      await ack({ options: offered(known, typed) });
    },
  };
}

/**
 * What the acknowledgement tells of a command's first reply: a whisper, or a copy of the words of what is shown where the
 * asker is not looking.
 */
function wordsFor(reply: Reply, call: Invocation, aside: Aside): 'whispered' | 'copied' | 'silently' {
  const to = destinationOf(reply, call, aside);
  if (to.kind === 'message' && to.isPrivate) return 'copied';
  return reply.whisper && reply.state !== 'working' ? 'whispered' : 'silently';
}
