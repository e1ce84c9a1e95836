import sharp from 'sharp';
import type { Clock } from '../../src/core/clock.ts';
import type { Generate, Generation, Order, Progress } from '../../src/core/generation.ts';
import type { Images } from '../../src/core/image.ts';
import type { Lane, PictureKey } from '../../src/core/lane.ts';
import { Problem } from '../../src/core/problem.ts';

/** One ordered picture, in the test's hands. */
export interface Sitting {
  readonly order: Order;
  progress(changes: Partial<Progress>): void;
  finish(): void;
  fail(problem: Problem): void;
}

export interface FakePainter extends Pick<Lane, 'open' | 'cancel'> {
  readonly generate: Generate;
  /** What was taken out of line, oldest first. */
  readonly cancelled: readonly PictureKey[];
  /** The first order that `next` has not given out yet, as soon as it is there. */
  next(): Promise<Sitting>;
}

type Step = Partial<Progress> | 'finish' | Error;

/** A generation core that does as the test says, with pictures that a browser can show. Cancelling works as in the real one. */
export function fakePainter(images: Images, clock: Clock): FakePainter {
  const sittings = mailbox<Sitting>();
  const ordered = new Map<Order, (step: Step) => void>();
  const cancelled: PictureKey[] = [];

  async function* generate(order: Order): AsyncGenerator<Progress, Generation, void> {
    const steps = mailbox<Step>();
    const since = clock.now();
    const cancelled = () => steps.put(order.signal.reason);
    if (order.signal.aborted) cancelled();
    order.signal.addEventListener('abort', cancelled);
    ordered.set(order, steps.put);
    sittings.put({ order, progress: steps.put, finish: () => steps.put('finish'), fail: steps.put });
    try {
      yield { ahead: 0, since, again: undefined };
      for (;;) {
        const step = await steps.take();
        if (step instanceof Error) throw step;
        if (step === 'finish') return await paint(order, images, clock.now() - since);
        yield { ahead: 0, since, again: undefined, ...step };
      }
    } finally {
      ordered.delete(order);
    }
  }

  return {
    generate,
    next: sittings.take,
    cancelled,
    async open(whose) {
      const theirs = [...ordered.keys()].filter((order) =>
        'invocation' in whose ? order.invocation === whose.invocation : order.person === whose.person,
      );
      return theirs.map(({ invocation, n, person, askedAt }) => ({ invocation, n, person, orderedAt: askedAt }));
    },
    async cancel({ invocation, n }) {
      const order = [...ordered.keys()].find((each) => each.invocation === invocation && each.n === n);
      if (!order) return 'over';
      cancelled.push({ invocation, n });
      ordered.get(order)?.(new Problem('cancelled', {}));
      return 'cancelled';
    },
  };
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
