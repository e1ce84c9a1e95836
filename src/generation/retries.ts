import type { Failure } from './failures.ts';
import type { RetryRule } from './rule.ts';

/** Calls for one picture in all, and those of them that may have cost something (API sheet, section 8). */
const mostCalls = 5;
const mostCostlyCalls = 3;

/** Milliseconds after the first call that counts in which further ones may begin (API sheet, section 8). One under way is never cut short: it may be paid for. */
export const retryTime = 180_000;

export interface Retry {
  /** Milliseconds to wait first. */
  readonly delay: number;
  /** Everyone waits, not this picture alone. */
  readonly everyone: boolean;
  readonly newSeed: boolean;
}

/**
 * Milliseconds for which nobody begins after a call was turned away for load, also when that one is not made again. A
 * service that names an hour may be back sooner, and one call tells.
 */
export function pauseAfter(
  { rule, retryAfter = 0 }: Pick<Failure, 'rule' | 'retryAfter'>,
  retry: Retry | undefined,
): number {
  return Math.min(retryTime, retry?.delay ?? Math.max(retryAfter, rule.longest));
}

/**
 * Decides for one picture, failure by failure, whether it is tried again; `elapsed` is in milliseconds since the first
 * call that counts. `random` from 0 to 1 spreads the delays (full jitter); `overloads` counts the calls that were turned
 * away for load before this claim.
 */
export function createRetries(
  random: () => number,
  overloads = 0,
): {
  next(failure: Pick<Failure, 'rule' | 'retryAfter'>, elapsed: number): Retry | undefined;
} {
  const used = new Map<RetryRule, number>();
  let calls = overloads;
  let costly = 0;
  return {
    next({ rule, retryAfter = 0 }, elapsed) {
      calls += 1;
      // A call turned away for load was never worked on.
      if (!rule.everyone) costly += 1;
      const before = (used.get(rule) ?? 0) + (rule.everyone ? overloads : 0);
      if (before >= rule.retries || calls >= mostCalls || costly >= mostCostlyCalls) return undefined;
      used.set(rule, (used.get(rule) ?? 0) + 1);
      const backOff = random() * Math.min(rule.longest, rule.delay * 2 ** before);
      const delay = Math.max(rule.least, retryAfter) + backOff;
      if (elapsed + delay > retryTime) return undefined;
      return { delay, everyone: rule.everyone, newSeed: rule.newSeed };
    },
  };
}
