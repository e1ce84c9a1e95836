import sharp from 'sharp';
import type { Clock } from '../../src/core/clock.ts';
import type { Generate, Generation, Order, Progress } from '../../src/core/generation.ts';
import type { Images } from '../../src/core/image.ts';
import type { Problem } from '../../src/core/problem.ts';

/** One ordered picture, in the test's hands. */
export interface Sitting {
  readonly order: Order;
  progress(changes: Partial<Progress>): void;
  finish(): void;
  fail(problem: Problem): void;
}

export interface FakePainter {
  readonly generate: Generate;
  /** The first order that `next` has not given out yet, as soon as it is there. */
  next(): Promise<Sitting>;
}

type Step = Partial<Progress> | 'finish' | Error;

/** A generation core that does as the test says, with pictures that a browser can show. Cancelling works as in the real one. */
export function fakePainter(images: Images, clock: Clock): FakePainter {
  const sittings = mailbox<Sitting>();

  async function* generate(order: Order): AsyncGenerator<Progress, Generation, void> {
    const steps = mailbox<Step>();
    const since = clock.now();
    const cancelled = () => steps.put(order.signal.reason);
    if (order.signal.aborted) cancelled();
    order.signal.addEventListener('abort', cancelled);
    sittings.put({ order, progress: steps.put, finish: () => steps.put('finish'), fail: steps.put });
    yield { ahead: 0, since, again: undefined };
    for (;;) {
      const step = await steps.take();
      if (step instanceof Error) throw step;
      if (step === 'finish') return await paint(order, images, clock.now() - since);
      yield { ahead: 0, since, again: undefined, ...step };
    }
  }

  return { generate, next: sittings.take };
}

async function paint({ request }: Order, images: Images, elapsed: number): Promise<Generation> {
  const factor = request.upscale ? 2 : 1;
  const size = { width: request.width * factor, height: request.height * factor };
  const background = { r: request.seed % 256, g: 120, b: 160 };
  const bytes = await sharp({ create: { ...size, channels: 3, background } })
    .png()
    .toBuffer();
  const image = await images.put(bytes, 'image/png', size);
  return {
    request,
    image,
    elapsed,
    waited: 0,
    upstreamElapsed: 7_216,
    requestId: 'request-1',
    expandedPrompt: undefined,
  };
}

function mailbox<Letter>() {
  const letters: Letter[] = [];
  const waiting: ((letter: Letter) => void)[] = [];
  return {
    put(letter: Letter): void {
      const taker = waiting.shift();
      if (taker) taker(letter);
      else letters.push(letter);
    },
    take(): Promise<Letter> {
      const letter = letters.shift();
      return letter === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(letter);
    },
  };
}
