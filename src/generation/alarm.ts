import type { Clock } from '../core/clock.ts';

/** Rings once after a while; setting it again before that changes nothing. */
export interface Alarm {
  set(milliseconds: number): void;
  /** It never rings again. */
  close(): void;
}

/** An alarm that calls `ring`. */
export function createAlarm(clock: Clock, ring: () => void): Alarm {
  const closing = new AbortController();
  let isSet = false;
  const wake = () => {
    isSet = false;
    ring();
  };
  return {
    set(milliseconds) {
      if (isSet || closing.signal.aborted) return;
      isSet = true;
      clock.sleep(milliseconds, closing.signal).then(wake, () => undefined);
    },
    close: () => closing.abort(),
  };
}
