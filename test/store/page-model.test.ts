import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { postgresDatabase, sqliteDatabase } from './databases.ts';
import { jumpingClock } from './jumping-clock.ts';
import { fillBoth, queries } from './page-model.ts';

const engines = [
  { engine: 'SQLite', open: sqliteDatabase },
  { engine: 'PostgreSQL', open: postgresDatabase },
];

describe.each(engines)('pages of galleries: $engine', ({ open }) => {
  it('show what is asked for and nothing else, in its order, from any picture on', async () => {
    await using database = await open();
    const store = await openStore({ url: database.url, clock: jumpingClock() });
    const { gallery, recipes, model } = await fillBoth(store);
    const recipesOf = (page: readonly { readonly recipe: string }[]) => page.map(({ recipe }) => recipe);
    const found = fc.asyncProperty(queries(gallery, recipes), async (query) => {
      expect(recipesOf(await store.galleries.page(query))).toEqual(recipesOf(await model.page(query)));
    });
    await fc.assert(found, { numRuns: 200 });
    // The pages are not empty all the time.
    for (const order of ['newest', 'stars'] as const) {
      const all = recipesOf(await store.galleries.page({ of: { gallery }, order, limit: 99 }));
      expect(all.length).toBeGreaterThan(9);
      const sought = recipesOf(await store.galleries.page({ of: { gallery }, order, words: 'dawn', limit: 99 }));
      expect(sought.length).toBeGreaterThan(3);
    }
    await store.close();
  });
});
