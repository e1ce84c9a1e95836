import type { Bot } from '../../core/bot.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import type { Aside } from './address.ts';
import type { People } from './people.ts';
import { readPress } from './press.ts';
import { readReaction } from './reaction.ts';
import { createSurface, nothingYet, type SurfaceParts } from './surface.ts';

/** What people do to messages that are there. Their calls are about the invocation that the message shows. */
export interface Gestures {
  /** A pressed button. The message that holds it is not touched from here: it shows another call. */
  press(body: unknown, ack: () => Promise<void>): Promise<void>;
  /**
   * An event, of which only a reaction to a message of ours means anything. Rejects with Problem `storage_failed`,
   * `place_silent` or `shutting_down`, and acknowledges nothing, while nobody knows whose message it is or no calls are
   * taken any more: Slack then tells it again, also to another process.
   */
  event(body: unknown, ack: () => Promise<void>): Promise<void>;
}

/** Milliseconds from a press to its acknowledgement at the latest, whatever the store does: Slack waits 3 s. */
const heardWithin = 2500;

/** Reactions bring no address for whispers. */
const nowhere: Aside = { responseUrl: '', pressed: false };

/** Turns presses and reactions into invocations. */
export function createGestures(bot: Bot, people: People, parts: SurfaceParts): Gestures {
  const { clock, log, me } = parts;

  async function shownBy(message: string): Promise<string | undefined> {
    try {
      return await bot.shownBy(message);
    } catch (error) {
      const { code, hint } = asProblem(error);
      log.warn({ platform: 'slack', problem: code, hint }, 'a reaction cannot be looked up; Slack will tell it again');
      throw error;
    }
  }

  return {
    async press(body, ack) {
      const press = readPress(body, clock.now());
      if (!press) return ack();
      const { asker, responseUrl } = press;
      const hear = once(ack);
      const over = new AbortController();
      clock
        .sleep(heardWithin, over.signal)
        .then(hear)
        .catch(() => undefined);
      const call = await people.complete(press.call, asker);
      const aside = { responseUrl, pressed: true };
      const surface = createSurface(parts, call, aside, nothingYet(), () => hear().then(untold));
      const isKnown = call.about !== undefined && bot.commands.some(({ name }) => name === call.command);
      await (isKnown ? bot.run(call, surface) : bot.refuse(new Problem('button_unknown', {}), call, surface));
      over.abort();
      await hear();
    },

    async event(body, ack) {
      if (me.user === undefined) throw new Problem('place_silent', {}, { hint: 'Slack has not said yet who we are' });
      const reacted = readReaction(body, bot.commands, me.user, clock.now());
      const about = reacted && (await shownBy(reacted.message));
      if (!reacted || about === undefined) return ack();
      const call = await people.complete({ ...reacted.call, about }, reacted.asker);
      // What is not heard in time Slack tells again, and then it is known.
      const hear = once(() => ack().catch(() => undefined));
      const surface = createSurface(parts, call, nowhere, nothingYet(), () => hear().then(untold));
      await bot.run(call, surface);
      await hear();
    },
  };
}

/** An acknowledgement here has no room for a reply. */
const untold = () => false;

/** So that whoever is first does it, and for everybody. */
function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= act();
    return done;
  };
}
