import { expect, test, vi } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';

test('sleeps, unless its signal is or gets aborted', async () => {
  await expect(systemClock.sleep(0)).resolves.toBeUndefined();
  const stop = new AbortController();
  const asleep = systemClock.sleep(60_000, stop.signal);
  stop.abort(new Error('woken'));
  await expect(asleep).rejects.toThrow('woken');
  await expect(systemClock.sleep(0, stop.signal)).rejects.toThrow('woken');
  expect(systemClock.now()).toBeGreaterThan(1_700_000_000_000);
});

test('durations do not follow corrections of the time of day', () => {
  const before = systemClock.monotonic();
  const timeOfDay = vi.spyOn(Date, 'now').mockReturnValue(0);
  expect(systemClock.now()).toBe(0);
  expect(systemClock.monotonic()).toBeGreaterThanOrEqual(before);
  timeOfDay.mockReturnValue(before + 1e15);
  expect(systemClock.monotonic() - before).toBeLessThan(600_000);
  timeOfDay.mockRestore();
});
