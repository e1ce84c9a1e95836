import type { SteadyClock } from '../core/clock.ts';

export interface Deadline {
  /** Aborted by the deadline or by the signal it was made from, whichever is first. */
  readonly signal: AbortSignal;
  readonly expired: boolean;
  /** Waits for something of our own, which takes nothing of the time. */
  outside<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Must be called when the work is over: a running deadline keeps the process alive. */
  end(): void;
}

/** One time limit over everything that is done with its signal. */
export function startDeadline(clock: SteadyClock, milliseconds: number, signal: AbortSignal): Deadline {
  const over = new AbortController();
  let stop = start(milliseconds);
  let endsAt = clock.monotonic() + milliseconds;

  /** Returns what stops it. */
  function start(left: number): () => void {
    const timer = new AbortController();
    clock.sleep(left, timer.signal).then(
      () => over.abort(new DOMException('The deadline has passed', 'TimeoutError')),
      () => undefined,
    );
    return () => timer.abort();
  }

  return {
    signal: AbortSignal.any([signal, over.signal]),
    get expired() {
      return over.signal.aborted;
    },
    async outside(work) {
      stop();
      const left = endsAt - clock.monotonic();
      const result = await work();
      endsAt = clock.monotonic() + left;
      stop = start(left);
      return result;
    },
    end: () => stop(),
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
