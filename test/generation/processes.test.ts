import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { letGo, type Order } from '../../src/core/generation.ts';
import type { Lane } from '../../src/core/lane.ts';
import { Problem } from '../../src/core/problem.ts';
import { createGenerate, type GenerateParts, type GenerationCore } from '../../src/generation/generate.ts';
import { plainPaint } from '../../src/sandbox/plain-picture.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { memoryImages } from '../fakes/images.ts';
import { recordedLog } from '../fakes/log.ts';
import { postgresDatabase, sqliteDatabase, type TestDatabase } from '../store/databases.ts';
import { freely } from '../store/orders.ts';
import { problemOf, run, smallRequest } from './start.ts';

function orderOf(invocation: string, changes: Partial<Order> = {}): Order {
  const asker = { person: `person of ${invocation}`, channel: 'fox-lovers', community: 'den', roles: [], askedAt: 0 };
  return { invocation, n: 0, ...asker, request: smallRequest, signal: new AbortController().signal, ...changes };
}

describe.each([
  { name: 'SQLite', open: sqliteDatabase },
  { name: 'PostgreSQL', open: postgresDatabase },
])('processes on one database: $name', ({ open }) => {
  let database: TestDatabase;
  let sandbox: Sandbox;
  let painting = 0;
  let most = 0;
  /** Holds the painter up while it is there. */
  let hold: Promise<void> | undefined;
  const images = memoryImages();
  const processes: { core: GenerationCore; store: Store }[] = [];

  beforeEach(async () => {
    [painting, most, hold] = [0, 0, undefined];
    database = await open();
    sandbox = await startSandbox({
      async paint(order, signal) {
        most = Math.max(most, ++painting);
        try {
          await hold;
          await setTimeout(2);
          return await plainPaint(order, signal);
        } finally {
          painting--;
        }
      },
    });
  });
  afterEach(async () => {
    for (const { core, store } of processes.splice(0)) {
      await core.close(0);
      await store.close();
    }
    await sandbox.close();
    await database[Symbol.asyncDispose]();
  });

  async function start(changes: Partial<GenerateParts> = {}, wrap: (lane: Lane) => Lane = (lane) => lane) {
    const store = await openStore({ url: database.url });
    const log = recordedLog();
    const core = createGenerate({
      ...{ url: sandbox.url, key: 'k', concurrency: 1, timeoutMs: 60_000, pictures: 'base64' },
      ...{ lane: wrap(store.lane), rules: freely, price: 0, heartbeat: 5000, images, log },
      ...{ clock: systemClock, random: () => 0, ...changes },
    });
    processes.push({ core, store });
    return { ...core, store, log };
  }

  test('share the limit exactly, and everybody gets theirs', async () => {
    const cores = await Promise.all([start({ concurrency: 3 }), start({ concurrency: 3 })]);
    const orders = Array.from({ length: 24 }, (_, n) =>
      orderOf(`call${n}`, { request: { ...smallRequest, seed: n + 1 } }),
    );
    const made = await Promise.all(orders.map((order, n) => run(cores[n % 2] ?? expect.fail(), order)));
    expect(made.map(({ generation }) => generation.request.seed)).toEqual(orders.map(({ request }) => request.seed));
    expect(most).toBeLessThanOrEqual(3);
    expect(sandbox.calls).toHaveLength(24);
  });

  test('a picture that was made is never paid again', async () => {
    const first = await start();
    const { generation } = await run(first, orderOf('same'));
    await first.close(0);
    const second = await start();
    const again = await run(second, orderOf('same'));
    expect(again).toEqual({ progress: [], generation });
    expect(sandbox.calls).toHaveLength(1);
  });

  test('goes on after a restart with the same seed', async () => {
    const held = Promise.withResolvers<void>();
    hold = held.promise;
    const first = await start();
    const leaving = new AbortController();
    const work = problemOf(run(first, orderOf('same', { signal: leaving.signal })));
    const call = await sandbox.nextCall();
    leaving.abort(letGo);
    expect(await work).toBe(letGo);
    await first.close(0);
    expect(await call.ended).toBe('aborted');
    await first.store.close();
    held.resolve();
    const second = await start();
    await run(second, orderOf('same'));
    expect(sandbox.calls.map(({ body }) => body)).toMatchObject([
      { seed: smallRequest.seed },
      { seed: smallRequest.seed },
    ]);
    expect(second.log.lines).toMatchObject([{ level: 'warn', fields: { invocation: 'same', attempt: 2 } }]);
  });

  test('finishes at a close what is being painted, and begins nothing more', async () => {
    const held = Promise.withResolvers<void>();
    hold = held.promise;
    const first = await start();
    const works = Promise.allSettled(['one', 'two'].map((id) => run(first, orderOf(id))));
    await sandbox.nextCall();
    const closed = first.close(10_000);
    held.resolve();
    await closed;
    const ended = await works;
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(sandbox.calls).toHaveLength(1);
  });

  test('cancels what another process paints, down to the socket', async () => {
    hold = new Promise(() => undefined);
    await start();
    const stop = new AbortController();
    // It only asks, since it may paint for nobody.
    const asker = await start({ person: 'nobody' });
    const work = problemOf(run(asker, orderOf('call', { signal: stop.signal })));
    const call = await sandbox.nextCall();
    stop.abort(new Problem('cancelled', {}));
    expect(await work).toMatchObject({ code: 'cancelled' });
    expect(await call.ended).toBe('aborted');
  });

  test('waits for a store that is away, and loses nothing', async () => {
    let failures = 4;
    const flaky =
      <Arguments extends unknown[], Result>(work: (...all: Arguments) => Promise<Result>) =>
      (...all: Arguments) =>
        failures-- > 0 ? Promise.reject(new Problem('storage_failed', {})) : work(...all);
    const core = await start({}, (lane) => ({
      ...lane,
      add: flaky(lane.add),
      find: flaky(lane.find),
      claim: flaky(lane.claim),
      settle: flaky(lane.settle),
    }));
    const { generation } = await run(core, orderOf('call'));
    expect(generation.request).toEqual(smallRequest);
    expect(sandbox.calls).toHaveLength(1);
  });

  test('a process for one person paints for nobody else', async () => {
    const store = await openStore({ url: database.url });
    await store.lane.add({ ...orderOf('theirs'), price: 0, weight: 1 }, freely);
    const terminal = await start({ person: 'me' });
    await run(terminal, orderOf('mine', { person: 'me' }));
    expect(sandbox.calls).toHaveLength(1);
    expect(await store.lane.find({ invocation: 'theirs', n: 0 })).toMatchObject({ state: 'waiting' });
    await store.close();
  });
});
