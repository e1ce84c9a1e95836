import { expect, test } from 'vitest';
import { readRetryAfter } from '../../src/generation/retry-after.ts';

const now = Date.parse('2025-01-01T00:00:00Z');

test.each<[string | string[] | undefined, number | undefined]>([
  ['2', 2000],
  ['0', 0],
  ['1.5', 1500],
  ['Wed, 01 Jan 2025 00:00:07 GMT', 7000],
  ['Tue, 31 Dec 2024 00:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  [['1', '2'], undefined],
  [undefined, undefined],
])('Retry-After: %s is %s ms', (header, milliseconds) => {
  expect(readRetryAfter(header, now)).toBe(milliseconds);
});
