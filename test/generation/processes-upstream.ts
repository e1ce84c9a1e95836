import { z } from 'zod';
import { plainPaint } from '../../src/sandbox/plain-picture.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { createEvents } from './processes-events.ts';

/** One call, as the image service sees it. */
export interface UpstreamCall {
  /** The key of the process that made it. */
  readonly who: string;
  readonly prompt: string;
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Undefined while it is under way. */
  ended: 'answered' | 'aborted' | 'cut' | undefined;
  /** Calls that were under way when it came, itself included. */
  readonly underWay: readonly UpstreamCall[];
}

/** An image service that counts for itself, and answers when the test says. */
export interface Upstream {
  readonly url: string;
  readonly calls: readonly UpstreamCall[];
  /** The most calls that were under way at the same time. */
  readonly most: () => number;
  callsFor(prompt: string): readonly UpstreamCall[];
  /** Keeps calls for these pictures waiting for their answer from now on. */
  hold(...prompts: readonly string[]): void;
  /** Answers them, those that are waiting and those to come. */
  release(...prompts: readonly string[]): void;
  releaseAll(): void;
  /** Waits until something is so, looking whenever a call comes or ends. */
  until(what: string, isSo: () => boolean): Promise<void>;
  close(): Promise<void>;
}

const asked = z.object({ prompt: z.string(), seed: z.number() });

/** Starts it. A picture takes `latency` milliseconds. */
export async function startUpstream(latency = 5): Promise<Upstream> {
  const calls: UpstreamCall[] = [];
  const held = new Map<string, PromiseWithResolvers<void>>();
  const events = createEvents(() => calls.map(({ who, prompt, ended }) => `${who} ${prompt} ${ended ?? 'under way'}`));
  const sandbox = await startSandbox({
    async paint(order, signal) {
      await Promise.race([held.get(order.prompt)?.promise, aborted(signal)]);
      await new Promise((resolve) => setTimeout(resolve, latency));
      return plainPaint(order, signal);
    },
  });
  void record(sandbox);

  async function record({ nextCall }: Sandbox): Promise<never> {
    for (;;) {
      const { headers, body, at, ended } = await nextCall();
      const { prompt, seed } = asked.parse(body);
      const underWay: UpstreamCall[] = calls.filter((each) => each.ended === undefined);
      const who = headers.authorization?.replace('Bearer ', '') ?? '';
      const call: UpstreamCall = { who, prompt, seed, at, ended: undefined, underWay };
      underWay.push(call);
      calls.push(call);
      events.look();
      void ended.then((how) => {
        call.ended = how;
        events.look();
      });
    }
  }

  return {
    url: sandbox.url,
    calls,
    most: () => Math.max(0, ...calls.map(({ underWay }) => underWay.length)),
    callsFor: (prompt) => calls.filter((call) => call.prompt === prompt),
    hold(...prompts) {
      for (const prompt of prompts) held.set(prompt, Promise.withResolvers());
    },
    release(...prompts) {
      for (const prompt of prompts) held.get(prompt)?.resolve();
    },
    releaseAll() {
      for (const { resolve } of held.values()) resolve();
    },
    until: events.until,
    close: sandbox.close,
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
