import { expect, test } from 'vitest';
import { createCapacity } from '../../src/generation/capacity.ts';
import { manualClock } from '../fakes/clock.ts';

test('halves on overload, once for all calls that tell of it, and creeps back up', async () => {
  const clock = manualClock();
  const capacity = createCapacity(4, clock);
  for (const delay of [1000, 3000, 2000]) capacity.overloaded(delay);
  expect(capacity.pause()).toBe(3000);
  // No pause ends because the machine’s clock was corrected.
  clock.step(3_600_000);
  capacity.overloaded(1000);
  expect(capacity.slots()).toBe(2);
  capacity.wentWell();
  expect(capacity.slots()).toBe(2);
  capacity.wentWell();
  expect(capacity.slots()).toBe(3);
  for (let times = 0; times < 20; times++) capacity.wentWell();
  expect(capacity.slots()).toBe(4);
  await clock.advance(2999);
  expect(capacity.pause()).toBe(1);
  await clock.advance(1);
  expect(capacity.pause()).toBe(0);
  for (let times = 0; times < 9; times++) {
    capacity.overloaded(1);
    await clock.advance(1);
  }
  expect(capacity.slots()).toBe(1);
});
