import type { Generation, GenerationRequest, Order, Progress } from '../../src/core/generation.ts';
import { createGenerate, type GenerateParts } from '../../src/generation/generate.ts';
import { plainPaint } from '../../src/sandbox/plain-picture.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { requestForTests } from '../fakes/generation.ts';
import { memoryImages } from '../fakes/images.ts';
import { recordedLog } from '../fakes/log.ts';
import { skippingClock } from './skipping-clock.ts';

/** Small, so that painting takes no time. */
export const smallRequest: GenerationRequest = { ...requestForTests, width: 256, height: 256, upscale: false };

/** The generation core on a sandbox with a real connection between them, and a clock that jumps over every delay. */
export async function startGeneration(changes: Partial<GenerateParts> = {}) {
  const sandbox = await startSandbox({ paint: plainPaint });
  const log = recordedLog();
  const clock = skippingClock();
  const core = createGenerate({
    url: sandbox.url,
    key: 'sk-top-secret',
    concurrency: 1,
    timeoutMs: 120_000,
    pictures: 'base64',
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
    generate: core.generate,
    order(changed: Partial<Order> = {}): Order {
      const { signal } = new AbortController();
      return { invocation: `test:${orders++}`, n: 0, person: 'ann', request: smallRequest, signal, ...changed };
    },
    async close() {
      await core.close();
      await sandbox.close();
    },
  };
}

export type Core = Awaited<ReturnType<typeof startGeneration>>;

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
