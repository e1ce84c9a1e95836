import { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LaneEvent } from '../../src/core/lane.ts';
import type { Engine } from '../../src/store/engine.ts';
import { migrate } from '../../src/store/migrations.ts';
import { createNotices, type Notices } from '../../src/store/notices.ts';
import { sqliteEngine } from '../../src/store/sqlite.ts';
import type { Tables } from '../../src/store/tables.ts';
import { type ManualClock, manualClock } from '../fakes/clock.ts';

let engine: Engine;
let database: Kysely<Tables>;
let clock: ManualClock;
let notices: Notices;
let heard: LaneEvent[];
/** What another process says. */
let say: (message: string) => void;
let connected: (yes: boolean) => void;

beforeEach(async () => {
  engine = sqliteEngine('file::memory:');
  database = new Kysely<Tables>({ dialect: engine.dialect });
  await migrate(database, engine.lock);
  clock = manualClock();
  const wire: Engine['wire'] = {
    send: async () => undefined,
    listen(hear, tell) {
      say = hear;
      connected = tell;
      return { close: async () => undefined };
    },
  };
  notices = createNotices(database, { ...engine, wire }, clock);
  heard = [];
  notices.subscribe((event) => heard.push(event));
  connected(true);
  // The first look finds out where the line is.
  await turnsUpTo(10);
  await look();
  heard = [];
});
afterEach(async () => {
  await notices.close();
  await database.destroy();
});

const turnsUpTo = (turn: number) => database.updateTable('lanes').set({ turn }).execute();
const settled = (turn: number): LaneEvent => ({ kind: 'settled', invocation: `call ${turn}`, n: 0 });
const sayTurn = (turn: number) => say(JSON.stringify({ from: 'another process', turn, events: [settled(turn)] }));

async function look(): Promise<void> {
  await clock.advance(500);
  // The database answers in its own time; whoever looks sleeps again afterwards.
  while (clock.sleepers === 0) await new Promise((resolve) => setImmediate(resolve));
}

it('finds out by itself what a connection that seems to listen does not tell', async () => {
  await turnsUpTo(11);
  await look();
  expect(heard).toEqual([{ kind: 'unknown' }]);
  await look();
  expect(heard).toHaveLength(1);
});

it('finds it out although its own turns come after', async () => {
  await turnsUpTo(12);
  notices.committed(12, [settled(12)]);
  await look();
  expect(heard).toEqual([settled(12), { kind: 'unknown' }]);
});

it('asks nobody to look again when all was told, in whatever order', async () => {
  await turnsUpTo(13);
  notices.committed(12, [settled(12)]);
  sayTurn(11);
  sayTurn(13);
  await look();
  expect(heard).toEqual([settled(12), settled(11), settled(13)]);
});

it('asks everybody to look when listening begins', () => {
  connected(false);
  connected(true);
  expect(heard).toEqual([{ kind: 'unknown' }]);
});
