import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestSeed, seedFor } from '../../src/core/seed.ts';

test('every seed is one that the service takes, and depends on nothing else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.integer(), (invocation, purpose, n) => {
      const seed = seedFor(invocation, purpose, n);
      expect(Number.isInteger(seed)).toBe(true);
      expect(seed).toBeGreaterThanOrEqual(1);
      expect(seed).toBeLessThanOrEqual(largestSeed);
      expect(seedFor(invocation, purpose, n)).toBe(seed);
    }),
  );
});

test('replaying an old invocation still asks for the same picture', () => {
  expect(seedFor('discord:1', 'picture', 0)).toMatchInlineSnapshot(`1045424989`);
  expect(seedFor('discord:1', 'wording', 0)).toMatchInlineSnapshot(`2105488289`);
});

test('neighbouring ids are spread over the whole range', () => {
  const count = 16_000;
  const buckets = new Array<number>(16).fill(0);
  const seen = new Set<number>();
  for (let id = 0; id < count; id++) {
    const seed = seedFor(`discord:12345678901234${id}`, 'picture', 0);
    const bucket = Math.floor((seed / (largestSeed + 1)) * 16);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    seen.add(seed);
  }
  // 1,000 expected each with a standard deviation of 31: five of them either way.
  for (const bucket of buckets) expect(Math.abs(bucket - count / 16)).toBeLessThan(155);
  expect(seen.size).toBeGreaterThan(count - 5);
});

test('purpose and number make other seeds', () => {
  const seeds = [seedFor('a', 'picture', 0), seedFor('a', 'picture', 1), seedFor('a', 'wording', 0)];
  expect(new Set([...seeds, seedFor('b', 'picture', 0)]).size).toBe(4);
});
