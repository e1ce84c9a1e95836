import { beforeEach, describe, expect, test } from 'vitest';
import { letGo } from '../../src/core/generation.ts';
import type { Lane } from '../../src/core/lane.ts';
import { Problem } from '../../src/core/problem.ts';
import { manualClock } from '../fakes/clock.ts';
import { type Core, closedAfterEach, problemOf, run, startGeneration, startLane } from './start.ts';

describe('cancelling', () => {
  let core: Core;
  const start = closedAfterEach();
  beforeEach(async () => {
    core = await start();
  });

  test('cancels while waiting, with the reason for it', async () => {
    core.sandbox.script({ kind: 'silent' });
    const [stopRunning, stopWaiting] = [new AbortController(), new AbortController()];
    const running = problemOf(run(core, core.order({ signal: stopRunning.signal })));
    await core.sandbox.nextCall();
    const waiting = run(core, core.order({ signal: stopWaiting.signal }));
    const reason = new Problem('interrupted', {});
    stopWaiting.abort(reason);
    expect(await problemOf(waiting)).toBe(reason);
    expect(core.sandbox.calls).toHaveLength(1);
    stopRunning.abort(new Problem('cancelled', {}));
    expect(await running).toMatchObject({ code: 'cancelled' });
  });

  test('cancels down to the socket, and never tries again', async () => {
    core.sandbox.script({ kind: 'silent' });
    const stop = new AbortController();
    const work = run(core, core.order({ signal: stop.signal }));
    const call = await core.sandbox.nextCall();
    const reason = new Problem('cancelled', {});
    stop.abort(reason);
    expect(await problemOf(work)).toBe(reason);
    expect(await call.ended).toBe('aborted');
    expect(core.sandbox.calls).toHaveLength(1);
    await run(core, core.order());
  });

  test('an order that is cancelled before it begins makes no call', async () => {
    const reason = new Problem('cancelled', {});
    expect(await problemOf(run(core, core.order({ signal: AbortSignal.abort(reason) })))).toBe(reason);
    expect(core.sandbox.calls).toEqual([]);
  });

  test('cancels a delay between two calls', async () => {
    const own = await start({ clock: manualClock() });
    own.sandbox.script({ kind: 'business', code: 50500 });
    const stop = new AbortController();
    const generation = own.generate(own.order({ signal: stop.signal }));
    await generation.next();
    expect((await generation.next()).value).toMatchObject({ again: 'service' });
    stop.abort(new Problem('cancelled', {}));
    expect(await problemOf(generation.next())).toMatchObject({ code: 'cancelled' });
    expect(own.sandbox.calls).toHaveLength(1);
  });

  test('whoever stops listening, or lets go, does not cancel: the picture is there when it is ordered again', async () => {
    const order = core.order();
    const generation = core.generate(order);
    await generation.next();
    await generation.return(expect.anything());
    const leaving = new AbortController();
    const left = run(core, core.order({ ...order, signal: leaving.signal }));
    leaving.abort(letGo);
    expect(await problemOf(left)).toBe(letGo);
    await run(core, order);
    expect(core.sandbox.calls).toHaveLength(1);
  });

  test('a picture cancelled while it was painted stays cancelled, and is used up', async () => {
    core.sandbox.script({ kind: 'silent' });
    const stop = new AbortController();
    const order = core.order({ signal: stop.signal });
    const work = problemOf(run(core, order));
    await core.sandbox.nextCall();
    stop.abort(new Problem('cancelled', {}));
    await work;
    const again = core.order({ ...order, signal: new AbortController().signal });
    expect(await problemOf(run(core, again))).toMatchObject({ code: 'cancelled' });
    expect(await core.lane.usage([{ scope: 'person', id: 'ann', period: 'day' }])).toMatchObject([{ pictures: 1 }]);
  });

  test('an order that is cancelled while it is being put in line is not painted for nobody', async () => {
    const clock = manualClock();
    const store = await startLane(clock);
    const slow = Promise.withResolvers<void>();
    const lane: Lane = { ...store.lane, add: (...all) => slow.promise.then(() => store.lane.add(...all)) };
    const own = await start({ clock, lane });
    const stop = new AbortController();
    const order = own.order({ signal: stop.signal, askedAt: clock.now() });
    const generation = own.generate(order);
    const first = generation.next();
    await clock.advance(2000);
    await first;
    stop.abort(new Problem('cancelled', {}));
    const ended = generation.return(expect.anything());
    slow.resolve();
    await ended;
    expect(await store.lane.find(order)).toMatchObject({ state: 'cancelled' });
    await store.close();
  });

  test('an order that is cancelled while it is being claimed is hung up at once', async () => {
    const clock = manualClock();
    const store = await startLane(clock);
    const [claimed, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const lane: Lane = {
      ...store.lane,
      async claim(limits) {
        const turn = await store.lane.claim(limits);
        if (turn.kind === 'claimed') claimed.resolve();
        if (turn.kind === 'claimed') await told.promise;
        return turn;
      },
    };
    const own = await start({ clock, lane });
    own.sandbox.script({ kind: 'silent' });
    const order = own.order();
    const work = problemOf(run(own, order));
    await claimed.promise;
    expect(await store.lane.cancel(order)).toBe('stopping');
    told.resolve();
    expect(await work).toMatchObject({ code: 'cancelled' });
    await store.close();
  });

  test('an order that comes while it closes hears its place in line, and keeps it', async () => {
    const own = await start();
    own.sandbox.script({ kind: 'silent' });
    const running = problemOf(run(own, own.order()));
    await own.sandbox.nextCall();
    await own.end();
    expect(await running).toBe(letGo);
    const order = own.order({ person: 'bob' });
    const generation = own.generate(order);
    expect((await generation.next()).value).toMatchObject({ ahead: 1 });
    expect(await problemOf(generation.next())).toBe(letGo);
    expect(await own.lane.find(order)).toMatchObject({ state: 'waiting' });
  });

  test('our own time limit hangs up and does not ask twice', async () => {
    const clock = manualClock();
    const own = await start({ clock, timeoutMs: 90_000 });
    own.sandbox.script({ kind: 'silent' });
    const work = problemOf(run(own, own.order()));
    const call = await own.sandbox.nextCall();
    await clock.advance(90_000);
    expect(await work).toMatchObject({ code: 'service_timeout', blame: 'service', facts: { seconds: 90 } });
    expect(await call.ended).toBe('aborted');
    expect(own.sandbox.calls).toHaveLength(1);
  });

  test('closing ends what runs, and leaves nothing behind', async () => {
    const clock = manualClock();
    const own = await startGeneration({ clock });
    own.sandbox.script({ kind: 'silent' });
    const works = [1, 2].map(() => problemOf(run(own, own.order())));
    const call = await own.sandbox.nextCall();
    await own.close();
    for (const work of works) expect(await work).toBe(letGo);
    expect(await call.ended).not.toBe('answered');
    expect(clock.sleepers).toBe(0);
  });
});
