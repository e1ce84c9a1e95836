import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBot } from '../../src/core/bot.ts';
import type { Command } from '../../src/core/command.ts';
import type { Journal } from '../../src/core/journal.ts';
import { Problem } from '../../src/core/problem.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { type ManualClock, manualClock } from '../fakes/clock.ts';
import { recordedGenerate } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { recordedLog } from '../fakes/log.ts';
import { recordedSurface } from '../fakes/surface.ts';

let store: Store;
let clock: ManualClock;
const steps: string[] = [];

beforeEach(async () => {
  clock = manualClock();
  steps.length = 0;
  store = await openStore({ url: 'file::memory:', clock });
});
afterEach(() => store.close());

const call = invocationOf('', { command: 'nod' });

function start(run: Command['run'], changes: (journal: Journal) => Partial<Journal> = () => ({})) {
  const { journal } = store;
  const log = recordedLog();
  const bot = createBot({
    commands: [{ name: 'nod', manuals: {}, options: [], run }],
    explain: ({ code }) => ({ state: 'failed', text: code }),
    journal: {
      ...journal,
      async end(...how) {
        steps.push('end');
        return journal.end(...how);
      },
      ...changes(journal),
    },
    ...{ generate: recordedGenerate().generate, defaultModel: '2.1 Pro', log, clock },
  });
  return { bot, log };
}

const surface = (acknowledge: () => Promise<void> = async () => void steps.push('acknowledge')) => ({
  ...recordedSurface(async () => void steps.push('show')),
  acknowledge,
});

async function* nod() {}

test('a command that says nothing is acknowledged, once, and after its call is closed', async () => {
  const { bot } = start(nod);
  await bot.run(call, surface());
  await bot.run(call, surface());
  expect(steps).toEqual(['end', 'acknowledge']);
});

test('a command that says something acknowledges by that', async () => {
  const { bot } = start(async function* () {
    yield { state: 'done', text: 'yes' };
  });
  await bot.run(call, surface());
  expect(steps).toEqual(['show', 'end']);
});

test('a command that fails before it says anything says so', async () => {
  const { bot } = start(async function* () {
    yield* nod();
    throw new Problem('nothing_to_cancel', {});
  });
  await bot.run(call, surface());
  expect(steps).toEqual(['show', 'end']);
});

test('nobody acknowledges what another process has by now', async () => {
  const { bot } = start(nod, () => ({ end: async () => false }));
  await bot.run(call, surface());
  expect(steps).toEqual([]);
});

test('nobody acknowledges what could not be closed and is left to the next process', async () => {
  const tried = Promise.withResolvers<void>();
  const { bot } = start(nod, () => ({
    async end() {
      tried.resolve();
      throw new Problem('storage_failed', {});
    },
  }));
  const ran = bot.run(call, surface());
  await tried.promise;
  const closed = bot.close(0);
  await clock.advance(3000);
  await Promise.all([closed, ran]);
  expect(steps).toEqual([]);
});

test('an acknowledgement that fails is no harm', async () => {
  const { bot, log } = start(nod);
  await bot.run(
    call,
    surface(async () => Promise.reject(new Error('no connection'))),
  );
  expect(log.lines.at(-1)).toMatchObject({
    level: 'warn',
    message: 'a call without an answer could not be acknowledged',
  });
});

test('a platform that need not be told is not', async () => {
  const { bot, log } = start(nod);
  await bot.run(call, recordedSurface());
  expect(log.lines).toMatchObject([{ message: 'answered' }]);
});
