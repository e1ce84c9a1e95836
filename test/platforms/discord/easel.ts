import { EventEmitter, once } from 'node:events';
import { commands } from '../../../commands/index.ts';
import { failure } from '../../../commands/replies.ts';
import { type Bot, type BotParts, createBot } from '../../../src/core/bot.ts';
import { type Clock, systemClock } from '../../../src/core/clock.ts';
import type { Generation, Order, Progress } from '../../../src/core/generation.ts';
import type { Image, Images } from '../../../src/core/image.ts';
import type { Journal } from '../../../src/core/journal.ts';
import type { Log } from '../../../src/core/log.ts';
import type { Platform } from '../../../src/core/platform.ts';
import { startDiscord } from '../../../src/platforms/discord/start.ts';
import type { ManualClock } from '../../fakes/clock.ts';
import type { FakeDiscord } from '../../fakes/discord.ts';
import { memoryImages, pngBytes } from '../../fakes/images.ts';

export interface Line {
  readonly level: string;
  readonly message: string;
  readonly fields: object;
}

export interface Easel extends Platform {
  readonly bot: Bot;
  /** Hangs up without ending anything. */
  hangUp(): Promise<void>;
  /** What was ordered. */
  readonly orders: readonly Order[];
  /** Waits until so many pictures were ordered and their progress was shown. */
  ordered(count?: number): Promise<void>;
  /** Waits until something with this message is logged. */
  says(message: string): Promise<Line>;
  /** Everything that was logged, as JSON and as it was called. */
  readonly logged: readonly Line[];
  /** The picture that every order leads to. */
  readonly picture: Image;
  /** What becomes of the orders: the picture, a problem, or one more step on the way. */
  finish(): void;
  fail(problem: Error): void;
  step(progress: Progress): void;
}

export interface EaselOptions {
  readonly clock?: ManualClock;
  readonly pictureBytes?: number;
  /** Whether pictures are ready at once; otherwise they wait for `finish`. */
  readonly ready?: boolean;
  readonly token?: string;
  readonly journal?: Journal;
  readonly images?: Images;
  /** What the bot knows beside the pictures. */
  readonly bot?: Partial<BotParts>;
}

/** The real bot with the real commands on the real discord.js, and a generation core that does as the test says. */
export async function startEasel(discord: FakeDiscord, options: EaselOptions = {}): Promise<Easel> {
  const { pictureBytes = 50_000, ready = false, token = discord.token, journal } = options;
  const clock: Clock = options.clock ?? systemClock;
  const { images = memoryImages() } = options;
  const picture = await images.put(pngBytes(pictureBytes), 'image/png', { width: 1024, height: 1024 });
  const orders: Order[] = [];
  const logged: Line[] = [];
  const changes = new EventEmitter().setMaxListeners(0);
  const steps: (Progress | 'finish' | Error)[] = ready ? ['finish'] : [];
  let wake = Promise.withResolvers<void>();

  function next(step: Progress | 'finish' | Error): void {
    steps.push(step);
    wake.resolve();
    wake = Promise.withResolvers();
  }

  async function* generate(order: Order): AsyncGenerator<Progress, Generation, void> {
    yield { ahead: 0, since: clock.now(), again: undefined };
    orders.push(order);
    changes.emit('change');
    for (let at = 0; ; at++) {
      while (steps[at] === undefined) await Promise.race([wake.promise, aborted(order.signal)]);
      const step = steps[at];
      if (step instanceof Error) throw step;
      if (step === 'finish' || step === undefined) break;
      yield step;
    }
    const unknown = { upstreamElapsed: 7200, requestId: undefined, expandedPrompt: undefined };
    return { request: order.request, image: picture, elapsed: 7900, waited: 0, ...unknown };
  }

  const level = (name: string) => (fields: object, message: string) => {
    logged.push({ level: name, message, fields });
    changes.emit('change');
  };
  const log: Log = { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') };
  const bot = createBot({
    commands,
    generate,
    explain: failure,
    defaultModel: '2.1 Pro',
    journal,
    log,
    clock,
    ...options.bot,
  });
  const platform = await startDiscord({ bot, images, log, clock, token, apiUrl: discord.apiUrl });
  return {
    ...platform,
    bot,
    hangUp: platform.close,
    async close() {
      await letRun(bot.close(0), options.clock);
      await platform.close();
    },
    orders,
    async ordered(count = 1) {
      while (orders.length < count) await once(changes, 'change');
    },
    async says(message) {
      for (;;) {
        const line = logged.find((each) => each.message === message);
        if (line) return line;
        await once(changes, 'change');
      }
    },
    logged,
    picture,
    finish: () => next('finish'),
    fail: next,
    step: next,
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = () => reject(signal.reason);
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}

/** Waits for work that may wait for the clock. */
export async function letRun<Result>(work: Promise<Result>, clock: ManualClock | undefined): Promise<Result> {
  let over = false;
  const done = work.finally(() => {
    over = true;
  });
  while (clock && !over) {
    // Slowly enough that a busy disk is never later than the 2 s that a call waits for it.
    await clock.advance(100);
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 4))]);
  }
  return done;
}
