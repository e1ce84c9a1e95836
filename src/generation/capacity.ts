import type { Clock } from '../core/clock.ts';

/** How many calls the service takes at the same time, as far as this process has learnt. */
export interface Capacity {
  slots(): number;
  /** The service is overloaded, and nobody begins for so many milliseconds: half as many run at once from then on. */
  overloaded(milliseconds: number): void;
  /** A call went well: after as many as run at once, the halved limit is higher by one. */
  wentWell(): void;
}

/** Halves on overload, creeps back up to the configured limit (API sheet, section 8). */
export function createCapacity(concurrency: number, clock: Clock): Capacity {
  let limit = concurrency;
  let pausedUntil = 0;
  return {
    slots: () => Math.floor(limit),
    overloaded(milliseconds) {
      // Calls that fail during the pause began before it: they tell of the same overload.
      if (clock.now() >= pausedUntil) limit = Math.max(1, Math.floor(limit / 2));
      pausedUntil = Math.max(pausedUntil, clock.now() + milliseconds);
    },
    wentWell() {
      limit = Math.min(concurrency, limit + 1 / Math.floor(limit));
    },
  };
}
