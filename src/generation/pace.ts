import type { SteadyClock } from '../core/clock.ts';

export interface PaceParts {
  /** Calls at the same time. */
  readonly concurrency: number;
  /** Calls that begin in a second; undefined for no limit. */
  readonly rate: number | undefined;
  readonly clock: SteadyClock;
}

/** How many calls may run and when the next may begin. */
export interface Pace {
  /** Calls that may run at the same time now. */
  slots(): number;
  /** Milliseconds until the next call may begin. */
  wait(): number;
  began(): void;
  /** The service is overloaded: nobody begins for so many milliseconds, and half as many run at once. */
  backOff(milliseconds: number): void;
  /** A call went well: after as many as run at once, the halved limit is higher by one. */
  wentWell(): void;
}

/** Adapts to what the service takes: halves on overload, creeps back up (API sheet, section 8). */
export function createPace({ concurrency, rate, clock }: PaceParts): Pace {
  let limit = concurrency;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let nextStart = Number.NEGATIVE_INFINITY;
  return {
    slots: () => Math.floor(limit),
    wait: () => Math.max(pausedUntil, nextStart) - clock.monotonic(),
    began() {
      if (rate) nextStart = Math.max(nextStart, clock.monotonic()) + 1000 / rate;
    },
    backOff(milliseconds) {
      // Calls that fail while the line is paused began before it was: they tell of the same overload.
      const now = clock.monotonic();
      if (now >= pausedUntil) limit = Math.max(1, Math.floor(limit / 2));
      pausedUntil = Math.max(pausedUntil, now + milliseconds);
    },
    wentWell() {
      limit = Math.min(concurrency, limit + 1 / Math.floor(limit));
    },
  };
}
