import { CompiledQuery, Kysely, sql } from 'kysely';
import { expect, it } from 'vitest';
import type { SettingKey } from '../../src/core/settings.ts';
import { createAccess } from '../../src/store/access.ts';
import { createAlbum } from '../../src/store/album/album.ts';
import type { Engine } from '../../src/store/engine.ts';
import { forgetBefore } from '../../src/store/forget.ts';
import { createTouches } from '../../src/store/galleries/touch.ts';
import { createJournal } from '../../src/store/journal/journal.ts';
import { createLane } from '../../src/store/lane/lane.ts';
import { readLoad } from '../../src/store/load.ts';
import { createNotices } from '../../src/store/notices.ts';
import { postgresEngine } from '../../src/store/postgres.ts';
import { createSettings } from '../../src/store/settings.ts';
import { sqliteEngine } from '../../src/store/sqlite.ts';
import { openStore } from '../../src/store/store.ts';
import type { Tables } from '../../src/store/tables.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { postgresDatabase, sqliteDatabase } from './databases.ts';
import { history } from './history.ts';
import { jumpingClock } from './jumping-clock.ts';
import { allAtOnce, claimed, freely, line, orderOf } from './orders.ts';

const clock = jumpingClock();

/** Everything a bot does, once, with every statement written down. */
async function statementsOf(engine: Engine): Promise<{ database: Kysely<Tables>; statements: CompiledQuery[] }> {
  const statements: CompiledQuery[] = [];
  const database = new Kysely<Tables>({ dialect: engine.dialect, log: ({ query }) => void statements.push(query) });
  const notices = createNotices(database, { ...engine, wire: undefined }, clock);
  const access = createAccess(database, engine, notices, clock);
  const holding = { access, clock, owner: 'me', lease: 15_000, touches: createTouches() };
  const journal = createJournal(holding);
  const lane = createLane({ ...holding, notices });
  const [album, settings] = [createAlbum(holding), createSettings(access)];
  const hold = await journal.accept(invocationOf('a fox', { id: 'new', gesture: 'g' }), {});
  await journal.takeUp(10, { platforms: ['discord', 'slack'], acceptedBefore: clock.now() });
  await journal.renew();
  await lane.add(orderOf('new', { roles: ['artist'] }), {
    ...freely,
    quotas: [{ scope: 'person', period: 'day', pictures: 9 }],
  });
  await line(lane, 'ada1', 'bob1');
  await lane.find({ invocation: 'bob1', n: 0 });
  await lane.settle(await claimed(lane), { kind: 'done', generation: generationOf(requestForTests) });
  const again = await claimed(lane);
  await lane.callAgain(again, 1, { rate: 10, quotas: [{ scope: 'person', period: 'day', money: 1_000_000 }] });
  await lane.settle(again, { kind: 'again' });
  await lane.claim(allAtOnce);
  await lane.renew();
  await lane.cancel({ invocation: 'bob1', n: 0 });
  await lane.estimate('2.1 Pro', 147456);
  await lane.usage([{ scope: 'person', id: 'ada', period: 'day' }]);
  await readLoad(access);
  await album.of('old7');
  await album.find('recipe7');
  await album.recent('person7', { limit: 10, before: 'recipe9007' });
  await album.recent('person7', { limit: 10, channel: 'channel7', private: true });
  await album.family('recipe8');
  await album.remove('old7');
  await album.purge(clock.now(), async () => undefined);
  await album.restore('old7', clock.now());
  await album.remove('ada1');
  await album.purge(clock.now() + 1, async () => undefined);
  await album.setAlt({ invocation: 'old8', n: 0 }, 'a fox');
  await album.setNotes({ invocation: 'old8', n: 0 }, { private: true });
  const key: SettingKey = { owner: 'server7', kind: 'preset', name: 'mine' };
  await settings.put({ ...key, person: 'ada', value: {} });
  await settings.get(key);
  await settings.list('server7', 'preset');
  await settings.remove(key);
  await journal.begunBy('g');
  await journal.recall('old7');
  if (hold) await journal.move(hold, {}, 'new');
  if (hold) await journal.end(hold, 'answered');
  await forgetBefore(access, 0);
  await notices.close();
  return { database, statements: statements.filter(({ sql: text }) => /^(select|update|insert|delete)/.test(text)) };
}

it.each([
  {
    name: 'SQLite',
    open: sqliteDatabase,
    rows: 50_000,
    engine: (url: string) => sqliteEngine(url),
    explain: 'explain query plan',
    // A partial index holds what is open, however much has ended.
    whole:
      /SCAN (calls|messages|people|pictures|settings|usage)\b(?! USING (COVERING )?INDEX (calls_open|pictures_running|pictures_waiting))|TEMP B-TREE FOR ORDER BY/,
  },
  {
    name: 'PostgreSQL',
    open: postgresDatabase,
    // Enough for its planner to prefer indexes; filling takes ten times as long as in a file.
    rows: 20_000,
    engine: (url: string) => postgresEngine(url, clock),
    explain: 'explain',
    whole: /Seq Scan on (calls|messages|people|pictures|settings|usage)\b/,
  },
])(
  'asks nothing of the database that grows with $rows rows of history: $name',
  async ({ open, rows, engine, explain, whole }) => {
    await using storage = await open();
    await (await openStore({ url: storage.url })).close();
    const filling = new Kysely<Tables>({ dialect: engine(storage.url).dialect });
    for (const statement of history(rows, clock.now())) await sql.raw(statement).execute(filling);
    await filling.destroy();
    const { database, statements } = await statementsOf(engine(storage.url));
    expect(statements.length).toBeGreaterThan(40);
    for (const { sql: text, parameters } of statements) {
      const plan = await database.executeQuery(CompiledQuery.raw(`${explain} ${text}`, [...parameters]));
      expect(JSON.stringify(plan.rows), text).not.toMatch(whole);
    }
    await database.destroy();
  },
  60_000,
);
