import { writeSync } from 'node:fs';
import pg from 'pg';
import { commands } from '../../commands/index.ts';
import { failure } from '../../commands/replies.ts';
import { createBot } from '../../src/core/bot.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Lane } from '../../src/core/lane.ts';
import type { Log } from '../../src/core/log.ts';
import type { Surface } from '../../src/core/surface.ts';
import { createGenerate } from '../../src/generation/generate.ts';
import { openStore } from '../../src/store/store.ts';
import { memoryImages } from '../fakes/images.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { freely } from '../store/orders.ts';
import { type Life, type Said, type StopPoint, told } from './processes-life.ts';

// A process that paints, until it is stopped or killed. Its standard output is written at once, so nothing that it said
// is lost with it.

const say = (said: Said) => writeSync(1, `${JSON.stringify(said)}\n`);

/** Stands still in the middle of something, as long as nobody wakes it. */
function stop(): void {
  say({ kind: 'stops' });
  process.kill(process.pid, 'SIGSTOP');
}

/** Stands still once, in a transaction that has begun and holds the turn. */
function stopInTransaction(): void {
  let armed = true;
  const query = new Proxy(pg.Client.prototype.query, {
    apply(target, self, words: unknown[]) {
      if (armed && String(words[0]).startsWith('update "pictures"')) {
        armed = false;
        stop();
      }
      return Reflect.apply(target, self, words);
    },
  });
  Reflect.set(pg.Client.prototype, 'query', query);
}

function watched(lane: Lane, stopAt: StopPoint | undefined): Lane {
  let armed = stopAt === 'after claim';
  return {
    ...lane,
    async claim(limits) {
      const turn = await lane.claim(limits);
      if (turn.kind === 'claimed' && armed) {
        armed = false;
        stop();
      }
      return turn;
    },
    async settle(claim, outcome) {
      const accepted = await lane.settle(claim, outcome);
      say({ kind: 'settled', invocation: claim.invocation, attempt: claim.attempt, outcome: outcome.kind, accepted });
      return accepted;
    },
  };
}

const silent = () => undefined;
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };

const now = Date.now;

function surfaceOf(invocation: string): Surface {
  return {
    pace: 0,
    address: () => ({ message: invocation }),
    message: () => undefined,
    show: async ({ state, text }) => void say({ kind: 'shown', invocation, state, text }),
  };
}

/** What one life of the process can do. It ends when whatever was begun is finished. */
interface Living {
  ask(prompt: string): void;
  end(): Promise<void>;
}

async function begin(life: Life): Promise<Living> {
  const { name, owner, database, upstream, lease, concurrency, rate, ahead, stopAt } = life;
  Date.now = () => now() + ahead;
  if (stopAt === 'in transaction') stopInTransaction();
  const store = await openStore({ url: database, lease, ...(owner !== undefined && { owner }) });
  const core = createGenerate({
    ...{ url: upstream, key: name, concurrency, rate, timeoutMs: 60_000, pictures: 'base64' },
    ...{ lane: watched(store.lane, stopAt), rules: freely, price: 1, heartbeat: lease / 3 },
    ...{ images: memoryImages(), log, clock: systemClock, random: Math.random },
  });
  const { journal } = store;
  const { generate } = core;
  const bot = createBot({ commands, generate, explain: failure, defaultModel: '2.1 Pro', journal, lease, log });
  await bot.takeUp([{ name: 'test', attach: ({ id }) => surfaceOf(id), close: async () => undefined }]);
  return {
    ask(prompt) {
      const who = { id: prompt, person: { id: prompt, name: prompt }, askedAt: now() };
      const place = { platform: 'test', channel: 'fox-lovers', community: 'den' };
      const input = { kind: 'fields', fields: { prompt, enhance: false } } as const;
      void bot.run(invocationOf(input, { ...who, place }), surfaceOf(prompt));
    },
    async end() {
      await bot.close(60_000);
      await core.close(60_000);
      await store.close();
    },
  };
}

let living: Living | undefined;
process.on('message', async (message) => {
  const order = told.parse(message);
  if (order.kind === 'ask') return living?.ask(order.prompt);
  if (order.kind === 'begin') living = await begin(order);
  else await living?.end();
  say({ kind: order.kind === 'begin' ? 'ready' : 'ended' });
});
// A test that ends early takes its processes with it.
process.on('disconnect', () => process.exit(1));
say({ kind: 'loaded' });
