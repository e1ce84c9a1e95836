import type { Bot } from '../../core/bot.ts';
import type { Invocation } from '../../core/invocation.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import { type Aside, messageKey } from './address.ts';
import { eventType } from './event.ts';
import { once, untold } from './heard.ts';
import { readHomeOpened } from './home-opened.ts';
import { readMention } from './mention.ts';
import type { Asker, People } from './people.ts';
import { readReaction } from './reaction.ts';
import { createSurface, nothingYet, type SurfaceParts } from './surface.ts';
import { createTakenBack } from './taken-back.ts';

export interface Events {
  /**
   * An event: a reaction to a message of ours or one that was taken back, something said to the bot, an App Home that was
   * opened. Rejects with Problem `storage_failed`, `place_silent` or `shutting_down`, and acknowledges nothing, while
   * nobody knows whose message it is or no calls are taken any more: Slack then tells it again, also to another process.
   */
  event(body: unknown, ack: () => Promise<void>): Promise<void>;
}

/** What an event means. */
interface Meant {
  readonly call: Invocation;
  readonly asker: Asker;
  readonly aside: Aside;
  /** Whether it was taken back by now; only what can be. */
  isOver?(): boolean;
}

/** Whoever takes a reaction back sees what comes of it, or it was too late. */
const unsaid: Aside = { responseUrl: '', pressed: false, silent: true };

/** Turns events into invocations. */
export function createEvents(bot: Bot, people: People, parts: SurfaceParts): Events {
  const { clock, log, me } = parts;
  const takenBack = createTakenBack();

  async function lookUp<Found>(what: 'reaction' | 'mention', work: Promise<Found>): Promise<Found> {
    try {
      return await work;
    } catch (error) {
      const { code, hint } = asProblem(error);
      log.warn({ platform: 'slack', problem: code, hint }, `a ${what} cannot be looked up; Slack will tell it again`);
      throw error;
    }
  }

  async function reaction(body: unknown, user: string): Promise<Meant | undefined> {
    const reacted = readReaction(body, user, clock.now());
    if (!reacted) return undefined;
    const { asker, spot, emoji, gesture, at } = reacted;
    if (reacted.isTakenBack) {
      takenBack.note(gesture, at);
      const begun = await lookUp('reaction', bot.begunBy(gesture));
      return begun === undefined ? undefined : { call: reacted.call('cancel', { about: begun }), asker, aside: unsaid };
    }
    const command = await lookUp('reaction', bot.meaningOf(emoji, `slack:${asker.team}`));
    const shown = command && (await lookUp('reaction', bot.shownBy(messageKey(spot))));
    if (!command || shown === undefined) return undefined;
    const aside = { responseUrl: '', pressed: false, thread: '?', subject: spot };
    return { call: reacted.call(command.name, shown), asker, aside, isOver: () => takenBack.has(gesture, at) };
  }

  async function mention(body: unknown, user: string): Promise<Meant | undefined> {
    const said = readMention(body, bot.commands, user, clock.now());
    if (!said) return undefined;
    const { asker, root, spot } = said;
    const shown = root && (await lookUp('mention', bot.shownBy(messageKey(root))));
    const { thread } = spot;
    const aside = { responseUrl: '', pressed: false, thread, ...(shown !== undefined && { subject: root }) };
    return { call: said.call(shown), asker, aside };
  }

  async function home(body: unknown): Promise<Meant | undefined> {
    const opened = readHomeOpened(body, clock.now());
    return opened && { ...opened, aside: { responseUrl: '', pressed: false, home: true } };
  }

  async function meaningOf(body: unknown, user: string): Promise<Meant | undefined> {
    switch (eventType(body)) {
      case 'reaction_added':
      case 'reaction_removed':
        return reaction(body, user);
      case 'app_mention':
      case 'message':
        return mention(body, user);
      case 'app_home_opened':
        return home(body);
      default:
        return undefined;
    }
  }

  return {
    async event(body, ack) {
      if (me.user === undefined) throw new Problem('place_silent', {}, { hint: 'Slack has not said yet who we are' });
      const meant = await meaningOf(body, me.user);
      if (!meant) return ack();
      const call = await people.complete(meant.call, meant.asker);
      // Nobody looks at an empty screen after a reaction, while bots that react to each other never end.
      if (meant.isOver) await people.settled(meant.asker);
      if (people.isBot(meant.asker) || meant.isOver?.()) return ack();
      // What is not heard in time Slack tells again, and then it is known.
      const hear = once(() => ack().catch(() => undefined));
      const acknowledge = () => hear().then(untold);
      await bot.run(call, createSurface(parts, call, meant.aside, nothingYet(), acknowledge));
      await hear();
    },
  };
}
