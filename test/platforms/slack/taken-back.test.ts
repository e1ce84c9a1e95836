import { expect, it } from 'vitest';
import { createTakenBack } from '../../../src/platforms/slack/taken-back.ts';

it('remembers the thousand reactions that were taken back last', () => {
  const { note, has } = createTakenBack();
  for (let number = 0; number <= 1000; number++) note(`gesture ${number}`, 5);
  expect([has('gesture 0', 4), has('gesture 1', 4), has('gesture 1000', 4), has('gesture 1', 5)]).toEqual([
    false,
    true,
    true,
    false,
  ]);
  note('gesture 1', 3);
  expect(has('gesture 1', 4)).toBe(true);
});
