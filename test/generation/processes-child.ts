import { writeSync } from 'node:fs';
import pg from 'pg';
import { systemClock } from '../../src/core/clock.ts';
import type { Lane } from '../../src/core/lane.ts';
import type { Log } from '../../src/core/log.ts';
import { createGenerate } from '../../src/generation/generate.ts';
import { openStore } from '../../src/store/store.ts';
import { memoryImages } from '../fakes/images.ts';
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

/** Resolves to its end: whatever was begun here is finished first. */
async function begin(life: Life): Promise<() => Promise<void>> {
  const { name, owner, database, upstream, lease, concurrency, rate, ahead, stopAt } = life;
  Date.now = () => now() + ahead;
  if (stopAt === 'in transaction') stopInTransaction();
  const store = await openStore({ url: database, lease, ...(owner !== undefined && { owner }) });
  const core = createGenerate({
    ...{ url: upstream, key: name, concurrency, rate, timeoutMs: 60_000, pictures: 'base64' },
    ...{ lane: watched(store.lane, stopAt), rules: freely, price: 1, heartbeat: lease / 3 },
    ...{ images: memoryImages(), log, clock: systemClock, random: Math.random },
  });
  return async () => {
    await core.close(60_000);
    await store.close();
  };
}

let end = async () => {};
process.on('message', async (message) => {
  const order = told.parse(message);
  if (order.kind === 'begin') end = await begin(order);
  else await end();
  say({ kind: order.kind === 'begin' ? 'ready' : 'ended' });
});
// A test that ends early takes its processes with it.
process.on('disconnect', () => process.exit(1));
say({ kind: 'loaded' });
