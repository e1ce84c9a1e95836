import { Kysely, sql } from 'kysely';
import { expect, it } from 'vitest';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import { insist } from '../../src/core/insist.ts';
import type { LaneEvent } from '../../src/core/lane.ts';
import { explained } from '../../src/store/access.ts';
import { postgresEngine } from '../../src/store/postgres.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Tables } from '../../src/store/tables.ts';
import { postgresDatabase, query } from './databases.ts';
import { freely, orderOf } from './orders.ts';
import { startSilentProxy } from './silent-proxy.ts';

/** Ten times as impatient, so that seconds of waiting pass in tenths. */
const hasty: Clock = {
  now: systemClock.now,
  sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / 10, signal),
};

/** Adds pictures with one store until the other one hears of them in a way that is good enough. */
async function hears(teller: Store, hearer: Store, isIt: (event: LaneEvent) => boolean): Promise<void> {
  const { promise: heard, resolve } = Promise.withResolvers<void>();
  const leave = hearer.lane.subscribe((event) => isIt(event) && resolve());
  const added = orderOf(`picture ${Math.random()}`);
  let found = false;
  const telling = heard.finally(() => {
    found = true;
  });
  for (let n = 0; !found; n++) {
    // Its own connections may have been closed, too.
    await insist(() => teller.lane.add({ ...added, n }, freely), systemClock);
    await Promise.race([telling, systemClock.sleep(100)]);
  }
  leave();
}

const word = (event: LaneEvent) => event.kind === 'waiting';

it('notices a connection that was cut without a word, hears by polling meanwhile, and listens again', async () => {
  await using database = await postgresDatabase();
  await using proxy = await startSilentProxy(database.url);
  const teller = await openStore({ url: database.url });
  const hearer = await openStore({ url: proxy.url, clock: hasty });
  try {
    await hears(teller, hearer, word);
    proxy.silence('listen easel_lane');
    // One change only, so that nothing but a look can tell.
    const polled = new Promise<void>((resolve) => {
      hearer.lane.subscribe(({ kind }) => kind === 'unknown' && resolve());
    });
    await teller.lane.add(orderOf('untold'), freely);
    await polled;
    await proxy.carries('listen easel_lane');
    await hears(teller, hearer, word);
  } finally {
    await Promise.all([teller.close(), hearer.close()]);
  }
});

it('listens again after the server has closed the connection', async () => {
  await using database = await postgresDatabase();
  const [teller, hearer] = [
    await openStore({ url: database.url }),
    await openStore({ url: database.url, clock: hasty }),
  ];
  try {
    await hears(teller, hearer, word);
    await query(
      database.url,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await hears(teller, hearer, ({ kind }) => kind === 'unknown');
    await hears(teller, hearer, word);
  } finally {
    await Promise.all([teller.close(), hearer.close()]);
  }
});

it('gives a connection up that has fallen silent in the middle of a question, and opens another', async () => {
  await using database = await postgresDatabase();
  await using proxy = await startSilentProxy(database.url);
  const engine = postgresEngine(proxy.url, hasty, 200);
  const store = new Kysely<Tables>({ dialect: engine.dialect });
  try {
    await sql`select 1`.execute(store);
    proxy.silence('select 1');
    await expect(explained(engine, () => sql`select 2`.execute(store))).rejects.toMatchObject({
      code: 'storage_failed',
      hint: expect.stringContaining('cannot be reached (ETIMEDOUT)'),
    });
    expect((await sql`select 3 as three`.execute(store)).rows).toEqual([{ three: 3 }]);
  } finally {
    await store.destroy();
  }
});

it('hangs up within seconds when its connections have fallen silent', async () => {
  await using database = await postgresDatabase();
  await using proxy = await startSilentProxy(database.url);
  const store = await openStore({ url: proxy.url });
  await store.lane.add(orderOf('left'), freely);
  expect(await store.lane.claim({ concurrency: 1, rate: undefined })).toMatchObject({ kind: 'claimed' });
  await proxy.carries('listen easel_lane');
  proxy.silence('');
  await store.close();
});
