import type { Clock } from '../core/clock.ts';

export interface Deadline {
  /** Aborted by the deadline or by the signal it was made from, whichever is first. */
  readonly signal: AbortSignal;
  readonly expired: boolean;
  /** Must be called when the work is over: a running deadline keeps the process alive. */
  end(): void;
}

/** One time limit over everything that is done with its signal. */
export function startDeadline(clock: Clock, milliseconds: number, signal: AbortSignal): Deadline {
  const over = new AbortController();
  const timer = new AbortController();
  clock.sleep(milliseconds, timer.signal).then(
    () => over.abort(new DOMException('The deadline has passed', 'TimeoutError')),
    () => undefined,
  );
  return {
    signal: AbortSignal.any([signal, over.signal]),
    get expired() {
      return over.signal.aborted;
    },
    end: () => timer.abort(),
  };
}

/** The promise's value, or the signal's reason as soon as it is aborted, whatever the promise is still busy with. */
export async function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
    // Whoever lost the race may still fail, and nobody else listens.
    promise.catch(() => undefined);
  }
}
