import type { Generate, Generation, GenerationRequest, Order, Progress } from '../../src/core/generation.ts';

export const requestForTests: GenerationRequest = {
  prompt: 'a fox at dawn',
  model: '2.1 Pro',
  width: 512,
  height: 288,
  seed: 42,
  guidance: 3.5,
  steps: 25,
  enhance: true,
  wording: 'pe',
  wordingSeed: 7,
  upscale: true,
  watermark: undefined,
};

/** A made picture: what was asked for, 7.2 s by the service's clock, 9.9 s by ours. */
export function generationOf(request: GenerationRequest, changes: Partial<Generation> = {}): Generation {
  const factor = request.upscale ? 2 : 1;
  return {
    request,
    image: {
      key: 'a'.repeat(64),
      type: 'image/png',
      width: request.width * factor,
      height: request.height * factor,
      bytes: 1000,
    },
    elapsed: 9_900,
    waited: 0,
    upstreamElapsed: 7_216,
    requestId: 'request-1',
    expandedPrompt: undefined,
    ...changes,
  };
}

export interface RecordedGenerate {
  readonly generate: Generate;
  readonly orders: readonly Order[];
  /** How often a generation was asked to go on. */
  readonly steps: number;
}

export const paintingNow: Progress = { ahead: 0, since: 1_700_000_000_000, again: undefined };

/** A generation core that makes every picture at once, after the given progress, and remembers what it was asked. */
export function recordedGenerate(
  progress: readonly Progress[] = [paintingNow],
  finish: (order: Order) => Promise<Generation> = ({ request }) => Promise.resolve(generationOf(request)),
): RecordedGenerate {
  const orders: Order[] = [];
  let steps = 0;
  return {
    orders,
    get steps() {
      return steps;
    },
    async *generate(order) {
      orders.push(order);
      for (const step of progress) {
        steps++;
        yield step;
      }
      steps++;
      return await finish(order);
    },
  };
}
