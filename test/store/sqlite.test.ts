import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, open, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { LaneEvent } from '../../src/core/lane.ts';
import { Problem } from '../../src/core/problem.ts';
import { readRecipe } from '../../src/core/recipe.ts';
import { openNodeSqlite } from '../../src/store/node-sqlite.ts';
import { openStore } from '../../src/store/store.ts';
import { storeContract } from '../contracts/store-contract.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { sqliteDatabase } from './databases.ts';
import { allAtOnce, claimed, freely, line, oneAtATime, orderOf } from './orders.ts';

storeContract({ name: 'SQLite', open: sqliteDatabase });

const pathOf = (url: string) => url.slice('file:'.length);

/** The hint for the operator when opening fails. */
async function refusal(url: string): Promise<string | undefined> {
  const error: unknown = await openStore({ url }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Problem && error.code === 'storage_failed' ? error.hint : `not a problem: ${error}`;
}

describe('SQLite file', () => {
  it('is made with its folder and keeps a log', async () => {
    await using database = await sqliteDatabase();
    const path = `${dirname(pathOf(database.url))}/nested/folder/easel.db`;
    await (await openStore({ url: `file:${path}` })).close();
    const file = openNodeSqlite(path);
    expect(file.prepare('pragma journal_mode').all([])).toEqual([{ journal_mode: 'wal' }]);
    // What this leaves out is `flush`.
    expect(file.prepare('pragma synchronous').all([])).toEqual([{ synchronous: 1 }]);
    expect(() => file.prepare('select ?').all([true])).toThrow('text and numbers only');
    file.close();
  });

  it('is refused in words when it is damaged', async () => {
    await using database = await sqliteDatabase();
    await writeFile(pathOf(database.url), 'this is no database, and longer than the header of one would be '.repeat(9));
    expect(await refusal(database.url)).toMatch(/damaged or is no database; restore a backup/);
    await rm(pathOf(database.url));
    await (await openStore({ url: database.url })).close();
    const file = await open(pathOf(database.url), 'r+');
    // The header stays, what it points to is gone.
    await file.write(Buffer.alloc(8 * 4096, 'garbage'), 0, 8 * 4096, 4096);
    await file.close();
    expect(await refusal(database.url)).toMatch(/damaged or is no database; restore a backup/);
  });

  it('sets aside a row that somebody damaged, and goes on with the others', async () => {
    await using database = await sqliteDatabase();
    const store = await openStore({ url: database.url });
    for (const id of ['one', 'two', 'six'])
      await store.journal.accept(invocationOf('a fox', { id }), { token: 'secret' });
    await line(store.lane, 'ada1', 'bob1', 'eve1');
    await store.close();
    const file = new DatabaseSync(pathOf(database.url));
    file.exec(`update pictures set request = '{"prompt":1}' where person = 'ada'`);
    file.exec(`update calls set invocation = '{' where id = 'one'`);
    const { journal, lane, close } = await openStore({ url: database.url });
    file.exec(
      `create trigger full before update of ended_at on calls begin select raise(abort, 'disk I/O error'); end`,
    );
    expect(await journal.takeUp(2)).toMatchObject([{ hold: { id: 'two' } }]);
    file.exec('drop trigger full');
    file.exec(`update calls set lease_until = 0 where id = 'one'`);
    expect(await journal.takeUp(2)).toMatchObject([{ hold: { id: 'six' } }]);
    const ended = { reason: 'unreadable', address: '{}' };
    expect(file.prepare(`select reason, address from calls where id = 'one'`).get()).toEqual(ended);
    expect(await lane.claim(allAtOnce)).toEqual({ kind: 'wait', milliseconds: 1 });
    const claim = await claimed(lane);
    expect(claim.invocation).toBe('bob1');
    const failed = { state: 'failed', problem: { code: 'storage_failed' } };
    expect(await lane.find({ invocation: 'ada1', n: 0 })).toMatchObject(failed);
    await lane.settle(claim, { kind: 'done', generation: generationOf(requestForTests) });
    file.exec(`update pictures set counted = '[' where person = 'eve'`);
    await lane.settle(await claimed(lane), { kind: 'failed', problem: new Problem('service_failed', {}), paid: false });
    expect(await lane.find({ invocation: 'eve1', n: 0 })).toMatchObject({ state: 'failed' });
    file.exec(`update pictures set generation = '{}' where person = 'bob'`);
    const hint = 'DATABASE_URL: a row is not as Easel wrote it';
    await expect(lane.find({ invocation: 'bob1', n: 0 })).rejects.toMatchObject({ code: 'unexpected', hint });
    file.close();
    await close();
  });

  it('shows an album, settings and calls as far as they can be read', async () => {
    await using database = await sqliteDatabase();
    const { journal, lane, album, settings, close } = await openStore({ url: database.url });
    await line(lane, 'ada1', 'ada2', 'ada3', 'ada4');
    for (const _ of [1, 2, 3])
      await lane.settle(await claimed(lane), { kind: 'done', generation: generationOf(requestForTests) });
    await journal.accept(invocationOf('a fox', { id: 'call' }), {});
    const setting = { owner: 'ada', kind: 'preset', name: 'mine' } as const;
    await settings.put({ ...setting, person: 'ada', value: 1 });
    const file = new DatabaseSync(pathOf(database.url));
    file.exec(`update pictures set generation = '{}' where invocation = 'ada1'`);
    file.exec(`update pictures set notes = '{"kinship":"twin","words":"a fox","spoiler":1}' where invocation = 'ada2'`);
    file.exec(`update pictures set notes = '[' where invocation = 'ada3'`);
    file.exec(`update pictures set request = '' where invocation = 'ada4'`);
    file.exec(`update calls set invocation = '{'`);
    file.exec(`update settings set value = '{'`);
    const pictures = await album.recent('ada', { limit: 9 });
    expect(pictures.map(({ invocation, notes }) => [invocation, notes])).toEqual([
      ['ada3', {}],
      ['ada2', { words: 'a fox' }],
    ]);
    expect([await album.of('ada1'), await album.of('ada4')]).toEqual([[], []]);
    expect(await journal.recall('call')).toBeUndefined();
    expect(await settings.get(setting)).toEqual({ ...setting, person: 'ada', value: undefined });
    expect(await album.remove('ada1')).toBe(1);
    await album.purge(Number.MAX_SAFE_INTEGER, () => expect.fail('nobody knows its file'));
    file.close();
    await close();
  });

  it('keeps to itself what is private, also when nobody can read its notes', async () => {
    await using database = await sqliteDatabase();
    const { lane, album, close } = await openStore({ url: database.url });
    await line(lane, 'ada1', 'ada2');
    for (const _ of [1, 2])
      await lane.settle(await claimed(lane), { kind: 'done', generation: generationOf(requestForTests) });
    const file = new DatabaseSync(pathOf(database.url));
    file.exec(`update pictures set private = 1, notes = '[' where invocation = 'ada1'`);
    file.exec(`update pictures set private = 1, notes = '{"private":"for friends"}' where invocation = 'ada2'`);
    for (const call of ['ada1', 'ada2']) expect(await album.of(call)).toMatchObject([{ notes: { private: true } }]);
    file.close();
    await close();
  });

  it('gives a recipe to what an older process has ordered meanwhile', async () => {
    await using database = await sqliteDatabase();
    const { lane, album, close } = await openStore({ url: database.url });
    await line(lane, 'ada1');
    const file = new DatabaseSync(pathOf(database.url));
    file.exec('update pictures set recipe = null');
    expect(await album.of('ada1')).toEqual([]);
    await lane.settle(await claimed(lane), { kind: 'done', generation: generationOf(requestForTests) });
    const [made] = await album.of('ada1');
    expect(readRecipe(made?.recipe ?? '')).toBe(made?.recipe);
    expect(made?.generation).toEqual({ ...generationOf(requestForTests), recipe: made?.recipe });
    file.close();
    await close();
  });

  it('is refused in words when it may not be written', async () => {
    await using database = await sqliteDatabase();
    await (await openStore({ url: database.url })).close();
    const folder = dirname(pathOf(database.url));
    for (const name of await readdir(folder)) await chmod(`${folder}/${name}`, 0o444);
    await chmod(folder, 0o555);
    const script = fileURLToPath(new URL('./open-child.ts', import.meta.url));
    // Root may write everything, so somebody else has to try.
    const someone = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const child = spawn(process.execPath, [script, database.url], { ...someone, stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    await chmod(folder, 0o755);
    expect(said).toMatch(/cannot be opened for writing; look at the owner and rights/);
  });

  it('is refused in words when there can be no such file', async () => {
    expect(await refusal('file:/dev/null/easel.db')).toMatch(/cannot be opened for writing.*EEXIST/);
    expect(await refusal('mysql://user:secret@host/easel')).toMatch(/must be file: and a path, or postgres:/);
  });

  it('on a full disk takes no more calls, and has all that it took', async () => {
    await using database = await sqliteDatabase();
    const script = fileURLToPath(new URL('./full-child.ts', import.meta.url));
    // No file of the child may grow past 2000 blocks of 512 bytes.
    const command = ['-c', 'ulimit -f 2000 && exec "$@"', 'sh', process.execPath, script, database.url];
    const child = spawn('sh', command, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    const { accepted, hint } = JSON.parse(said);
    expect(hint).toMatch(/look at the disk|disk of .* is full/);
    const store = await openStore({ url: database.url });
    const taken = await store.journal.takeUp(1000);
    expect(taken.map(({ hold }) => hold.id)).toEqual(Array.from({ length: accepted }, (_, call) => `call${call}`));
    expect(accepted).toBeGreaterThan(3);
    await store.close();
  });

  it('of a newer Easel is refused in words and left alone', async () => {
    await using database = await sqliteDatabase();
    await (await openStore({ url: database.url })).close();
    const file = new DatabaseSync(pathOf(database.url));
    file.exec('update easel_schema set version = 99');
    expect(await refusal(database.url)).toMatch(/version 99, made by a newer Easel/);
    expect(file.prepare('select version from easel_schema').get()).toEqual({ version: 99 });
    file.close();
  });

  it('may be opened by several processes at the same first moment', async () => {
    await using database = await sqliteDatabase();
    const stores = await Promise.all([0, 1, 2, 3].map(() => openStore({ url: database.url })));
    const added = await Promise.all(stores.map(({ lane }) => lane.add(orderOf('same'), freely)));
    expect(added.filter((result) => result.added)).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('counts no look that changed nothing, or processes would keep waking each other', async () => {
    await using database = await sqliteDatabase();
    const [one, other] = await Promise.all([openStore({ url: database.url }), openStore({ url: database.url })]);
    await line(one.lane, 'ada1');
    await claimed(one.lane, oneAtATime);
    await line(other.lane, 'bob1');
    const heard: LaneEvent[] = [];
    other.lane.subscribe((event) => heard.push(event));
    await one.lane.claim(oneAtATime);
    await one.lane.add(orderOf('ada1', { person: 'ada' }), freely);
    await one.lane.cancel({ invocation: 'nobody', n: 0 });
    await line(other.lane, 'bob2');
    // Had the turn moved, a change of the other process would have been missed.
    expect(heard).toEqual([{ kind: 'waiting', invocation: 'bob2', n: 0 }]);
    await Promise.all([one.close(), other.close()]);
  });

  it('tells another process of a change by a look at the turn', async () => {
    await using database = await sqliteDatabase();
    const [one, other] = await Promise.all([openStore({ url: database.url }), openStore({ url: database.url })]);
    const { promise: heard, resolve } = Promise.withResolvers<unknown>();
    other.lane.subscribe(resolve);
    await line(one.lane, 'ada1');
    expect(await heard).toEqual({ kind: 'unknown' });
    await Promise.all([one.close(), other.close()]);
  });
});
