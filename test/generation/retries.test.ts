import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRetries, pauseAfter } from '../../src/generation/retries.ts';
import { type RetryRule, rules } from '../../src/generation/rule.ts';

/** The delays after each failure of the same kind, without jitter: the longest they can be. */
function delays(rule: RetryRule, random = 1, retryAfter?: number): number[] {
  const retries = createRetries(() => random);
  const all: number[] = [];
  for (;;) {
    const retry = retries.next({ rule, retryAfter }, 0);
    if (!retry) return all;
    all.push(retry.delay);
  }
}

describe('retries', () => {
  test.each<[keyof typeof rules, number[]]>([
    ['never', []],
    ['newSeed', [0]],
    ['rate', [1000, 2000, 4000, 4000]],
    ['concurrency', [2000, 4000, 8000, 8000]],
    ['again', [1000, 2000]],
    ['againOnce', [1000]],
    ['againLater', [5000]],
  ])('%s waits at most %j ms', (name, expected) => {
    expect(delays(rules[name])).toEqual(expected);
  });

  test('full jitter shortens a delay down to nothing, but not below what was asked for', () => {
    expect(delays(rules.rate, 0)).toEqual([0, 0, 0, 0]);
    expect(delays(rules.rate, 0.5)).toEqual([500, 1000, 2000, 2000]);
    expect(delays(rules.rate, 0, 2000)).toEqual([2000, 2000, 2000, 2000]);
    expect(delays(rules.againLater, 0)).toEqual([5000]);
  });

  test('only overload makes everyone wait, only a refused picture changes the seed', () => {
    const next = (rule: RetryRule) => createRetries(() => 1).next({ rule, retryAfter: undefined }, 0);
    expect(next(rules.rate)).toMatchObject({ everyone: true, newSeed: false });
    expect(next(rules.newSeed)).toMatchObject({ everyone: false, newSeed: true });
    expect(next(rules.again)).toMatchObject({ everyone: false, newSeed: false });
  });

  test('nothing begins later than three minutes after the first call', () => {
    const next = (elapsed: number, retryAfter?: number) =>
      createRetries(() => 0).next({ rule: rules.rate, retryAfter }, elapsed);
    expect(next(180_000)).toBeDefined();
    expect(next(180_001)).toBeUndefined();
    expect(next(0, 3_600_000)).toBeUndefined();
    expect(next(179_000, 2000)).toBeUndefined();
  });

  test('everyone waits, also when the call is not made again, but not longer than three minutes', () => {
    expect(pauseAfter({ rule: rules.rate, retryAfter: 7000 }, undefined)).toBe(7000);
    expect(pauseAfter({ rule: rules.rate, retryAfter: undefined }, undefined)).toBe(4000);
    expect(pauseAfter({ rule: rules.concurrency, retryAfter: 3_600_000 }, undefined)).toBe(180_000);
    const retry = { delay: 300, everyone: true, newSeed: false };
    expect(pauseAfter({ rule: rules.rate, retryAfter: undefined }, retry)).toBe(300);
  });

  test('a mix ends after three calls that may have cost something and five in all', () => {
    const kinds = fc.array(fc.constantFrom(...Object.values(rules)), { minLength: 6, maxLength: 12 });
    fc.assert(
      fc.property(kinds, (failures) => {
        const retries = createRetries(() => 0);
        const ended = failures.findIndex((rule) => !retries.next({ rule, retryAfter: undefined }, 0));
        const calls = failures.slice(0, ended + 1);
        expect(ended).toBeGreaterThanOrEqual(0);
        expect(calls.length).toBeLessThanOrEqual(5);
        expect(calls.filter((rule) => !rule.everyone).length).toBeLessThanOrEqual(3);
        for (const rule of calls) {
          expect(calls.filter((other) => other === rule).length).toBeLessThanOrEqual(rule.retries + 1);
        }
      }),
    );
  });
});
