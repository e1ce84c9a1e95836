import type { Clock } from '../../core/clock.ts';
import { troubleOf } from './errors.ts';

export interface Patience {
  /** How long to keep trying, in milliseconds from now. 0: once. */
  readonly within: number;
  /** Whether doing it twice does no harm. Otherwise only what Slack surely did not do is tried again. */
  readonly repeatable: boolean;
  /** Ends pauses at once and calls a moment later. Rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds for a call that is on its way when it is given up, so that it hardly ever arrives after the next one. */
const lastMoment = 1000;

/** Tries a call again by our rules instead of the SDK's, which also repeats posts and stalls every other call meanwhile. */
export type Patiently = <Answer>(lane: string, patience: Patience, send: () => Promise<Answer>) => Promise<Answer>;

/**
 * Retry-After is honoured for all calls of a lane (a method, or a method and channel), because Slack counts per method:
 * later calls wait with the refused one. Throws the last error when the time is over.
 */
export function createPatience(clock: Clock): Patiently {
  const pausedUntil = new Map<string, number>();

  function pause(lane: string, milliseconds: number): void {
    const now = clock.now();
    for (const [other, until] of pausedUntil) if (until <= now) pausedUntil.delete(other);
    pausedUntil.set(lane, now + milliseconds);
  }

  return async (lane, { within, repeatable, signal }, send) => {
    const deadline = clock.now() + within;
    for (let attempt = 0; ; attempt++) {
      const left = (pausedUntil.get(lane) ?? 0) - clock.now();
      if (left > 0 && clock.now() + left <= deadline) await clock.sleep(left, signal);
      try {
        signal?.throwIfAborted();
        return await (signal ? orGiveUp(send(), signal, clock) : send());
      } catch (error) {
        signal?.throwIfAborted();
        const trouble = troubleOf(error);
        if (trouble.kind === 'rate_limited') {
          pause(lane, trouble.seconds * 1000);
          if (clock.now() + trouble.seconds * 1000 > deadline) throw error;
        } else {
          const wait = backOff(attempt);
          if (trouble.kind === 'refused' || !repeatable || clock.now() + wait > deadline) throw error;
          await clock.sleep(wait, signal);
        }
      }
    }
  };
}

/** What the call resolves with, or the signal's reason: @slack/web-api cannot take a call back. */
async function orGiveUp<Answer>(call: Promise<Answer>, signal: AbortSignal, clock: Clock): Promise<Answer> {
  const settled = new AbortController();
  const givenUp = new Promise<never>((_, reject) => {
    const giveUp = () =>
      clock.sleep(lastMoment, settled.signal).then(
        () => reject(signal.reason),
        () => undefined,
      );
    signal.addEventListener('abort', giveUp, { signal: settled.signal });
  });
  try {
    return await Promise.race([call, givenUp]);
  } finally {
    settled.abort();
  }
}

/** 0.25, 0.5, 1, 2, then every 4 s. */
function backOff(attempt: number): number {
  return Math.min(4000, 250 * 2 ** attempt);
}
