import type { SteadyClock } from '../../src/core/clock.ts';

export interface SkippingClock extends SteadyClock {
  /** The short sleeps so far, in milliseconds. */
  readonly sleeps: readonly number[];
  /** Moves time on by hand; wakes nobody. */
  skip(milliseconds: number): void;
}

/** Longer sleeps are time limits (30 s for a download is the shortest). */
const shortestLimit = 30_000;

/** A clock that jumps over every short sleep and never reaches a time limit, for tests with real sockets. */
export function skippingClock(): SkippingClock {
  let now = 1_700_000_000_000;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    monotonic: () => now,
    skip(milliseconds) {
      now += milliseconds;
    },
    sleep(milliseconds, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      if (signal?.aborted) reject(signal.reason);
      else if (milliseconds < shortestLimit) {
        setImmediate(() => {
          if (signal?.aborted) return;
          sleeps.push(milliseconds);
          now += milliseconds;
          resolve();
        });
      }
      return promise;
    },
  };
}
