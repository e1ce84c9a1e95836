import type { Clock } from '../../../src/core/clock.ts';

/**
 * A clock for whom waiting takes no time: every sleep moves it on at once. Back-off and deadlines run their full course
 * in milliseconds. Starts now, because Bolt compares signatures with the system's time.
 */
export function hastyClock(): Clock & { readonly slept: readonly number[]; skip(milliseconds: number): void } {
  let now = Date.now();
  const slept: number[] = [];
  return {
    now: () => now,
    slept,
    skip(milliseconds) {
      now += milliseconds;
    },
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      now += milliseconds;
      if (milliseconds > 0) slept.push(milliseconds);
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    },
  };
}
