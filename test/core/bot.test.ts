import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type BotParts, createBot } from '../../src/core/bot.ts';
import { type Command, command } from '../../src/core/command.ts';
import type { Generate } from '../../src/core/generation.ts';
import type { Invocation } from '../../src/core/invocation.ts';
import { Problem } from '../../src/core/problem.ts';
import type { Reply } from '../../src/core/reply.ts';
import { manualClock } from '../fakes/clock.ts';
import { generationOf, paintingNow, recordedGenerate, requestForTests } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { recordedLog } from '../fakes/log.ts';
import { recordedSurface } from '../fakes/surface.ts';

const working: Reply = { state: 'working', text: 'working' };
const done: Reply = { state: 'done', text: 'done' };
const explain = ({ code }: Problem, { locale }: Invocation): Reply => ({
  state: 'failed',
  text: `${code} in ${locale}`,
});

function commandOf(name: string, run: Command['run']): Command {
  return { name, manuals: {}, options: [], run };
}

const paint = commandOf('paint', async function* (_, { generate }) {
  const { request } = yield* generate(requestForTests, () => working);
  yield { ...done, text: `seed ${request.seed}` };
});

function botFor(command: Command, parts: Partial<BotParts> = {}) {
  const log = recordedLog();
  const { generate } = recordedGenerate();
  const clock = manualClock();
  const bot = createBot({ commands: [command], generate, explain, defaultModel: '2.1 Pro', log, clock, ...parts });
  return { bot, log, clock, call: invocationOf('', { command: command.name }) };
}

/** A generation core that paints until it is told to stop. `deaf`: it does not listen. */
function endless({ deaf = false } = {}): Generate {
  return async function* ({ signal }) {
    yield paintingNow;
    return await new Promise((_, reject) => {
      const hangUp = () => reject(new Error('socket closed'));
      if (!deaf && signal.aborted) hangUp();
      else if (!deaf) signal.addEventListener('abort', hangUp);
    });
  };
}

const texts = (surface: { shown: readonly Reply[] }) => surface.shown.map(({ text }) => text);

test('a call runs to its last reply', async () => {
  const { bot, log, call } = botFor(paint);
  const surface = recordedSurface();
  await bot.run(call, surface);
  expect(texts(surface)).toEqual(['working', 'seed 42']);
  expect(log.lines).toEqual([
    { level: 'info', message: 'answered', fields: { invocation: 'discord:1', command: 'paint', platform: 'discord' } },
  ]);
});

test('a command learns who asks, and orders under its own id and number', async () => {
  const { generate, orders } = recordedGenerate();
  const twice = commandOf('twice', async function* (_, context) {
    expect(context.defaultModel).toBe('2.1 Pro');
    expect(context.commands.map(({ name }) => name)).toEqual(['twice']);
    expect(context.seed('picture')).toBe(context.seed('picture', 0));
    expect(context.seed('picture', 1)).not.toBe(context.seed('picture', 0));
    yield* context.generate(requestForTests, () => working);
    yield* context.generate(requestForTests, () => working);
    yield done;
  });
  const { bot, call } = botFor(twice, { generate });
  const surface = recordedSurface();
  await bot.run(call, surface);
  expect(surface.shown.at(-1)).toEqual(done);
  const order = { invocation: 'discord:1', person: 'discord:42', request: requestForTests };
  expect(orders).toMatchObject([
    { ...order, n: 0 },
    { ...order, n: 1 },
  ]);
});

describe('one catch', () => {
  test.each([
    ['a Problem', new Problem('prompt_refused', {}, { requestId: 'r1' }), 'prompt_refused', 'info'],
    ['an operator’s Problem', new Problem('service_no_credit', {}), 'service_no_credit', 'warn'],
    ['anything else', new Error('secret'), 'unexpected', 'error'],
  ])('%s becomes one reply in the asker’s language', async (_, thrown, code, level) => {
    const failing = recordedGenerate([paintingNow], () => Promise.reject(thrown));
    const { bot, log, call } = botFor(paint, { generate: failing.generate });
    const surface = recordedSurface();
    await bot.run(call, surface);
    expect(texts(surface)).toEqual(['working', `${code} in en-GB`]);
    expect(log.lines).toMatchObject([{ level, fields: { problem: code } }]);
  });

  test('an unknown command, with the one that was probably meant', async () => {
    const { bot, call } = botFor(paint, {
      explain: ({ code, facts }) => ({ state: 'failed', text: JSON.stringify({ code, ...facts }) }),
    });
    const surface = recordedSurface();
    await bot.run({ ...call, command: 'piant' }, surface);
    expect(texts(surface)).toEqual([JSON.stringify({ code: 'command_unknown', given: 'piant', suggestion: 'paint' })]);
  });

  test('options that cannot be read', async () => {
    const strict = command({
      name: 'strict',
      manuals: {},
      options: z.object({ seed: z.int() }),
      async *run() {
        yield done;
      },
    });
    const { bot, call } = botFor(strict);
    const surface = recordedSurface();
    await bot.run({ ...call, input: { kind: 'text', text: '--seed x' } }, surface);
    expect(texts(surface)).toEqual(['option_not_a_number in en-GB']);
  });

  test('a surface that fails for good, and words that are missing, never reject', async () => {
    const broken = recordedSurface(() => Promise.reject(new Problem('place_unreachable', {})));
    const { bot, log, call } = botFor(paint);
    await bot.run(call, broken);
    expect(log.lines.at(-1)).toMatchObject({ level: 'error', fields: { reason: 'place_unreachable' } });
    const speechless = botFor(paint, {
      explain() {
        throw new Error('no words');
      },
    });
    await speechless.bot.run({ ...call, command: 'x' }, recordedSurface());
    expect(speechless.log.lines.at(-1)).toMatchObject({ level: 'error' });
  });

  test('a reply that the place refuses is replaced by the reason, and the generation is ended', async () => {
    let ended = false;
    const generate: Generate = async function* () {
      try {
        yield paintingNow;
        return generationOf(requestForTests);
      } finally {
        ended = true;
      }
    };
    const { bot, call } = botFor(paint, { generate });
    const surface = recordedSurface((_, n) =>
      n === 1
        ? Promise.reject(new Problem('permission_missing', { permissions: ['Attach Files'] }))
        : Promise.resolve(),
    );
    await bot.run(call, surface);
    expect(texts(surface)).toEqual(['working', 'permission_missing in en-GB']);
    expect(ended).toBe(true);
  });
});

