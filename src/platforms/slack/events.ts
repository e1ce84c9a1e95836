import type { Bot } from '../../core/bot.ts';
import { Problem } from '../../core/problem.ts';
import { messageKey } from './address.ts';
import { eventType } from './event.ts';
import { once, untold } from './heard.ts';
import { readHomeOpened } from './home-opened.ts';
import { createLinks } from './links.ts';
import { createLookUp, type Meant } from './meant.ts';
import { readMention } from './mention.ts';
import type { People } from './people.ts';
import { createReactions } from './reactions.ts';
import { createSurface, nothingYet, type SurfaceParts } from './surface.ts';

export interface Events {
  /**
   * An event: a reaction to a message of ours or one that was taken back, something said to the bot, an App Home that was
   * opened, a link to a picture of ours. Rejects with Problem `storage_failed`, `place_silent` or `shutting_down`, and acknowledges nothing, while
   * nobody knows whose message it is or no calls are taken any more: Slack then tells it again, also to another process.
   */
  event(body: unknown, ack: () => Promise<void>): Promise<void>;
}

export interface EventParts extends SurfaceParts {
  /** Where the web galleries are, without a slash at the end; undefined: nowhere that others reach. */
  readonly publicUrl?: string | undefined;
}

/** Turns events into invocations. */
export function createEvents(bot: Bot, people: People, parts: EventParts): Events {
  const { clock, log, me } = parts;
  const lookUp = createLookUp(log);
  const reaction = createReactions({ bot, clock, lookUp });
  const links = createLinks(bot, people, parts);

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
      if (eventType(body) === 'link_shared') return links(body, ack);
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
