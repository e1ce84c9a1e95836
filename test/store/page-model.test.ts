import fc from 'fast-check';
import { Kysely } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Galleries } from '../../src/core/gallery.ts';
import { createAccess } from '../../src/store/access.ts';
import { createGalleries } from '../../src/store/galleries/galleries.ts';
import { searchWalking } from '../../src/store/galleries/postgres-search.ts';
import { createTouches } from '../../src/store/galleries/touch.ts';
import { createNotices } from '../../src/store/notices.ts';
import { postgresEngine } from '../../src/store/postgres.ts';
import { openStore } from '../../src/store/store.ts';
import type { Tables } from '../../src/store/tables.ts';
import { postgresDatabase, sqliteDatabase } from './databases.ts';
import { jumpingClock } from './jumping-clock.ts';
import { fillBoth, queries } from './page-model.ts';

/** PostgreSQL as it looks among many pictures: the few that are looked through first do not fill a page. */
function amongMany(url: string): Galleries & AsyncDisposable {
  const clock = jumpingClock();
  const engine = postgresEngine(url, clock);
  const database = new Kysely<Tables>({ dialect: engine.dialect });
  const notices = createNotices(database, { ...engine, wire: undefined }, clock);
  const access = createAccess(database, engine, notices, clock);
  const holding = { access, clock, owner: 'me', lease: 15_000, touches: createTouches() };
  return {
    ...createGalleries({ ...holding, engine: { ...engine.galleries, search: searchWalking({ near: 5, far: 7 }) } }),
    async [Symbol.asyncDispose]() {
      await notices.close();
      await database.destroy();
    },
  };
}

const engines = [
  { engine: 'SQLite', open: sqliteDatabase, others: () => undefined },
  { engine: 'PostgreSQL', open: postgresDatabase, others: amongMany },
];

describe.each(engines)('pages of galleries: $engine', ({ open, others }) => {
  it('show what is asked for and nothing else, in its order, from any picture on', async () => {
    await using database = await open();
    await using store = await openedStore(database.url);
    const { gallery, recipes, model } = await fillBoth(store);
    await using other = others(database.url);
    const recipesOf = (page: readonly { readonly recipe: string }[]) => page.map(({ recipe }) => recipe);
    const found = fc.asyncProperty(queries(gallery, recipes), async (query) => {
      const expected = recipesOf(await model.page(query));
      expect(recipesOf(await store.galleries.page(query))).toEqual(expected);
      if (other) expect(recipesOf(await other.page(query))).toEqual(expected);
    });
    await fc.assert(found, { numRuns: 120 });
    // The pages are not empty all the time.
    for (const order of ['newest', 'stars'] as const) {
      const all = recipesOf(await store.galleries.page({ of: { gallery }, order, limit: 99 }));
      expect(all.length).toBeGreaterThan(5);
      const sought = recipesOf(await store.galleries.page({ of: { gallery }, order, words: 'dawn', limit: 99 }));
      expect(sought.length).toBeGreaterThan(2);
    }
  }, 60_000);
});

async function openedStore(url: string) {
  const store = await openStore({ url, clock: jumpingClock() });
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
}