test('refuse tells a problem that the platform found', async () => {
  const { bot, log, call } = botFor(paint);
  const surface = recordedSurface();
  await bot.refuse(new Problem('not_in_channel', { bot: 'easel' }), call, surface);
  expect(texts(surface)).toEqual(['not_in_channel in en-GB']);
  expect(log.lines).toMatchObject([{ level: 'warn', fields: { problem: 'not_in_channel' } }]);
  const gone = recordedSurface(() => Promise.reject(new Error('gone')));
  await expect(bot.refuse(new Problem('not_in_channel', { bot: 'easel' }), call, gone)).resolves.toBeUndefined();
});

describe('cancel', () => {
  test('ends a running call, whatever the generation throws then', async () => {
    const { bot, call } = botFor(paint, { generate: endless() });
    const surface = recordedSurface();
    const ended = bot.run(call, surface);
    await surface.reached(1);
    expect(bot.cancel('discord:2')).toBe(false);
    expect(bot.cancel(call.id)).toBe(true);
    await ended;
    expect(texts(surface)).toEqual(['working', 'cancelled in en-GB']);
  });

  test('finds nothing once the call has ended', async () => {
    const { bot, call } = botFor(paint);
    await bot.run(call, recordedSurface());
    expect(bot.cancel(call.id)).toBe(false);
  });
});

test('a second delivery of a running call is the same call', async () => {
  const { bot, call } = botFor(paint, { generate: endless() });
  const first = recordedSurface();
  const second = recordedSurface();
  const ended = [bot.run(call, first), bot.run(call, second)];
  await first.reached(1);
  bot.cancel(call.id);
  await Promise.all(ended);
  expect(texts(second)).toEqual([]);
});

describe('close', () => {
  test('takes no new calls', async () => {
    const { bot, call } = botFor(paint);
    await bot.close(1000);
    const surface = recordedSurface();
    await bot.run(call, surface);
    expect(texts(surface)).toEqual(['shutting_down in en-GB']);
  });

  test('lets running calls finish', async () => {
    const picture = Promise.withResolvers<void>();
    const { generate } = recordedGenerate([paintingNow], async ({ request }) => {
      await picture.promise;
      return generationOf(request);
    });
    const { bot, clock, call } = botFor(paint, { generate });
    const surface = recordedSurface();
    void bot.run(call, surface);
    await surface.reached(1);
    const closed = bot.close(1000);
    await clock.advance(999);
    picture.resolve();
    await closed;
    expect(texts(surface)).toEqual(['working', 'seed 42']);
    expect(clock.sleepers).toBe(0);
  });

  test('after the deadline it ends them with a reply that says so', async () => {
    const { bot, clock, call } = botFor(paint, { generate: endless() });
    const surface = recordedSurface();
    void bot.run(call, surface);
    await surface.reached(1);
    const closed = bot.close(1000);
    await clock.advance(999);
    expect(texts(surface)).toEqual(['working']);
    await clock.advance(1);
    await closed;
    expect(texts(surface)).toEqual(['working', 'interrupted in en-GB']);
    expect(clock.sleepers).toBe(0);
  });

  test('does not wait for ever for what does not listen', async () => {
    const { bot, clock, call } = botFor(paint, { generate: endless({ deaf: true }) });
    const surface = recordedSurface();
    void bot.run(call, surface);
    await surface.reached(1);
    const closed = bot.close(1000);
    await clock.advance(1000);
    await clock.advance(3000);
    await closed;
  });
});
