import fc from 'fast-check';
import { describe, it } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { emptyPostgres, postgresDatabase, sqliteDatabase } from './databases.ts';
import { type Action, play } from './lane-model.ts';

const process = fc.nat(1);
const which = fc.nat(50);
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('add'), process, person: fc.constantFrom('ada', 'bob', 'eve') }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('claim'), process }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('settle'),
      which,
      ending: fc.constantFrom('done', 'done', 'refused', 'failed', 'cancelled', 'again'),
      paid: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('charge'), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel'), process, which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('renew'), process }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash'), process }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wait'), milliseconds: fc.constantFrom(1000, 14_000, 16_000) }),
  },
);
const rules = fc.record({ concurrency: fc.integer({ min: 1, max: 3 }), calls: fc.integer({ min: 1, max: 12 }) });
const games = fc.tuple(rules, fc.array(action, { minLength: 10, maxLength: 40 }));

describe('lane, whatever happens', () => {
  const keeps = 'keeps limits, fairness and quotas, and ends every picture once';

  it(`${keeps}: SQLite`, async () => {
    const property = fc.asyncProperty(games, async ([game, actions]) => {
      await using database = await sqliteDatabase();
      await play(database.url, game, actions);
    });
    await fc.assert(property, { numRuns: 60 });
  }, 60_000);

  it(`${keeps}: PostgreSQL`, async () => {
    await using database = await postgresDatabase();
    const property = fc.asyncProperty(games, ([game, actions]) => play(database.url, game, actions));
    await (await openStore({ url: database.url })).close();
    await fc.assert(
      property.beforeEach(() => emptyPostgres(database.url)),
      { numRuns: 5 },
    );
  }, 60_000);
});
