import type { SteadyClock } from '../core/clock.ts';

/** How many calls the service takes at the same time, as far as this process has learnt. */
export interface Capacity {
  slots(): number;
  /** Milliseconds until anybody begins again after an overload; 0: now. */
  pause(): number;
  /** The service is overloaded, and nobody begins for so many milliseconds: half as many run at once from then on. */
  overloaded(milliseconds: number): void;
  /** A call went well: after as many as run at once, the halved limit is higher by one. */
  wentWell(): void;
}

/** Halves on overload, creeps back up to the configured limit (API sheet, section 8). */
export function createCapacity(concurrency: number, clock: SteadyClock): Capacity {
  let limit = concurrency;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  return {
    slots: () => Math.floor(limit),
    pause: () => Math.max(0, pausedUntil - clock.monotonic()),
    overloaded(milliseconds) {
      // Calls that fail during the pause began before it: they tell of the same overload.
      const now = clock.monotonic();
      if (now >= pausedUntil) limit = Math.max(1, Math.floor(limit / 2));
      pausedUntil = Math.max(pausedUntil, now + milliseconds);
    },
    wentWell() {
      limit = Math.min(concurrency, limit + 1 / Math.floor(limit));
    },
  };
}
