import { setTimeout } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { Problem } from '../../src/core/problem.ts';
import { explained } from '../../src/store/access.ts';
import { postgresEngine } from '../../src/store/postgres.ts';
import { openStore } from '../../src/store/store.ts';
import type { Tables } from '../../src/store/tables.ts';
import { storeContract } from '../contracts/store-contract.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { emptyPostgres, postgresDatabase, query, type TestDatabase } from './databases.ts';
import { freely, line, orderOf } from './orders.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await postgresDatabase();
  await (await openStore({ url: database.url })).close();
});
afterAll(() => database[Symbol.asyncDispose]());

storeContract({
  name: 'PostgreSQL',
  async open() {
    await emptyPostgres(database.url);
    return { url: database.url, [Symbol.asyncDispose]: () => Promise.resolve() };
  },
});

const starRow = { picture: 1, person: 'deadlocked', message: '', at: 1, is_on: 1 };

/** The hint for the operator when opening fails. */
async function refusal(url: string): Promise<string | undefined> {
  const error: unknown = await openStore({ url }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Problem && error.code === 'storage_failed' ? error.hint : `not a problem: ${error}`;
}

/** The database's address with a part of it changed. */
function changed(change: (url: URL) => void): string {
  const url = new URL(database.url);
  change(url);
  return url.href;
}

describe('PostgreSQL server', () => {
  it('is named without the password when it cannot be reached or does not let us in', async () => {
    const { host, hostname } = new URL(database.url);
    const hints = [
      await refusal(changed((url) => Object.assign(url, { port: '1', password: 'hunter2' }))),
      await refusal(changed((url) => Object.assign(url, { password: 'hunter2' }))),
      await refusal(changed((url) => Object.assign(url, { pathname: '/nowhere' }))),
      await refusal('postgres://ada:hunter2@[broken/easel'),
    ];
    expect(hints).toEqual([
      `DATABASE_URL: PostgreSQL at ${hostname}:1 cannot be reached (ECONNREFUSED)`,
      `DATABASE_URL: PostgreSQL at ${host} does not accept the user or the password`,
      `DATABASE_URL: PostgreSQL at ${host} has no database of that name; create it first`,
      'DATABASE_URL: must be an address such as postgres://user:password@host:5432/easel',
    ]);
  });

  it('is migrated by one of several processes that start at the same first moment', async () => {
    await using empty = await postgresDatabase();
    const stores = await Promise.all([0, 1, 2].map(() => openStore({ url: empty.url })));
    const added = await Promise.all(stores.map(({ lane }) => lane.add(orderOf('same'), freely)));
    expect(added.filter((result) => result.added)).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
    await query(empty.url, 'update easel_schema set version = 99');
    expect(await refusal(empty.url)).toMatch(/version 99, made by a newer Easel/);
  });

  it('tells other processes of a change at once', async () => {
    const [one, other] = await Promise.all([openStore({ url: database.url }), openStore({ url: database.url })]);
    const heard = new Set<string>();
    const { promise, resolve } = Promise.withResolvers<void>();
    other.lane.subscribe((event) => {
      heard.add(event.kind === 'unknown' ? event.kind : `${event.kind} ${event.invocation}`);
      if (heard.has('waiting last')) resolve();
    });
    await query(database.url, `notify easel_lane, 'what another program says'`);
    // Until it listens it hears nothing, so it is told until it does.
    const telling = new AbortController();
    promise.finally(() => telling.abort());
    for (let n = 0; !telling.signal.aborted; n++) {
      await one.lane.add(orderOf('last', { n }), freely);
      await setTimeout(20, undefined, { signal: telling.signal }).catch(() => undefined);
    }
    expect(heard).toContain('waiting last');
    await Promise.all([one.close(), other.close()]);
  });

  it('is connected to again after it closed every connection', async () => {
    const store = await openStore({ url: database.url });
    await line(store.lane, 'reconnect1');
    await query(
      database.url,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'easel' and datname = current_database()`,
    );
    // Each of the pool's connections may have to find out for itself. What fails meanwhile was not accepted.
    for (let failures = 0; ; failures++) {
      const tried = await store.lane.add(orderOf('reconnect2'), freely).catch((error: unknown) => error);
      if (!(tried instanceof Error)) {
        expect(tried).toMatchObject({ added: true });
        break;
      }
      expect(tried).toMatchObject({ code: 'storage_failed' });
      expect(failures).toBeLessThan(10);
    }
    await store.close();
  });

  it('answers the journal and whoever looks at once while many wait for the line', async () => {
    const [store, engine] = [await openStore({ url: database.url }), postgresEngine(database.url, systemClock)];
    const peer = new Kysely<Tables>({ dialect: engine.dialect });
    const orders = Array.from({ length: 30 }, (_, at) => orderOf(`waits ${at}`, { person: `p${at}` }));
    const added = await peer.transaction().execute(async (transaction) => {
      await transaction.updateTable('lanes').set({ pause: 1 }).execute();
      const adding = orders.map((order) => store.lane.add(order, freely));
      // Those who wait hold the line's row from here on, as far as they are let.
      await sql`select pg_sleep(0.2)`.execute(transaction);
      const hold = await store.journal.accept(invocationOf('a fox', { id: 'waits' }), {});
      expect(hold).toEqual({ id: 'waits', attempt: 1 });
      expect(await store.journal.renew()).toEqual([]);
      expect(await store.lane.find(orderOf('waits 0'))).toBeUndefined();
      return adding;
    });
    expect((await Promise.all(added)).filter((each) => each.added)).toHaveLength(30);
    await Promise.all([peer.destroy(), store.close()]);
  });

  it('does once more what was undone because two waited for each other', async () => {
    const engine = postgresEngine(database.url, systemClock);
    const store = new Kysely<Tables>({ dialect: engine.dialect });
    let tries = 0;
    const work = () =>
      store.transaction().execute(async (transaction) => {
        await transaction.insertInto('stars').values(starRow).execute();
        const deadlock = sql`do $$ begin raise exception using errcode = '40P01'; end $$`;
        if (++tries < 3) await deadlock.execute(transaction);
      });
    await explained(engine, work);
    expect(tries).toBe(3);
    const stars = store.selectFrom('stars').selectAll().where('person', '=', starRow.person);
    expect(await stars.execute()).toEqual([starRow]);
    await store.destroy();
  });

  it('takes a transaction away from a process that stands still in it, which survives that', async () => {
    const [store, engine] = [await openStore({ url: database.url }), postgresEngine(database.url, systemClock)];
    const stopped = new Kysely<Tables>({ dialect: engine.dialect });
    const standing = stopped.transaction().execute(async (transaction) => {
      await transaction.updateTable('lanes').set({ pause: 1 }).execute();
      const { rows } = await sql<{ pid: number; patience: string }>`
        select pg_backend_pid() as pid, current_setting('idle_in_transaction_session_timeout') as patience
      `.execute(transaction);
      expect(rows[0]?.patience).toBe('5s');
      const waiting = line(store.lane, 'waiting1');
      // As the server itself does after those five seconds.
      await query(database.url, `select pg_terminate_backend(${rows[0]?.pid})`);
      await waiting;
      await transaction.selectFrom('lanes').selectAll().execute();
    });
    await expect(explained(engine, () => standing)).rejects.toMatchObject({ code: 'storage_failed' });
    expect(await store.lane.find({ invocation: 'waiting1', n: 0 })).toMatchObject({ state: 'waiting' });
    await Promise.all([stopped.destroy(), store.close()]);
  });
});
