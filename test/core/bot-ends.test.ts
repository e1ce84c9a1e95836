import { describe, expect, test } from 'vitest';
import { createBot } from '../../src/core/bot.ts';
import type { Command, Context } from '../../src/core/command.ts';
import { type Generation, letGo } from '../../src/core/generation.ts';
import { Problem } from '../../src/core/problem.ts';
import type { Reply } from '../../src/core/reply.ts';
import { manualClock } from '../fakes/clock.ts';
import { generationOf, paintingNow, recordedGenerate, requestForTests } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { recordedLog } from '../fakes/log.ts';
import { recordedSurface } from '../fakes/surface.ts';

const working: Reply = { state: 'working', text: 'working' };

const paint: Command = {
  name: 'paint',
  manuals: {},
  options: [],
  async *run(_, { generate }) {
    const { request } = yield* generate(requestForTests, () => working);
    yield { state: 'done', text: `seed ${request.seed}` };
  },
};

function botFor(finish: () => Promise<Generation> = async () => generationOf(requestForTests)) {
  const log = recordedLog();
  const { generate, orders } = recordedGenerate([paintingNow], finish);
  const clock = manualClock();
  const explain = ({ code }: Problem): Reply => ({ state: 'failed', text: code });
  const bot = createBot({ commands: [paint], generate, explain, defaultModel: '2.1 Pro', log, clock });
  return { bot, log, clock, orders, call: invocationOf('', { command: 'paint' }) };
}

/** Takes until it is aborted. */
const uploading = (signal: AbortSignal | undefined) =>
  new Promise<void>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

const texts = (surface: { shown: readonly Reply[] }) => surface.shown.map(({ text }) => text);

test('a picture that nobody can be shown is cancelled, down to its order', async () => {
  const { bot, orders, call } = botFor();
  await bot.run(
    call,
    recordedSurface((_, n) => (n === 2 ? Promise.reject(new Problem('place_unreachable', {})) : Promise.resolve())),
  );
  expect(orders[0]?.signal.reason).toMatchObject({ code: 'place_unreachable' });
});

test('a call that is let go where nobody else can answer it is told that it was interrupted', async () => {
  const { bot, call } = botFor(() => Promise.reject(letGo));
  const surface = recordedSurface();
  await bot.run(call, surface);
  expect(texts(surface)).toEqual(['working', 'interrupted']);
});

describe('what a command asks the store before its first word', () => {
  const never = new Promise<never>(() => undefined);

  test.each([
    ['usage', (context: Context) => context.usage([])],
    ['busiest', (context: Context) => context.busiest(5)],
    ['load', (context: Context) => context.load()],
    ['open', (context: Context) => context.open({ person: 'ada' })],
    ['cancel', (context: Context) => context.cancel({ invocation: 'a', n: 0 })],
  ])('comes in time, or it is told that the store failed: %s', async (_, ask) => {
    const clock = manualClock();
    const command: Command = {
      name: 'paint',
      manuals: {},
      options: [],
      async *run(_input, context) {
        await ask(context);
        yield { state: 'done', text: 'done' };
      },
    };
    const slow = {
      usage: () => never,
      busiest: () => never,
      load: () => never,
      open: () => never,
      cancel: () => never,
    };
    const { generate } = recordedGenerate();
    const explain = ({ code }: Problem): Reply => ({ state: 'failed', text: code });
    const parts = { generate, explain, defaultModel: '2.1 Pro', log: recordedLog(), clock, ...slow };
    const bot = createBot({ commands: [command], ...parts });
    const surface = recordedSurface();
    const ended = bot.run(invocationOf('', { command: 'paint', askedAt: clock.now() - 700 }), surface);
    await clock.advance(1299);
    expect(texts(surface)).toEqual([]);
    await clock.advance(1);
    await ended;
    expect(texts(surface)).toEqual(['storage_failed']);
    expect(clock.sleepers).toBe(0);
  });
});

describe('a second delivery', () => {
  test('of a running call is the same call, and resolves at once', async () => {
    const { bot, call } = botFor();
    const shown = Promise.withResolvers<void>();
    const second = recordedSurface();
    const ended = bot.run(
      call,
      recordedSurface(() => shown.promise),
    );
    await bot.run(call, second);
    shown.resolve();
    await ended;
    expect(second.shown).toEqual([]);
  });

  test('of a call that is being refused is not told twice', async () => {
    const { bot, call } = botFor();
    const told = Promise.withResolvers<void>();
    const second = recordedSurface();
    const ended = bot.refuse(
      new Problem('option_missing', { option: 'prompt' }),
      call,
      recordedSurface(() => told.promise),
    );
    await bot.refuse(new Problem('option_missing', { option: 'prompt' }), call, second);
    await bot.run(call, second);
    told.resolve();
    await ended;
    expect(second.shown).toEqual([]);
  });
});

describe('close', () => {
  test('after the deadline it ends what is being shown, and says so in its place', async () => {
    const { bot, clock, call } = botFor();
    const surface = recordedSurface(({ state }, _, signal) =>
      state === 'done' ? uploading(signal) : Promise.resolve(),
    );
    void bot.run(call, surface);
    await surface.reached(2);
    const closed = bot.close(1000);
    await clock.advance(1000);
    await closed;
    expect(texts(surface)).toEqual(['working', 'seed 42', 'interrupted']);
    expect(clock.sleepers).toBe(0);
  });

  test('it waits for a refusal that is being told', async () => {
    const { bot, clock, call } = botFor();
    const told = Promise.withResolvers<void>();
    void bot.refuse(
      new Problem('not_in_channel', { bot: 'easel' }),
      call,
      recordedSurface(() => told.promise),
    );
    let closed = false;
    const closing = bot.close(1000).then(() => {
      closed = true;
    });
    await clock.advance(999);
    expect(closed).toBe(false);
    told.resolve();
    await closing;
  });

  test('in the end it gives up last words that do not arrive', async () => {
    const { bot, clock, log, call } = botFor(() => Promise.reject(new Problem('prompt_refused', {})));
    const surface = recordedSurface(({ state }, _, signal) =>
      state === 'failed' ? uploading(signal) : Promise.resolve(),
    );
    const ended = bot.run(call, surface);
    await surface.reached(1);
    const closed = bot.close(1000);
    await clock.advance(1000);
    await clock.advance(3000);
    await closed;
    await ended;
    expect(log.lines.at(-1)).toMatchObject({ level: 'error', fields: { reason: 'interrupted' } });
  });
});
