import { beforeEach, describe, expect, test } from 'vitest';
import type { Progress } from '../../src/core/generation.ts';
import type { Images } from '../../src/core/image.ts';
import type { Lane } from '../../src/core/lane.ts';
import { Problem } from '../../src/core/problem.ts';
import { seedFor } from '../../src/core/seed.ts';
import { manualClock } from '../fakes/clock.ts';
import { memoryImages } from '../fakes/images.ts';
import { freely } from '../store/orders.ts';
import { type Core, closedAfterEach, problemOf, run, smallRequest, startLane } from './start.ts';

describe('generate', () => {
  let core: Core;
  const start = closedAfterEach();
  beforeEach(async () => {
    core = await start();
  });

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
      recipe: expect.stringMatching(/^(\w{4}-){2}\w{4}$/),
    });
    expect((await images.open(generation.image)).size).toBe(generation.image.bytes);
    expect(own.log.lines).toEqual([]);
  });

  test('is in line before it says anything, so that a refusal is the first word', async () => {
    const own = await start({ rules: { ...freely, waitingPerPerson: 1 } });
    own.sandbox.script({ kind: 'silent' });
    const stop = new AbortController();
    const running = problemOf(run(own, own.order({ signal: stop.signal })));
    await own.sandbox.nextCall();
    const waiting = own.generate(own.order());
    expect((await waiting.next()).value).toMatchObject({ ahead: 1 });
    expect(await problemOf(own.generate(own.order()).next())).toMatchObject({
      code: 'queue_full',
      facts: { limit: 1 },
    });
    stop.abort(new Problem('cancelled', {}));
    await running;
  });

  test('says something within two seconds since it was asked, whatever the store does', async () => {
    const clock = manualClock();
    const store = await startLane(clock);
    const slow = Promise.withResolvers<void>();
    const lane: Lane = { ...store.lane, add: (...all) => slow.promise.then(() => store.lane.add(...all)) };
    const own = await start({ clock, lane });
    // Writing the call down has taken most of the time already.
    const generation = own.generate(own.order({ askedAt: clock.now() - 1600 }));
    const first = generation.next();
    await clock.advance(399);
    expect(await Promise.race([first, 'nothing'])).toBe('nothing');
    await clock.advance(1);
    expect((await first).value).toMatchObject({ ahead: 0 });
    slow.resolve();
    await clock.advance(0);
    expect((await generation.next()).value).toMatchObject({ ahead: 0 });
    expect(await generation.next()).toMatchObject({ done: true });
    await store.close();
  });

  test('tells the place in line and each change of it, and when painting begins', async () => {
    const clock = manualClock();
    const own = await start({ clock });
    own.sandbox.script({ kind: 'silent' });
    const stop = new AbortController();
    const first = run(own, own.order({ signal: stop.signal }));
    await own.sandbox.nextCall();
    const ordered = clock.now();
    const second = own.generate(own.order({ person: 'bob' }));
    const third = own.generate(own.order({ person: 'cy' }));
    expect((await second.next()).value).toEqual({ ahead: 1, since: ordered, again: undefined, estimate: undefined });
    expect((await third.next()).value).toMatchObject({ ahead: 2, since: ordered });
    await clock.advance(5000);
    const next = [second.next(), third.next()];
    own.sandbox.script({ kind: 'silent' });
    stop.abort(new Problem('cancelled', {}));
    expect((await problemOf(first)) as object).toMatchObject({ code: 'cancelled' });
    expect((await next[0])?.value).toEqual({ ahead: 0, since: ordered + 5000, again: undefined });
    // Looked at again a second after the look before.
    while (clock.sleepers === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(1000);
    expect((await next[1])?.value).toMatchObject({ ahead: 1, since: ordered });
    await Promise.all([second.return(expect.anything()), third.return(expect.anything())]);
  });

  test('tells how long the wait is likely to be, once it can know', async () => {
    const own = await start();
    for (let n = 0; n < 5; n++) {
      own.sandbox.script({ kind: 'business', code: 50500 });
      await run(own, own.order());
    }
    own.sandbox.script({ kind: 'silent' });
    const first = own.generate(own.order());
    await first.next();
    const second = own.generate(own.order({ person: 'bob' }));
    // Each took one second, for the pause before it was tried again.
    expect((await second.next()).value).toMatchObject({ ahead: 1, estimate: { p50: 2000, p90: 2000 } });
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
    const delays = (own: Core) => own.log.lines.map(({ fields }) => 'delay' in fields && fields.delay);
    core.sandbox.script(busy(50429), busy(50429), busy(50429));
    const before = core.clock.now();
    await run(core, core.order());
    expect(delays(core)).toEqual([1000, 2000, 4000]);
    expect(core.clock.now() - before).toBeGreaterThanOrEqual(7000);
    const gentle = await start({ random: () => 0 });
    gentle.sandbox.script({ kind: 'empty', status: 429, retryAfter: 7 });
    await run(gentle, gentle.order());
    expect(delays(gentle)).toEqual([7000]);
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

  test('a service that refuses connections is tried three times', async () => {
    await core.sandbox.close();
    expect(await problemOf(run(core, core.order()))).toMatchObject({ code: 'service_unreachable', blame: 'service' });
    expect(core.clock.sleeps).toEqual([1000, 2000]);
    core.sandbox.close = () => Promise.resolve();
  });

  test('a picture that cannot be stored at first is paid for once', async () => {
    const kept = memoryImages();
    let refusals = 3;
    const images: Images = {
      ...kept,
      async put(...picture) {
        if (refusals-- > 0) throw new Problem('storage_failed', {}, { hint: 'disk full' });
        return kept.put(...picture);
      },
    };
    const own = await start({ images });
    const { generation } = await run(own, own.order());
    expect((await images.open(generation.image)).size).toBe(generation.image.bytes);
    expect(own.sandbox.calls).toHaveLength(1);
    expect(own.log.lines[0]).toMatchObject({ level: 'error', fields: { alert: true, hint: 'disk full' } });
  });

  test('while no picture can be kept, the service is not asked: new ones are refused, and those in line stay there', async () => {
    const hint = 'IMAGES_URL: the disk of /pictures is nearly full';
    const kept = memoryImages();
    const disk = { full: false, storing: Promise.withResolvers<void>(), slow: Promise.withResolvers<void>() };
    const images: Images = {
      ...kept,
      async check() {
        if (disk.full) throw new Problem('storage_failed', {}, { hint });
      },
      async put(...picture) {
        disk.storing.resolve();
        await disk.slow.promise;
        return kept.put(...picture);
      },
    };
    const own = await start({ images, concurrency: 1 });
    const [first, waiting] = [run(own, own.order()), run(own, own.order())];
    await disk.storing.promise;
    disk.full = true;
    await expect(run(own, own.order())).rejects.toMatchObject({ code: 'storage_failed', hint });
    disk.slow.resolve();
    await first;
    await expect.poll(() => own.log.lines.map(({ message }) => message)).toContain('no picture can be begun');
    expect(own.sandbox.calls).toHaveLength(1);
    disk.full = false;
    await waiting;
    expect(own.sandbox.calls).toHaveLength(2);
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
