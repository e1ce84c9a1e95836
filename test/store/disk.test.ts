import { copyFile, readlink } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { createAccess } from '../../src/store/access.ts';
import { createTouches } from '../../src/store/galleries/touch.ts';
import { createJournal } from '../../src/store/journal/journal.ts';
import { createLane } from '../../src/store/lane/lane.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openNodeSqlite } from '../../src/store/node-sqlite.ts';
import { createNotices } from '../../src/store/notices.ts';
import { sqliteEngine } from '../../src/store/sqlite.ts';
import type { Tables } from '../../src/store/tables.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { sqliteDatabase } from './databases.ts';
import { jumpingClock } from './jumping-clock.ts';
import { claimed, freely, orderOf } from './orders.ts';

it('waits for the disk after every commit, and for nothing else', async () => {
  await using database = await sqliteDatabase();
  let waits = 0;
  const file = openNodeSqlite(database.url.slice('file:'.length), async (descriptor) => {
    expect(await readlink(`/proc/self/fd/${descriptor}`).catch(() => 'easel.db-wal')).toMatch(/easel\.db-wal$/);
    waits += 1;
  });
  const waitsOf = async (...statements: readonly string[]) => {
    const before = waits;
    for (const sql of statements) {
      const { reader, all, run } = file.prepare(sql);
      reader ? all([]) : run([]);
    }
    await file.flush();
    return waits - before;
  };
  expect(await waitsOf('create table foxes (name text)')).toBe(1);
  expect(await waitsOf(`insert into foxes values ('ada')`)).toBe(1);
  expect(await waitsOf(`insert into foxes values ('bob') returning name`)).toBe(1);
  expect(await waitsOf('select * from foxes')).toBe(0);
  expect(await waitsOf('begin', 'delete from foxes')).toBe(0);
  expect(await waitsOf('rollback')).toBe(0);
  expect(await waitsOf('begin', 'delete from foxes', 'commit')).toBe(1);
  file.close();
});

it('does not trust a disk that failed, but copies everything out of the log', async () => {
  await using database = await sqliteDatabase();
  const path = database.url.slice('file:'.length);
  const answers = [() => Promise.reject(new Error('input/output error')), () => Promise.resolve()];
  const file = openNodeSqlite(path, () => answers.shift()?.() ?? Promise.resolve());
  file.prepare('create table foxes (name text)').run([]);
  await expect(file.flush()).rejects.toThrow('input/output error');
  await file.flush();
  await copyFile(path, `${path}.copy`);
  const copy = new DatabaseSync(`${path}.copy`);
  expect(copy.prepare('select count(*) as count from foxes').get()).toEqual({ count: 0 });
  copy.close();
  file.close();
});

it('is on the disk before anybody acts on it', async () => {
  const waits: string[] = [];
  const flush = async () => void waits.push('disk');
  const engine = { ...sqliteEngine('file::memory:'), flush };
  const database = new Kysely<Tables>({ dialect: engine.dialect });
  await migrate(database, engine.lock);
  const clock = jumpingClock();
  const notices = createNotices(database, engine, clock);
  const access = createAccess(database, engine, notices, clock);
  const holding = { access, clock, owner: 'me', lease: 15_000, touches: createTouches() };
  const [journal, lane] = [createJournal(holding), createLane({ ...holding, notices })];
  const step = async <Result>(name: string, work: Promise<Result>) => {
    const result = await work;
    waits.push(name);
    return result;
  };
  const hold = await step('accept', journal.accept(invocationOf('a fox'), {}));
  await step('flush', journal.flush());
  await step('add', lane.add(orderOf('a'), freely));
  await step('find', lane.find(orderOf('a')));
  const claim = await step('claim', claimed(lane));
  await step('settle', lane.settle(claim, { kind: 'done', generation: generationOf(requestForTests) }));
  await step('find', lane.find(orderOf('a')));
  if (hold) await step('acknowledged', journal.acknowledged(hold));
  if (hold) await step('move', journal.move(hold, {}, undefined));
  if (hold) await step('end', journal.end(hold, 'answered'));
  expect(waits.join(' ')).toBe(
    'accept disk flush add find disk claim disk settle disk find disk acknowledged disk move disk end',
  );
  await notices.close();
  await database.destroy();
});
