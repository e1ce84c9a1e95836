import { expect, test } from 'vitest';
import { createBell } from '../../src/generation/bell.ts';
import { manualClock } from '../fakes/clock.ts';

const never = new AbortController().signal;

test('wakes by ringing, by time, and at once when it rang before', async () => {
  const clock = manualClock();
  const bell = createBell(clock);
  const rung = bell.wait(undefined, never);
  bell.ring();
  await rung;
  bell.ring();
  bell.ring();
  await bell.wait(undefined, never);
  const late = bell.wait(1000, never);
  expect(await Promise.race([late, 'asleep'])).toBe('asleep');
  await clock.advance(1000);
  await late;
  expect(clock.sleepers).toBe(0);
});

test('ends with the signal, and leaves nothing behind', async () => {
  const clock = manualClock();
  const bell = createBell(clock);
  const stop = new AbortController();
  const waiting = bell.wait(1000, stop.signal);
  stop.abort('enough');
  await expect(waiting).rejects.toBe('enough');
  await expect(bell.wait(1000, stop.signal)).rejects.toBe('enough');
  expect(clock.sleepers).toBe(0);
});
