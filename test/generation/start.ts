import { afterEach } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import type { Generation, GenerationRequest, Order, Progress } from '../../src/core/generation.ts';
import { createGenerate, type GenerateParts } from '../../src/generation/generate.ts';
import { plainPaint } from '../../src/sandbox/plain-picture.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { openStore } from '../../src/store/store.ts';
import { requestForTests } from '../fakes/generation.ts';
import { memoryImages } from '../fakes/images.ts';
import { recordedLog } from '../fakes/log.ts';
import { freely } from '../store/orders.ts';
import { skippingClock } from './skipping-clock.ts';

/** Small, so that painting takes no time. */
export const smallRequest: GenerationRequest = { ...requestForTests, width: 256, height: 256, upscale: false };

/** A lane in memory. It looks for nothing by itself, whatever its clock does. */
export async function startLane(clock: Clock, url = 'file::memory:') {
  const never = (signal?: AbortSignal) =>
    new Promise<void>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
  // No test is so long that a lease could end, however the clock jumps.
  return openStore({ url, lease: 24 * 3_600_000, clock: { now: clock.now, sleep: (_, signal) => never(signal) } });
}

/** The generation core on a real lane and a sandbox with a real connection between them, and a clock that jumps over every delay. */
export async function startGeneration(changes: Partial<GenerateParts> = {}) {
  const sandbox = await startSandbox({ paint: plainPaint });
  const log = recordedLog();
  const clock = skippingClock();
  const store = await startLane(changes.clock ?? clock);
  const core = createGenerate({
    url: sandbox.url,
    key: 'sk-top-secret',
    concurrency: 1,
    timeoutMs: 120_000,
    pictures: 'base64',
    lane: store.lane,
    rules: freely,
    price: 0,
    // A clock that jumps never gets there.
    heartbeat: 60_000,
    images: memoryImages(),
    log,
    clock,
    random: () => 1,
    ...changes,
  });
  let orders = 0;
  return {
    sandbox,
    log,
    clock,
    lane: changes.lane ?? store.lane,
    generate: core.generate,
    order: (changed: Partial<Order> = {}) => orderOf({ invocation: `test:${orders++}`, ...changed }),
    /** Only the core's: what it asks is still there. */
    end: () => core.close(0),
    async close() {
      await core.close(0);
      await store.close();
      await sandbox.close();
    },
  };
}

export type Core = Awaited<ReturnType<typeof startGeneration>>;

/** Starts generation cores that are closed after each test of the describe block it is called in. */
export function closedAfterEach(defaults: Partial<GenerateParts> = {}) {
  const open: Core[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((part) => part.close()));
  });
  return async (changes: Partial<GenerateParts> = {}): Promise<Core> => {
    const started = await startGeneration({ ...defaults, ...changes });
    open.push(started);
    return started;
  };
}

function orderOf(changed: Partial<Order> & Pick<Order, 'invocation'>): Order {
  const asker = { person: 'ann', channel: 'fox-lovers', community: 'den', roles: [], askedAt: 0 };
  return { n: 0, ...asker, request: smallRequest, signal: new AbortController().signal, ...changed };
}

/** Runs an order to its end and keeps everything it yields. */
export async function run(core: Pick<Core, 'generate'>, order: Order) {
  const progress: Progress[] = [];
  const generation = core.generate(order);
  for (;;) {
    const step = await generation.next();
    if (step.done) return { progress, generation: step.value satisfies Generation };
    progress.push(step.value);
  }
}

/** What the work is rejected with; fails the test when it is not. */
export async function problemOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('expected a Problem');
}
