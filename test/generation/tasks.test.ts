import { expect, test } from 'vitest';
import type { Outcome } from '../../src/core/lane.ts';
import { Problem } from '../../src/core/problem.ts';
import { createTasks } from '../../src/generation/tasks.ts';
import { openStore } from '../../src/store/store.ts';
import { manualClock } from '../fakes/clock.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { recordedLog } from '../fakes/log.ts';
import { sqliteDatabase } from '../store/databases.ts';
import { jumpingClock } from '../store/jumping-clock.ts';
import { claimed, line, oneAtATime } from '../store/orders.ts';

test('frees the slot of a picture whose end cannot be written, and tells the operator', async () => {
  await using database = await sqliteDatabase();
  const clock = jumpingClock();
  const { lane, close } = await openStore({ url: database.url, clock });
  await line(lane, 'ada1', 'bob1', 'eve1');
  const log = recordedLog();
  const settled: Outcome[] = [];
  let broken = 1;
  const tasks = createTasks({
    lane: {
      ...lane,
      async settle(claim, outcome) {
        settled.push(outcome);
        if (broken-- > 0) throw new TypeError('nobody foresaw this');
        return lane.settle(claim, outcome);
      },
    },
    heartbeat: 5000,
    log,
    clock: manualClock(),
    paint: async () => ({ kind: 'done', generation: generationOf(requestForTests) }),
  });
  tasks.begin(await claimed(lane, oneAtATime), 0);
  await tasks.finish(1000);
  const failed = { kind: 'failed', problem: { code: 'unexpected' }, paid: true };
  expect(settled).toMatchObject([{ kind: 'done' }, failed]);
  expect(await lane.find({ invocation: 'ada1', n: 0 })).toMatchObject({ state: 'failed' });
  expect(log.lines).toMatchObject([{ level: 'error', message: 'a picture could not be settled' }]);
  expect(await lane.claim(oneAtATime)).toMatchObject({ kind: 'claimed' });
  await close();
});

test('hangs up an attempt that was lost unnoticed when it claims the same picture again', async () => {
  await using database = await sqliteDatabase();
  const clock = jumpingClock();
  const [store, other] = [
    await openStore({ url: database.url, clock }),
    await openStore({ url: database.url, clock, owner: 'other' }),
  ];
  const signals: AbortSignal[] = [];
  const tasks = createTasks({
    lane: store.lane,
    heartbeat: 5000,
    log: recordedLog(),
    clock: manualClock(),
    paint(_claim, signal) {
      signals.push(signal);
      const problem = new Problem('cancelled', {});
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ kind: 'cancelled', problem, paid: true }));
      });
    },
  });
  await line(store.lane, 'ada1');
  tasks.begin(await claimed(store.lane), 0);
  clock.jump(15_000);
  // It finds the picture lost, but may not paint it.
  await other.lane.claim({ concurrency: 1, rate: undefined, person: 'nobody' });
  tasks.begin(await claimed(store.lane), 0);
  await tasks.renew();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  expect(await other.lane.find({ invocation: 'ada1', n: 0 })).toMatchObject({ state: 'running' });
  await tasks.finish(0);
  await Promise.all([store.close(), other.close()]);
});
