import type { Clock } from './clock.ts';
import type { Platform } from './platform.ts';
import { asProblem } from './problem.ts';

/** Milliseconds for which it is believed: a channel that is closed soon gives nothing more to galleries. */
const believed = 60_000;

/** Channels of which that is remembered. */
const mostKept = 1000;

/**
 * Whether everybody in its server or workspace can read in a channel, by its id that is unique over platforms: yes, no, or
 * undefined for one that nobody here can look at any more. Throws Problem `place_silent`.
 */
export type Openness = (channel: string) => Promise<boolean | undefined>;

export function createOpenness(platforms: () => readonly Platform[], clock: Clock): Openness {
  const known = new Map<string, { readonly isOpen: boolean | undefined; readonly until: number }>();

  async function ask(channel: string): Promise<boolean | undefined> {
    const [name = '', ...id] = channel.split(':');
    const walls = platforms().find((platform) => platform.name === name)?.walls;
    try {
      return await walls?.isOpen(id.join(':'));
    } catch (error) {
      // Another try may succeed; nothing else is a reason to look again and again.
      if (asProblem(error).code === 'place_silent') throw error;
      return undefined;
    }
  }

  return async (channel) => {
    const before = known.get(channel);
    if (before && clock.now() < before.until) return before.isOpen;
    const isOpen = await ask(channel);
    known.delete(channel);
    known.set(channel, { isOpen, until: clock.now() + believed });
    const [oldest] = known.keys();
    if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
    return isOpen;
  };
}
