import type { Clock } from './clock.ts';
import { bareId } from './ids.ts';
import { type Platform, wallsAt } from './platform.ts';
import { asProblem, Problem } from './problem.ts';

/** Milliseconds for which it is believed: a channel that is closed soon gives nothing more to galleries. */
const believed = 60_000;

/** Milliseconds for a chat to answer. */
const patience = 10_000;

/** Channels of which that is remembered. */
const mostKept = 1000;

/** Whether everybody in its server or workspace can read in a channel, by its id that is unique over platforms. */
export interface Openness {
  /** What was said a short while ago; `isOpen` is undefined for a channel that nobody here can look at any more. */
  believed(channel: string): { readonly isOpen: boolean | undefined } | undefined;
  /** Resolves once it is known. Throws Problem `place_silent`. */
  ask(channel: string): Promise<void>;
}

export function createOpenness(platforms: () => readonly Platform[], clock: Clock): Openness {
  const known = new Map<string, { readonly isOpen: boolean | undefined; readonly until: number }>();

  async function look(channel: string): Promise<boolean | undefined> {
    const walls = wallsAt(channel, platforms());
    const over = new AbortController();
    const patient = new AbortController();
    // Not every platform gives up by itself.
    const silent = clock.sleep(patience, patient.signal).then(() => {
      over.abort();
      throw new Problem('place_silent', {});
    });
    try {
      return await Promise.race([walls?.isOpen(bareId(channel), over.signal), silent]);
    } catch (error) {
      // Another try may succeed; nothing else is a reason to look again and again.
      if (over.signal.aborted || asProblem(error).code === 'place_silent') throw error;
      return undefined;
    } finally {
      silent.catch(() => undefined);
      patient.abort();
    }
  }

  return {
    believed(channel) {
      const before = known.get(channel);
      return before && clock.now() < before.until ? before : undefined;
    },
    async ask(channel) {
      const isOpen = await look(channel);
      known.delete(channel);
      known.set(channel, { isOpen, until: clock.now() + believed });
      const [oldest] = known.keys();
      if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
    },
  };
}
