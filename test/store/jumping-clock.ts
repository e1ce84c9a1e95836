import type { Clock } from '../../src/core/clock.ts';

export interface JumpingClock extends Clock {
  /** Moves time without waking anybody, by days in no time. */
  jump(milliseconds: number): void;
}

/** A clock that moves by hand and on which nobody ever wakes. It starts on 14 November 2023, 22:13 UTC. */
export function jumpingClock(): JumpingClock {
  let now = 1_700_000_000_000;
  return {
    now: () => now,
    sleep(_milliseconds, signal) {
      const { promise, reject } = Promise.withResolvers<void>();
      if (signal?.aborted) return Promise.reject(signal.reason);
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      return promise;
    },
    jump(milliseconds) {
      now += milliseconds;
    },
  };
}
