import { expect, test } from 'vitest';
import { startDeadline, untilAborted } from '../../src/generation/deadline.ts';
import { manualClock } from '../fakes/clock.ts';

test('a deadline aborts its signal when the time is over', async () => {
  const clock = manualClock();
  const deadline = startDeadline(clock, 1000, new AbortController().signal);
  await clock.advance(999);
  expect([deadline.signal.aborted, deadline.expired]).toEqual([false, false]);
  await clock.advance(1);
  expect([deadline.signal.aborted, deadline.expired]).toEqual([true, true]);
});

test('a cancelled deadline has not expired, and keeps the reason', async () => {
  const stop = new AbortController();
  const deadline = startDeadline(manualClock(), 1000, stop.signal);
  stop.abort('because');
  expect([deadline.signal.aborted, deadline.signal.reason, deadline.expired]).toEqual([true, 'because', false]);
});

test('an ended deadline leaves no timer behind', async () => {
  const clock = manualClock();
  const deadline = startDeadline(clock, 1000, new AbortController().signal);
  expect(clock.sleepers).toBe(1);
  deadline.end();
  expect(clock.sleepers).toBe(0);
  expect(deadline.signal.aborted).toBe(false);
});

test('what is waited for outside takes nothing of the time, however often', async () => {
  const clock = manualClock();
  const deadline = startDeadline(clock, 1000, new AbortController().signal);
  await clock.advance(600);
  await deadline.outside(() => clock.advance(5000));
  await clock.advance(100);
  await deadline.outside(() => clock.advance(5000));
  await clock.advance(299);
  expect(deadline.expired).toBe(false);
  await clock.advance(1);
  expect(deadline.expired).toBe(true);
});

test('untilAborted is the promise, or the reason of the signal', async () => {
  const stop = new AbortController();
  expect(await untilAborted(Promise.resolve(1), stop.signal)).toBe(1);
  const endless = untilAborted(new Promise(() => undefined), stop.signal);
  stop.abort('because');
  await expect(endless).rejects.toBe('because');
});

test('what loses against the signal may still fail without anybody noticing', async () => {
  const { promise, reject } = Promise.withResolvers<void>();
  await expect(untilAborted(promise, AbortSignal.abort('because'))).rejects.toBe('because');
  reject(new Error('late'));
});
