import type { Clock } from './clock.ts';
import { Problem } from './problem.ts';

/** Milliseconds between two tries: the store is soon back, or away for long. */
const shortest = 500;
const longest = 15_000;

/**
 * Does something on the store, again and again while that is away, for what was accepted and must not be lost. Throws
 * everything but `storage_failed`, and the signal's reason when that is aborted while it waits.
 */
export async function insist<Result>(work: () => Promise<Result>, clock: Clock, signal?: AbortSignal): Promise<Result> {
  for (let wait = shortest; ; wait = Math.min(longest, wait * 2)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'storage_failed')) throw error;
      await clock.sleep(wait, signal);
    }
  }
}
