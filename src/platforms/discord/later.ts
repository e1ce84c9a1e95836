import type { Clock } from '../../core/clock.ts';

/** Does something after a while, unless it is stopped first. Failing is no harm: what comes next is shown on its own. */
export function createLater(clock: Clock) {
  let stopping = new AbortController();
  let done: Promise<void> | undefined;
  return {
    start(milliseconds: number, act: (signal: AbortSignal) => Promise<void>): void {
      stopping = new AbortController();
      const { signal } = stopping;
      done = clock
        .sleep(milliseconds, signal)
        .then(() => act(signal))
        .catch(() => undefined);
    },
    async stop(): Promise<void> {
      stopping.abort();
      await done;
    },
  };
}
