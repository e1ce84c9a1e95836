import { expect, test } from 'vitest';
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
