import type { Clock } from '../core/clock.ts';

/** Wakes one waiter. Rung while nobody waits, it wakes the next one at once. */
export interface Bell {
  ring(): void;
  /** Resolves when it rings, or after so many milliseconds. Rejects with the signal's reason. */
  wait(milliseconds: number | undefined, signal: AbortSignal): Promise<void>;
}

export function createBell(clock: Clock): Bell {
  let rung = Promise.withResolvers<void>();
  return {
    ring: () => rung.resolve(),
    async wait(milliseconds, signal) {
      signal.throwIfAborted();
      const over = new AbortController();
      const end = () => over.abort(signal.reason);
      signal.addEventListener('abort', end, { once: true });
      try {
        // Longer than a day for ever: timers cannot take more than 24 days, and nothing here waits so long.
        const late = clock.sleep(Math.min(milliseconds ?? day, day), over.signal);
        await Promise.race([rung.promise, late]);
        rung = Promise.withResolvers();
      } finally {
        signal.removeEventListener('abort', end);
        over.abort();
      }
    },
  };
}

const day = 24 * 3_600_000;
