import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { createGate } from '../../src/core/gate.ts';
import type { Images } from '../../src/core/image.ts';
import { createApi } from '../../src/generation/api.ts';
import { plainPicture } from '../../src/sandbox/plain-picture.ts';
import { manualClock } from '../fakes/clock.ts';
import { requestForTests } from '../fakes/generation.ts';
import { memoryImages } from '../fakes/images.ts';
import { type Handler, serve } from './serve.ts';
import { run, smallRequest, startGeneration } from './start.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

const never = new AbortController().signal;

/** What follows a picture's end does not matter. */
const large = (number: number) => Buffer.concat([plainPicture(256, 256), Buffer.alloc(300_000, `${number} `)]);

describe('the memory of pictures', () => {
  test.each(['base64', 'url'] as const)('has its limit in a burst, and everyone gets theirs: %s', async (pictures) => {
    const budget = 1_100_000;
    const memory = createGate(budget);
    const kept = memoryImages();
    let [now, peak] = [0, 0];
    const images: Images = {
      ...kept,
      async put(bytes, ...more) {
        now += bytes.byteLength;
        peak = Math.max(peak, now);
        // Longer than it takes to read the next ones.
        for (let turn = 0; turn < 50; turn++) await setImmediate();
        now -= bytes.byteLength;
        return kept.put(bytes, ...more);
      },
    };
    const core = await startGeneration({ images, memory, pictures, concurrency: 50, clock: systemClock });
    open.push(core);
    core.sandbox.script(...Array.from({ length: 50 }, (_, n) => ({ kind: 'picture' as const, bytes: large(n) })));
    const made = await Promise.all(
      Array.from({ length: 50 }, (_, n) => run(core, core.order({ person: `p${n}`, request: smallRequest }))),
    );
    expect(new Set(made.map(({ generation }) => generation.image.key)).size).toBe(50);
    expect(peak).toBeLessThanOrEqual(budget);
    expect(peak).toBeGreaterThan(300_000);
    // Nothing is held any more.
    (await memory.enter(budget)).leave();
  });

  test('is given back by calls that fail, are cut off, or are cancelled', async () => {
    const memory = createGate(1000);
    const handlers: Handler[] = [
      (_request, response) => void response.writeHead(500).end('no'),
      (_request, response) =>
        void response.writeHead(200, { 'content-length': 50 }).write('{', () => response.destroy()),
      (_request, response) => void response.end('{"code":10000,"data":{"binary_data_base64":["!"]}}'),
      (_request, response) => void response.writeHead(200, { 'content-length': 60 }).flushHeaders(),
    ];
    const server = await serve(...handlers);
    const clock = manualClock();
    const api = createApi({ url: server.url, concurrency: 1, timeoutMs: 9000, pictures: 'base64', memory, clock });
    open.push(api, server);
    for (const _ of handlers.slice(1)) expect((await api.paint(requestForTests, never)).kind).toBe('failed');
    const stop = new AbortController();
    const cancelled = api.paint(requestForTests, stop.signal);
    await expect.poll(() => server.requests.length).toBe(4);
    stop.abort(new Error('enough'));
    await expect(cancelled).rejects.toThrow('enough');
    (await memory.enter(1000)).leave();
    expect(clock.sleepers).toBe(0);
  });

  test('waiting for it takes nothing of the time limit: what waits is paid', async () => {
    const memory = createGate(1000);
    const [other, clock] = [await memory.enter(1000), manualClock()];
    const body = '{"code":10000,"data":{"binary_data_base64":["AAEC"]}}';
    const server = await serve((_request, response) => void response.end(body));
    const api = createApi({ url: server.url, concurrency: 1, timeoutMs: 9000, pictures: 'base64', memory, clock });
    open.push(api, server);
    const painted = api.paint(requestForTests, never);
    await expect.poll(() => server.requests.length).toBe(1);
    // No timer runs while it waits.
    await expect.poll(() => clock.sleepers).toBe(0);
    await clock.advance(60_000);
    other.leave();
    expect(await painted).toMatchObject({ kind: 'painted', picture: { held: { bytes: Buffer.from([0, 1, 2]) } } });
  });

  test('neither does waiting for one of the six places', async () => {
    const clock = manualClock();
    const body = '{"code":10000,"data":{"binary_data_base64":["AAEC"]}}';
    const whole: Handler = (_request, response) => void response.end(body);
    let finish = () => {};
    const server = await serve(...Array.from({ length: 6 }, () => whole), (_request, response) => {
      response.flushHeaders();
      finish = () => response.end(body);
    });
    const api = createApi({ url: server.url, concurrency: 7, timeoutMs: 9000, pictures: 'base64', clock });
    open.push(api, server);
    const first = await Promise.all(Array.from({ length: 6 }, () => api.paint(requestForTests, never)));
    const last = api.paint(requestForTests, never);
    await expect.poll(() => server.requests.length).toBe(7);
    await expect.poll(() => clock.sleepers).toBe(0);
    await clock.advance(60_000);
    for (const painted of first)
      if (painted.kind === 'painted' && 'held' in painted.picture) painted.picture.held.done();
    await expect.poll(() => clock.sleepers).toBe(1);
    await clock.advance(8000);
    finish();
    expect(await last).toMatchObject({ kind: 'painted' });
  });
});
