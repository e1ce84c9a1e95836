import { CompiledQuery, Kysely, sql } from 'kysely';
import { expect, it } from 'vitest';
import { admit } from '../../src/core/admission.ts';
import { orders } from '../../src/core/gallery.ts';
import type { SettingKey } from '../../src/core/settings.ts';
import { createAccess } from '../../src/store/access.ts';
import { createAlbum } from '../../src/store/album/album.ts';
import type { Engine } from '../../src/store/engine.ts';
import { forgetBefore } from '../../src/store/forget.ts';
import { createCuration } from '../../src/store/galleries/curation.ts';
import { createGalleries } from '../../src/store/galleries/galleries.ts';
import type { GalleryParts } from '../../src/store/galleries/parts.ts';
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
import { bindingOf } from '../fakes/galleries.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { postgresDatabase, sqliteDatabase } from './databases.ts';
import { den, everything, starOf } from './gallery-contract.ts';
import { history } from './history.ts';
import { allJobs } from './jobs.ts';
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
  await askGalleries({ ...holding, engine: engine.galleries });
  await notices.close();
  return { database, statements: statements.filter(({ sql: text }) => /^(select|update|insert|delete)/.test(text)) };
}

/** Everything that people, pages and the curator ask of galleries. */
async function askGalleries(parts: GalleryParts): Promise<void> {
  const [galleries, curation] = [createGalleries(parts), createCuration(parts)];
  const { id, address, code } = await galleries.create({ name: 'Foxes', rules: everything });
  for (const by of [{ id }, { address }, { code }]) await galleries.find(by);
  const binding = bindingOf({ ...den, gallery: id });
  await galleries.bind(binding);
  for (const of of [{ gallery: id }, { channel: 'wall' }, { community: 'den' }]) await galleries.bindings(of);
  await galleries.revoke(id);
  await galleries.star('old8', 0, starOf('ada', { message: 'message8' }));
  await galleries.clearStars('message8', clock.now());
  await galleries.agree({ invocation: 'old8', n: 0 }, 'web', true);
  const wholes = [{ gallery: 'gallery1' }, { channel: 'channel7' }, { person: 'person7' }] as const;
  for (const of of wholes)
    for (const order of orders)
      for (const cursor of [{}, { after: 'recipe31' }, { before: 'recipe31' }])
        for (const web of 'gallery' in of ? [true, false] : [false])
          await galleries.page({ of, order, web, limit: 24, ...cursor });
  await galleries.page({ of: { gallery: 'gallery1' }, order: 'newest', words: 'fox', limit: 24 });
  await galleries.page({ of: { gallery: 'gallery1' }, order: 'stars', words: 'fox', limit: 24, after: 'recipe31' });
  await galleries.exhibit('gallery1', 'recipe31', true);
  await galleries.best('gallery1', clock.now(), 10);
  await galleries.count('gallery1', true, 100);
  for (let looks = 0; looks < 3; looks++) {
    const [touched] = await curation.touched(50);
    const candidate = touched && (await curation.candidate(touched.picture));
    if (touched && candidate)
      await curation.decide(touched, admit(candidate, { isOld: touched.isOld, now: clock.now(), isOpen: true }));
    await galleries.change(id, { rules: everything, visibility: 'public' });
  }
  for (const job of await allJobs(curation, 8)) {
    await curation.scene(job);
    await curation.end(job, { kind: 'done', address: {}, message: 'hung', shown: 'x' });
    await curation.end(job, { kind: 'later', address: {}, wait: 1 });
    await curation.end(job, { kind: 'gone' });
  }
  await curation.stop('wall', 'permission_missing');
  await curation.exhibit(id, '2023-11-14');
  const plain = await curation.plain(10);
  for (const exhibit of plain) await curation.setThumbhash(exhibit, '');
  await galleries.reconsider('person7');
  await galleries.unbind('wall');
  await galleries.erase('person7');
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
      /SCAN (calls|messages|people|pictures|settings|usage|entries|stars|answers|hangings|exhibited|touched|bindings)\b(?! USING (COVERING )?INDEX (calls_open|pictures_running|pictures_waiting|touched_due|touched_owner|hangings_owner|entries_plain))|TEMP B-TREE FOR ORDER BY/,
  },
  {
    name: 'PostgreSQL',
    open: postgresDatabase,
    // Enough for its planner to prefer indexes; filling takes ten times as long as in a file.
    rows: 20_000,
    engine: (url: string) => postgresEngine(url, clock),
    explain: 'explain',
    whole:
      /Seq Scan on (calls|messages|people|pictures|settings|usage|entries|stars|answers|hangings|exhibited|touched|bindings)\b/,
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
    const slow: string[] = [];
    for (const { sql: text, parameters } of statements) {
      const { rows } = await database.executeQuery(CompiledQuery.raw(`${explain} ${text}`, [...parameters]));
      const plan = JSON.stringify(rows);
      if (whole.test(plan)) slow.push(`${text}\n${plan}`);
    }
    expect(slow).toEqual([]);
    await database.destroy();
  },
  60_000,
);
