import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sharedClock } from '../../src/store/postgres-clock.ts';
import { manualClock } from '../fakes/clock.ts';

const hour = 3_600_000;

it('leaves a clock that is right alone, however long the answer takes', async () => {
  const local = manualClock();
  const clock = sharedClock(local);
  const asked = clock.monotonic();
  const time = local.now();
  await local.advance(400);
  clock.learn(time, [asked, clock.monotonic()]);
  expect(clock.now()).toBe(local.now());
});

it('follows the database and not the machine, to within the time of the best answer', async () => {
  const times = { wrong: fc.integer({ min: -hour, max: hour }), delays: fc.array(fc.nat(300), { minLength: 1 }) };
  await fc.assert(
    fc.asyncProperty(fc.record(times), fc.nat(100), async ({ wrong, delays }, share) => {
      const database = manualClock();
      const local = manualClock();
      local.step(wrong);
      const clock = sharedClock(local);
      for (const delay of delays) {
        const asked = clock.monotonic();
        const before = Math.floor((delay * share) / 100);
        const time = database.now() + before;
        await Promise.all([database.advance(delay), local.advance(delay)]);
        clock.learn(time, [asked, clock.monotonic()]);
        // The machine's time being corrected changes nothing.
        local.step(wrong);
      }
      expect(Math.abs(clock.now() - database.now())).toBeLessThanOrEqual(Math.min(...delays));
    }),
    { numRuns: 50 },
  );
});

it('follows a database whose time is corrected', () => {
  const local = manualClock();
  const clock = sharedClock(local);
  for (const jump of [hour, -hour]) {
    clock.learn(local.now() + jump, [clock.monotonic(), clock.monotonic()]);
    expect(clock.now()).toBe(local.now() + jump);
  }
});
