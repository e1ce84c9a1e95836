import { copyFile, readdir, readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/core/lane.ts';
import { Problem } from '../../src/core/problem.ts';
import { readRecipe } from '../../src/core/recipe.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { bindingOf, galleryOf } from '../fakes/galleries.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { curate } from './curate.ts';
import { postgresDatabase, query, sqliteDatabase } from './databases.ts';
import { allJobs } from './jobs.ts';
import { type JumpingClock, jumpingClock } from './jumping-clock.ts';
import { kept } from './kept.ts';
import { claimed, freely, orderOf } from './orders.ts';

const fixtures = new URL('./fixtures/', import.meta.url);
const files = await readdir(fixtures);

const engines = [
  {
    engine: 'SQLite',
    ending: '.db',
    async restore(file: URL) {
      const database = await sqliteDatabase();
      const path = database.url.slice('file:'.length);
      await copyFile(file, path);
      const fill = async (statement: string) => {
        using open = new DatabaseSync(path);
        open.exec(statement);
      };
      return { ...database, fill };
    },
  },
  {
    engine: 'PostgreSQL',
    ending: '.sql',
    async restore(file: URL) {
      const database = await postgresDatabase();
      await query(database.url, await readFile(file, 'utf8'));
      return { ...database, fill: (statement: string) => query(database.url, statement) };
    },
  },
];

/** Pictures of before there were recipes are in the album like any other. `running`: what is being painted. */
async function expectAlbum(
  { lane, album }: Store,
  {
    running,
    isPlaceNoted,
    clock,
  }: { readonly running: readonly Claim[]; readonly isPlaceNoted: boolean; readonly clock: JumpingClock },
): Promise<void> {
  const old = ['done', 'failed', 'running', 'waiting'];
  const pictures = (await Promise.all(old.map((invocation) => album.of(invocation)))).flat();
  expect(new Set(pictures.map(({ recipe }) => recipe)).size).toBe(old.length);
  const [made] = pictures;
  const generation = { ...generationOf(requestForTests), recipe: made?.recipe };
  const common = { invocation: 'done', person: 'done', state: 'done', notes: {}, request: requestForTests };
  const message = { key: 'discord:5', channel: 'fox-lovers', community: 'den' };
  const place = isPlaceNoted ? { community: 'den', message } : { community: undefined, message: undefined };
  expect(made).toMatchObject({ ...common, generation, ...place });
  expect(await album.find(made?.recipe ?? '')).toEqual(made);
  expect(await album.recent('done', { limit: 9 })).toEqual([made]);
  expect(await album.recent('done', { limit: 9, channel: 'nowhere' })).toEqual([]);
  // Its file is known: it is deleted once the last picture with it is.
  expect(await album.remove('done')).toBe(1);
  clock.jump(1);
  await album.purge(clock.now(), () => expect.fail('the other one needs it'));
  const problem = new Problem('service_failed', {});
  for (const claim of running) await lane.settle(claim, { kind: 'failed', problem, paid: false });
  expect(await album.remove('waiting')).toBe(1);
  clock.jump(1);
  const gone: string[] = [];
  await album.purge(clock.now(), async ({ key }) => void gone.push(key));
  expect(gone).toEqual(['a'.repeat(64)]);
}

/** So many pictures of Eve's, made by a call before there were recipes. */
const longHistory = (
  rows: number,
) => `insert into pictures (id, invocation, n, person, channel, request, model, pixels, state, round,
      seat, step, ordered_at, attempt, overloads, lost, stop_asked, price, cost, counted, generation)
      with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < ${rows})
      select 100 + i, 'long', i, 'eve', channel, request, model, pixels, state, round, seat, step, ordered_at, attempt,
        overloads, lost, stop_asked, price, cost, counted, generation from numbers, pictures where invocation = 'done'`;

describe.each(engines)('migrations: $engine', ({ ending, restore }) => {
  const versions = files.filter((name) => name.endsWith(ending));

  it('are tested from the first version on', () => {
    expect(versions).toContain(`version-1${ending}`);
  });

  it.each(versions)('go on with everything in %s', async (name) => {
    await using database = await restore(new URL(name, fixtures));
    const clock = jumpingClock();
    const store = await openStore({ url: database.url, clock });
    const { journal, lane, forget, close } = store;
    // Opened twice, because the steps must be remembered.
    await (await openStore({ url: database.url, clock })).close();

    expect(await journal.takeUp(9)).toMatchObject([{ hold: { id: 'open', attempt: 1 }, address: { message: 'open' } }]);
    expect(await journal.end({ id: 'open', attempt: 1 }, 'answered')).toBe(true);

    const state = async (invocation: string) => (await lane.find({ invocation, n: 0 }))?.state;
    const invocations = ['done', 'failed', 'running', 'waiting'];
    expect(await Promise.all(invocations.map(state))).toEqual(invocations);
    expect(await lane.find({ invocation: 'done', n: 0 })).toEqual({
      state: 'done',
      generation: kept(generationOf(requestForTests)),
    });
    expect(await lane.find({ invocation: 'failed', n: 0 })).toMatchObject({
      problem: { code: 'service_timeout', facts: { seconds: 120 } },
    });
    const usage = () => lane.usage([{ scope: 'everyone', id: '', period: 'month' }]);
    expect(await usage()).toMatchObject([{ pictures: 3, money: 96_000 }]);

    expect(await lane.add(orderOf('waiting', { person: 'waiting' }), freely)).toMatchObject({ added: false });
    await lane.add(orderOf('new'), freely);
    const again = await claimed(lane);
    expect(again).toMatchObject({ invocation: 'running', attempt: 2, repeated: true });
    const next = await claimed(lane);
    expect(next).toMatchObject({ invocation: 'waiting', person: 'waiting', request: requestForTests, attempt: 1 });
    expect(await lane.settle(next, { kind: 'done', generation: generationOf(requestForTests) })).toBe(true);
    const last = await claimed(lane);
    expect(last).toMatchObject({ invocation: 'new' });
    // The lost attempt may have been paid.
    expect(await usage()).toMatchObject([{ pictures: 4, money: 160_000 }]);
    const isPlaceNoted = Number(/\d+/.exec(name)) >= 6;
    await expectAlbum(store, { running: [again, last], isPlaceNoted, clock });
    expect(await journal.recall('answered')).toMatchObject({ input: { text: 'a fox' } });
    await forget(clock.now());
    expect(await journal.recall('answered')).toBeUndefined();
    await close();
  });

  it('let people look for what was made before there were galleries, and hang nothing of it', async () => {
    await using database = await restore(new URL(`version-6${ending}`, fixtures));
    const store = await openStore({ url: database.url });
    const gallery = await store.galleries.create({ name: 'Foxes', rules: galleryOf().rules });
    const bound = { gallery: gallery.id, channel: 'discord:wall', source: 'fox-lovers' };
    await store.galleries.bind(bindingOf(bound));
    await curate(store);
    for (const words of [undefined, 'FOXES, dawn']) {
      const page = await store.galleries.page({ of: { gallery: gallery.id }, order: 'newest', words, limit: 9 });
      expect(page.map(({ invocation }) => invocation)).toEqual(['done']);
    }
    expect(await allJobs(store.curation, 9)).toEqual([]);
    await store.close();
  });

  it('find what a message of before shows', async () => {
    await using database = await restore(new URL(`version-5${ending}`, fixtures));
    const { journal, close } = await openStore({ url: database.url });
    expect(await journal.shownBy('discord:5')).toEqual({ about: 'done' });
    await close();
  });

  it('give every picture of a long history its own recipe', async () => {
    await using database = await restore(new URL(`version-5${ending}`, fixtures));
    const rows = 2500;
    await database.fill(longHistory(rows));
    const { album, close } = await openStore({ url: database.url });
    const recipes = new Set((await album.of('long')).map(({ recipe }) => recipe));
    expect(recipes.size).toBe(rows);
    for (const recipe of recipes) expect(readRecipe(recipe)).toBe(recipe);
    await close();
  });

  it('look at a long history a few hundred pictures at a time, while others hold some of them', async () => {
    await using database = await restore(new URL(`version-5${ending}`, fixtures));
    const rows = 1200;
    await database.fill(longHistory(rows));
    const clock = jumpingClock();
    const { galleries, curation, close } = await openStore({ url: database.url, clock });
    const old = await curation.touched(rows);
    expect(old.map(({ isOld }) => isOld)).toEqual(Array(rows).fill(true));
    await curation.touched(rows);
    await galleries.reconsider('eve');
    // Three batches, and one that finds that there are no more.
    for (let looks = 0; looks < 4; looks++) expect(await curation.touched(rows)).toEqual([]);
    clock.jump(15_000);
    const touched = await curation.touched(2 * rows);
    expect(touched.filter(({ isOld }) => !isOld)).toHaveLength(rows);
    await close();
  });
});
