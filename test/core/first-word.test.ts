import { expect, test } from 'vitest';
import { timeToFirstWord } from '../../src/core/first-word.ts';

test.each([
  ['just now', 0, 2000],
  ['a moment ago', 700, 1300],
  ['by a clock that is ahead of ours', -500, 2000],
  ['long enough ago for a store that is well', 1900, 300],
  ['before a quick restart', 2500, 300],
  ['too long ago', 3000, 2000],
])('how long a call that was asked %s may wait for the store', (_, passed, milliseconds) => {
  expect(timeToFirstWord(1_700_000_000_000 - passed, 1_700_000_000_000)).toBe(milliseconds);
});
