import type { Clock } from './clock.ts';
import { Problem } from './problem.ts';
import { late, within } from './within.ts';

/** Milliseconds from a call to its first word: platforms wait 3 s for it, and it takes a while to get there. */
const usual = 2000;

/** Milliseconds after which nobody waits for the first word any more, as when a call goes on after a restart. */
const tooLate = 3000;

/** However late it is, a store that is well gets the time to answer; together with `usual` it is soon enough. */
const least = 300;

/**
 * How long a call may wait for the store before its first word, in milliseconds: what is left since it was asked. Whoever
 * is too late for it anyway gets the whole time.
 */
export function timeToFirstWord(askedAt: number, now: number): number {
  const passed = now - askedAt;
  return passed >= tooLate ? usual : Math.max(least, Math.min(usual, usual - passed));
}

/** The store's answer, if it comes in time for the first word about it. Throws Problem `storage_failed` otherwise. */
export async function inTime<Result>(work: Promise<Result>, askedAt: number, clock: Clock): Promise<Result> {
  const result = await within(timeToFirstWord(askedAt, clock.now()), work, clock);
  if (result !== late) return result;
  throw new Problem('storage_failed', {}, { hint: 'the database took too long to tell the asker anything in time' });
}
