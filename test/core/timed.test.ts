import { expect, test } from 'vitest';
import { createBot } from '../../src/core/bot.ts';
import type { Command } from '../../src/core/command.ts';
import { Problem } from '../../src/core/problem.ts';
import { timed } from '../../src/core/timed.ts';
import { manualClock } from '../fakes/clock.ts';
import { generationOf, recordedGenerate, requestForTests } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { recordedLog } from '../fakes/log.ts';
import { recordedMetrics } from '../fakes/metrics.ts';
import { recordedSurface } from '../fakes/surface.ts';

const { image } = generationOf(requestForTests);
const images = [{ image, alt: 'a fox', name: 'fox.png' }];

test('the first reply and the first picture are timed from when it was asked, once each', async () => {
  const clock = manualClock();
  const metrics = recordedMetrics();
  const surface = timed(recordedSurface(), invocationOf('', { askedAt: clock.now() }), metrics, clock);
  await clock.advance(40);
  await surface.show({ state: 'working', text: '' });
  await clock.advance(1000);
  await surface.show({ state: 'working', text: '' });
  await surface.show({ state: 'done', text: '', images });
  await surface.show({ state: 'done', text: '', images });
  expect(metrics.lines).toEqual(['acknowledgement discord 40', 'picture discord 1040']);
  expect([surface.address(), surface.message(), surface.pace]).toEqual([{ message: '1' }, 'discord:1', 0]);
});

test('an acknowledgement without a reply is timed, where there is one', async () => {
  const clock = manualClock();
  const metrics = recordedMetrics();
  const call = invocationOf('', { askedAt: clock.now() });
  let acknowledged = 0;
  const acknowledge = async () => void acknowledged++;
  await clock.advance(40);
  await timed({ ...recordedSurface(), acknowledge }, call, metrics, clock).acknowledge?.();
  expect([acknowledged, metrics.lines]).toEqual([1, ['acknowledgement discord 40']]);
  expect(timed(recordedSurface(), call, metrics, clock).acknowledge).toBeUndefined();
});

test('what was not shown is not timed', async () => {
  const clock = manualClock();
  const metrics = recordedMetrics();
  const refusing = recordedSurface(() => Promise.reject(new Problem('place_silent', {})));
  const surface = timed(refusing, invocationOf(''), metrics, clock);
  await expect(surface.show({ state: 'done', text: '', images })).rejects.toMatchObject({ code: 'place_silent' });
  expect(metrics.lines).toEqual([]);
});

test('an event that comes again while it runs is counted as a duplicate', async () => {
  const metrics = recordedMetrics();
  const clock = manualClock();
  const hold = Promise.withResolvers<void>();
  const slow: Command = {
    name: 'slow',
    manuals: {},
    options: [],
    async *run() {
      await hold.promise;
      yield { state: 'done', text: '' };
    },
  };
  const { generate } = recordedGenerate();
  const explain = () => ({ state: 'failed', text: '' }) as const;
  const parts = { commands: [slow], generate, explain, defaultModel: '2.1 Pro', log: recordedLog(), clock, metrics };
  const bot = createBot(parts);
  const call = invocationOf('', { command: 'slow', askedAt: clock.now() });
  const first = bot.run(call, recordedSurface());
  await bot.run(call, recordedSurface());
  expect(metrics.lines).toEqual(['duplicates discord']);
  hold.resolve();
  await first;
  expect(metrics.lines).toEqual(['duplicates discord', 'acknowledgement discord 0']);
});
