import { admit, dependsOnOpenness } from './admission.ts';
import type { Clock } from './clock.ts';
import type { Candidate, Curation, Touched } from './curation.ts';
import type { Log } from './log.ts';
import { createOpenness } from './openness.ts';
import type { Platform } from './platform.ts';
import { asProblem } from './problem.ts';

export interface LookerParts {
  readonly curation: Curation;
  readonly platforms: () => readonly Platform[];
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Pictures looked at in one go: up to 15 ms each on PostgreSQL. What comes out of it is hung and taken down afterwards, and
 * what is deleted has to be gone within a second.
 */
const atOnce = 10;

/**
 * Looks at pictures that were touched, and says where each is to be. One that nobody can look at, or whose chat is silent,
 * keeps no other waiting: it is looked at again once its lease is over. `answered` is called when there is more to look at.
 */
export function createLooker({ curation, platforms, clock, log }: LookerParts, answered: () => void) {
  const openness = createOpenness(platforms, clock);
  /** By the channel that somebody is asked about. */
  const waiting = new Map<string, Touched[]>();
  const ready: Touched[] = [];

  async function ask(channel: string): Promise<void> {
    try {
      await openness.ask(channel);
      ready.push(...(waiting.get(channel) ?? []));
    } catch (error) {
      const { code, hint } = asProblem(error);
      log.warn({ channel, problem: code, hint }, 'nobody says who can read in a channel');
    } finally {
      waiting.delete(channel);
      answered();
    }
  }

  function wait(channel: string, touched: Touched): void {
    const others = waiting.get(channel);
    waiting.set(channel, [...(others ?? []), touched]);
    if (!others) void ask(channel);
  }

  async function look(touched: Touched): Promise<void> {
    const candidate = await curation.candidate(touched.picture);
    const channel = doubtfulIn(candidate);
    const said = channel === undefined ? { isOpen: undefined } : openness.believed(channel);
    if (channel !== undefined && !said) return wait(channel, touched);
    const circumstances = { isOld: touched.isOld, now: clock.now(), isOpen: said?.isOpen };
    await curation.decide(touched, admit(candidate, circumstances));
  }

  return {
    /** Whether there was anything. */
    async some(): Promise<boolean> {
      const all = [...ready.splice(0), ...(await curation.touched(atOnce))];
      for (const touched of all) {
        await look(touched).catch((error: unknown) => {
          const { code, hint } = asProblem(error);
          const cause = code === 'unexpected' && { err: error };
          log.warn({ picture: touched.picture, problem: code, hint, ...cause }, 'a picture could not be looked at');
        });
      }
      return all.length > 0;
    },
  };
}

/** The channel of which one has to know who reads it. */
function doubtfulIn(candidate: Candidate): string | undefined {
  return dependsOnOpenness(candidate) ? candidate.kept?.channel : undefined;
}
