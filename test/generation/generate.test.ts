import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Progress } from '../../src/core/generation.ts';
import { Problem } from '../../src/core/problem.ts';
import { seedFor } from '../../src/core/seed.ts';
import type { GenerateParts } from '../../src/generation/generate.ts';
import { manualClock } from '../fakes/clock.ts';
import { memoryImages } from '../fakes/images.ts';
import { type Core, problemOf, run, smallRequest, startGeneration } from './start.ts';

describe('generate', () => {
  let core: Core;
  const open: Core[] = [];
  beforeEach(async () => {
    core = await start();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((part) => part.close()));
  });

  async function start(changes: Partial<GenerateParts> = {}): Promise<Core> {
    const started = await startGeneration(changes);
    open.push(started);
    return started;
  }

  const steps = (progress: readonly Progress[]) => progress.map(({ ahead, again }) => [ahead, again]);

  test('makes a picture, stores it and says how long all of it took', async () => {
    const images = memoryImages();
    const own = await start({ images });
    own.sandbox.script({ kind: 'picture', elapsed: '7.2s' });
    const { progress, generation } = await run(own, own.order());
    expect(progress).toEqual([{ ahead: 0, since: own.clock.now(), again: undefined }]);
    expect(generation).toEqual({
      request: smallRequest,
      image: {
        key: expect.stringMatching(/^[0-9a-f]{64}$/),
        type: 'image/png',
        width: 256,
        height: 256,
        bytes: expect.any(Number),
      },
      elapsed: 0,
      waited: 0,
      upstreamElapsed: 7200,
      requestId: expect.stringMatching(/^\d{14}/),
      expandedPrompt: expect.stringContaining('fox'),
    });
    expect((await images.open(generation.image)).size).toBe(generation.image.bytes);
    expect(own.log.lines).toEqual([]);
  });

  test('yields before it does anything', async () => {
    const generation = core.generate(core.order());
    expect(await generation.next()).toMatchObject({ done: false, value: { ahead: 0 } });
    await new Promise((resolve) => setImmediate(resolve));
    expect(core.sandbox.calls).toEqual([]);
    await generation.return(expect.anything());
    expect(core.sandbox.calls).toEqual([]);
  });

  test('tells the place in line and each change of it, and when painting begins', async () => {
    core.sandbox.script({ kind: 'silent' });
    const stop = new AbortController();
    const first = run(core, core.order({ signal: stop.signal }));
    await core.sandbox.nextCall();
    const ordered = core.clock.now();
    const second = core.generate(core.order({ person: 'bob' }));
    const third = core.generate(core.order({ person: 'cy' }));
    expect((await second.next()).value).toEqual({ ahead: 1, since: ordered, again: undefined });
    expect((await third.next()).value).toEqual({ ahead: 2, since: ordered, again: undefined });
    core.clock.skip(5000);
    const next = [second.next(), third.next()];
    stop.abort(new Problem('cancelled', {}));
    expect((await problemOf(first)) as object).toMatchObject({ code: 'cancelled' });
    expect((await next[0])?.value).toEqual({ ahead: 0, since: ordered + 5000, again: undefined });
    expect((await next[1])?.value).toMatchObject({ ahead: 1, since: ordered });
    const made = await second.next();
    expect(made).toMatchObject({ done: true, value: { waited: 5000, elapsed: 5000 } });
    expect((await third.next()).value).toMatchObject({ ahead: 0 });
    expect(await third.next()).toMatchObject({ done: true });
  });

  test('says that it tries again, and why', async () => {
    core.sandbox.script({ kind: 'business', code: 50511 }, { kind: 'html', status: 502 });
    const order = core.order();
    const { progress, generation } = await run(core, order);
    expect(steps(progress)).toEqual([
      [0, undefined],
      [0, 'new_seed'],
      [0, 'service'],
    ]);
    expect(generation.request.seed).toBe(seedFor(order.invocation, 'refused', 0));
    expect(core.log.lines.map(({ level, fields }) => ({ level, fields }))).toMatchObject([
      { level: 'warn', fields: { invocation: order.invocation, problem: 'picture_refused', newSeed: true, delay: 0 } },
      { level: 'warn', fields: { problem: 'service_failed', newSeed: false, delay: 1000 } },
    ]);
  });

  test('even a seed that would come out the same is changed', async () => {
    const order = core.order();
    const seed = seedFor(order.invocation, 'refused', 0);
    core.sandbox.script({ kind: 'business', code: 50511 });
    const { generation } = await run(core, { ...order, request: { ...smallRequest, seed } });
    expect(generation.request.seed).not.toBe(seed);
  });

  test('two pictures of one invocation get different second seeds', async () => {
    const seeds: number[] = [];
    for (const n of [0, 1]) {
      core.sandbox.script({ kind: 'business', code: 50511 });
      seeds.push((await run(core, core.order({ invocation: 'same', n }))).generation.request.seed);
    }
    expect(new Set(seeds).size).toBe(2);
  });

  test('backs off as the API says, and honours Retry-After', async () => {
    const busy = (code: number) => ({ kind: 'business', code }) as const;
    core.sandbox.script(busy(50429), busy(50429), busy(50429));
    await run(core, core.order());
    expect(core.clock.sleeps).toEqual([1000, 2000, 4000]);
    const gentle = await start({ random: () => 0 });
    gentle.sandbox.script({ kind: 'empty', status: 429, retryAfter: 7 });
    await run(gentle, gentle.order());
    expect(gentle.clock.sleeps).toEqual([7000]);
  });

  test('nobody begins while the service is overloaded', async () => {
    const clock = manualClock();
    const own = await start({ clock, concurrency: 2 });
    own.sandbox.script({ kind: 'business', code: 50430 });
    const first = run(own, own.order());
    await own.sandbox.nextCall();
    while (clock.sleepers === 0 || own.log.lines.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const second = run(own, own.order({ person: 'bob' }));
    await clock.advance(1999);
    expect(own.sandbox.calls).toHaveLength(1);
    await clock.advance(1);
    await Promise.all([first, second]);
    expect(own.sandbox.calls).toHaveLength(3);
  });

  test('a service that asks for an hour is asked by nobody for three minutes, then by one', async () => {
    const clock = manualClock();
    const own = await start({ clock });
    own.sandbox.script({ kind: 'empty', status: 429, retryAfter: 3600 });
    const first = problemOf(run(own, own.order()));
    const second = run(own, own.order({ person: 'bob' }));
    expect(await first).toMatchObject({ code: 'service_busy' });
    await clock.advance(179_999);
    expect(own.sandbox.calls).toHaveLength(1);
    await clock.advance(1);
    expect((await second).generation.waited).toBe(180_000);
  });

  test('a correction of the machine’s clock makes no time go by', async () => {
    const clock = manualClock();
    const own = await start({ clock, concurrency: 1 });
    own.sandbox.script({ kind: 'business', code: 50500 });
    const generation = own.generate(own.order());
    await generation.next();
    expect((await generation.next()).value).toMatchObject({ again: 'service' });
    clock.step(3_600_000);
    await clock.advance(1000);
    // Not too late for another call, and the time it took is the time that went by.
    expect(await generation.next()).toMatchObject({ done: true, value: { elapsed: 1000, waited: 0 } });
  });

  test('after an overload fewer run at once, until calls go well again', async () => {
    const own = await start({ concurrency: 2 });
    own.sandbox.script({ kind: 'business', code: 50429 });
    await run(own, own.order());
    own.sandbox.script({ kind: 'silent' }, { kind: 'silent' });
    const stop = new AbortController();
    const works = [1, 2].map(() => problemOf(run(own, own.order({ signal: stop.signal }))));
    for (let call = 0; call < 4; call++) await own.sandbox.nextCall();
    stop.abort(new Problem('cancelled', {}));
    await Promise.all(works);
  });

  test('the slot is free for others while a failed call waits to be made again, but not for too long', async () => {
    const clock = manualClock();
    const own = await start({ clock, timeoutMs: 600_000 });
    own.sandbox.script({ kind: 'business', code: 50500 }, { kind: 'silent' });
    const first = own.generate(own.order());
    await first.next();
    expect((await first.next()).value).toMatchObject({ again: 'service' });
    const stop = new AbortController();
    const second = problemOf(run(own, own.order({ person: 'bob', signal: stop.signal })));
    await own.sandbox.nextCall();
    await own.sandbox.nextCall();
    await clock.advance(180_001);
    stop.abort(new Problem('cancelled', {}));
    await second;
    expect(await problemOf(first.next())).toMatchObject({ code: 'service_failed' });
    expect(own.sandbox.calls).toHaveLength(2);
  });

  test('a service that refuses connections is tried three times', async () => {
    await core.sandbox.close();
    expect(await problemOf(run(core, core.order()))).toMatchObject({ code: 'service_unreachable', blame: 'service' });
    expect(core.clock.sleeps).toEqual([1000, 2000]);
    core.sandbox.close = () => Promise.resolve();
  });

  test('a picture that cannot be stored is a Problem with the service’s request id', async () => {
    const images = {
      ...memoryImages(),
      put: () => Promise.reject(new Problem('storage_failed', {}, { hint: 'disk full' })),
    };
    const own = await start({ images });
    expect(await problemOf(run(own, own.order()))).toMatchObject({
      code: 'storage_failed',
      hint: 'disk full',
      requestId: expect.stringMatching(/^\d{14}/),
    });
  });

  test('the next call begins while a picture is still being fetched', async () => {
    const own = await start({ pictures: 'url' });
    own.sandbox.script({ kind: 'picture', by: 'url', download: 'silent' });
    const stop = new AbortController();
    const slow = problemOf(run(own, own.order({ signal: stop.signal })));
    await run(own, own.order({ person: 'bob' }));
    const reason = new Problem('cancelled', {});
    stop.abort(reason);
    expect(await slow).toBe(reason);
  });

  test('as many are painted at once as may be, and everyone gets theirs', async () => {
    const own = await start({ concurrency: 5 });
    const works = Array.from({ length: 25 }, (_, n) => {
      const request = { ...smallRequest, seed: n + 1 };
      return run(own, own.order({ person: `p${n % 7}`, request }));
    });
    const seeds = (await Promise.all(works)).map(({ generation }) => generation.request.seed);
    expect(seeds).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
    expect(own.sandbox.calls).toHaveLength(25);
  });
});
