import { copyFile, readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { postgresDatabase, query, sqliteDatabase } from './databases.ts';
import { jumpingClock } from './jumping-clock.ts';
import { claimed, freely, orderOf } from './orders.ts';

const fixtures = new URL('./fixtures/', import.meta.url);
const files = await readdir(fixtures);

const engines = [
  {
    engine: 'SQLite',
    ending: '.db',
    async restore(file: URL) {
      const database = await sqliteDatabase();
      await copyFile(file, database.url.slice('file:'.length));
      return database;
    },
  },
  {
    engine: 'PostgreSQL',
    ending: '.sql',
    async restore(file: URL) {
      const database = await postgresDatabase();
      await query(database.url, await readFile(file, 'utf8'));
      return database;
    },
  },
];

describe.each(engines)('migrations: $engine', ({ ending, restore }) => {
  const versions = files.filter((name) => name.endsWith(ending));

  it('are tested from the first version on', () => {
    expect(versions).toContain(`version-1${ending}`);
  });

  it.each(versions)('go on with everything in %s', async (name) => {
    await using database = await restore(new URL(name, fixtures));
    const clock = jumpingClock();
    const { journal, lane, close } = await openStore({ url: database.url, clock });
    // Opened twice, because the steps must be remembered.
    await (await openStore({ url: database.url, clock })).close();

    expect(await journal.takeUp(9)).toMatchObject([{ hold: { id: 'open', attempt: 2 }, address: { message: 'open' } }]);
    expect(await journal.end({ id: 'open', attempt: 2 }, 'answered')).toBe(true);

    const state = async (invocation: string) => (await lane.find({ invocation, n: 0 }))?.state;
    const invocations = ['done', 'failed', 'running', 'waiting'];
    expect(await Promise.all(invocations.map(state))).toEqual(invocations);
    expect(await lane.find({ invocation: 'done', n: 0 })).toEqual({
      state: 'done',
      generation: generationOf(requestForTests),
    });
    expect(await lane.find({ invocation: 'failed', n: 0 })).toMatchObject({
      problem: { code: 'service_timeout', facts: { seconds: 120 } },
    });
    const usage = () => lane.usage([{ scope: 'everyone', id: '', period: 'month' }]);
    expect(await usage()).toMatchObject([{ pictures: 3, money: 96_000 }]);

    expect(await lane.add(orderOf('waiting', { person: 'waiting' }), freely)).toMatchObject({ added: false });
    await lane.add(orderOf('new'), freely);
    expect(await claimed(lane)).toMatchObject({ invocation: 'running', attempt: 2, repeated: true });
    const next = await claimed(lane);
    expect(next).toMatchObject({ invocation: 'waiting', person: 'waiting', request: requestForTests, attempt: 1 });
    expect(await lane.settle(next, { kind: 'done', generation: generationOf(requestForTests) })).toBe(true);
    expect(await claimed(lane)).toMatchObject({ invocation: 'new' });
    // The lost attempt may have been paid.
    expect(await usage()).toMatchObject([{ pictures: 4, money: 160_000 }]);
    await close();
  });
});
