import type { SteadyClock } from '../../src/core/clock.ts';

export interface ManualClock extends SteadyClock {
  /** Moves time on, waking every sleeper that is due, in order of their time, and lets their promises run. */
  advance(milliseconds: number): Promise<void>;
  /** Sets the time of day, forward or back, as a correction of the machine's clock does. No duration changes. */
  step(milliseconds: number): void;
  /** How many sleepers there are. */
  readonly sleepers: number;
}

/** A clock that stands still until it is moved by hand. */
export function manualClock(start = 1_700_000_000_000): ManualClock {
  let now = start;
  let stepped = 0;
  const sleepers = new Set<{ due: number; wake: () => void }>();
  return {
    now: () => now + stepped,
    monotonic: () => now,
    step(milliseconds) {
      stepped += milliseconds;
    },
    get sleepers() {
      return sleepers.size;
    },
    sleep(milliseconds, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      if (signal?.aborted) return Promise.reject(signal.reason);
      const sleeper = { due: now + milliseconds, wake: resolve };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        sleepers.delete(sleeper);
        reject(signal.reason);
      });
      return promise;
    },
    async advance(milliseconds) {
      const until = now + milliseconds;
      for (;;) {
        const next = [...sleepers].sort((a, b) => a.due - b.due).find(({ due }) => due <= until);
        if (!next) break;
        now = Math.max(now, next.due);
        sleepers.delete(next);
        next.wake();
        // A macrotask lets everything that the sleeper's promise set off run first.
        await new Promise((resolve) => setImmediate(resolve));
      }
      now = until;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
