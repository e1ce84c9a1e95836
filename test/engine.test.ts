import { mkdir, mkdtemp, readdir, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Config, readConfig } from '../src/config.ts';
import type { Images } from '../src/core/image.ts';
import { Problem } from '../src/core/problem.ts';
import { type Engine, openStorage, startEngine } from '../src/engine.ts';
import { plainPaint } from '../src/sandbox/plain-picture.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/server.ts';
import { openStore } from '../src/store/store.ts';
import { invocationOf } from './fakes/invocation.ts';
import { type RecordedLog, recordedLog } from './fakes/log.ts';
import { type RecordedSurface, recordedSurface } from './fakes/surface.ts';
import { sqliteDatabase, type TestDatabase } from './store/databases.ts';
import { jumpingClock } from './store/jumping-clock.ts';

let database: TestDatabase;
let folder: string;
let sandbox: Sandbox;
let config: Config;
let engine: Engine;
let painting: PromiseWithResolvers<void>;

beforeEach(async () => {
  painting = Promise.withResolvers();
  database = await sqliteDatabase();
  folder = await mkdtemp(join(tmpdir(), 'easel-'));
  sandbox = await startSandbox({
    async paint(order, signal) {
      await painting.promise;
      return plainPaint(order, signal);
    },
  });
  config = readConfig({
    ...{ DATABASE_URL: database.url, IMAGES_URL: `file:${folder}` },
    ...{ IMAGE_API_URL: sandbox.url, IMAGE_API_KEY: 'k', IMAGE_API_CONCURRENCY: '2' },
  });
  engine = await startEngine(config, recordedLog(), 'service', await openStorage(config));
});
afterEach(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
  await database[Symbol.asyncDispose]();
});

/** Everybody asks for a picture, and has heard that it will be painted. */
async function ask(names: readonly string[]): Promise<readonly RecordedSurface[]> {
  const asked = names.map((name) => {
    const surface = recordedSurface();
    const who = { id: `discord:${name}`, person: { id: `discord:${name}`, name }, askedAt: Date.now() };
    void engine.bot.run(invocationOf(`${name} --no-enhance`, who), surface);
    return surface;
  });
  await Promise.all(asked.map((surface) => surface.reached(1)));
  return asked;
}

const pictures = (surfaces: readonly RecordedSurface[]) =>
  surfaces.filter(({ shown }) => shown.some(({ images }) => images?.length)).length;

it('finishes at its end what is being painted, begins nothing more, and leaves the rest of the line to others', async () => {
  const names = Array.from({ length: 10 }, (_, n) => `fox${n}`);
  const surfaces = await ask(names);
  await sandbox.nextCall();
  await sandbox.nextCall();
  const deaf = Promise.withResolvers<void>();
  const closed = engine.close(() => deaf.promise);
  // Whoever asks until nobody listens any more is taken, and put in line.
  const [late] = await ask(['late']);
  painting.resolve();
  deaf.resolve();
  await closed;
  expect(sandbox.calls).toHaveLength(2);
  expect(pictures(surfaces)).toBe(2);
  // Nobody was told that anything had failed.
  const last = [...surfaces, late].map((surface) => surface?.shown.at(-1)?.state);
  expect(last.toSorted()).toEqual(['done', 'done', ...Array(9).fill('working')]);

  const { journal, lane, close } = await openStore({ url: database.url });
  expect(await journal.takeUp(20)).toHaveLength(9);
  const states = await Promise.all(
    [...names, 'late'].map((name) => lane.find({ invocation: `discord:${name}`, n: 0 })),
  );
  expect(states.map((standing) => standing?.state).toSorted()).toEqual(['done', 'done', ...Array(9).fill('waiting')]);
  await close();
});

it('deletes the file of a picture that was deleted long ago, as soon as the disk lets it', async () => {
  const [surface] = await ask(['fox']);
  await sandbox.nextCall();
  painting.resolve();
  await engine.close();
  const image = surface?.shown.at(-1)?.images?.[0]?.image ?? expect.fail('no picture');
  // Back then.
  const { album, close } = await openStore({ url: database.url, clock: jumpingClock() });
  expect(await album.remove('discord:fox')).toBe(1);
  await close();

  async function live(remove: Images['remove']): Promise<RecordedLog> {
    const { store, images } = await openStorage(config);
    const log = recordedLog();
    const next = await startEngine(config, log, 'service', { store, images: { ...images, remove } });
    await next.close();
    return log;
  }
  const broken = await live(() => Promise.reject(new Problem('storage_failed', {}, { hint: 'disk' })));
  expect(broken.lines).toMatchObject([{ level: 'warn', fields: { hint: 'disk' } }]);
  const { images, store } = await openStorage(config);
  await images.open(image);
  const well = await live(images.remove);
  expect(well.lines).toEqual([]);
  await expect(images.open(image)).rejects.toMatchObject({ code: 'storage_failed' });
  expect(await store.album.of('discord:fox')).toEqual([]);
  await store.close();
});

it('takes the smaller copies of a deleted picture with it, and tries again what could not be deleted', async () => {
  const [surface] = await ask(['fox']);
  await sandbox.nextCall();
  painting.resolve();
  await expect.poll(() => surface?.shown.at(-1)?.state).toBe('done');
  const image = surface?.shown.at(-1)?.images?.[0]?.image ?? expect.fail('no picture');
  const files = async () => (await readdir(folder, { recursive: true })).filter((name) => name.includes(image.key));
  for (const kind of ['512', 'card'] as const) await engine.thumbnails.open(image, kind);
  expect(await files()).toHaveLength(3);
  await engine.close();
  const { album, close } = await openStore({ url: database.url, clock: jumpingClock() });
  await album.remove('discord:fox');
  await close();

  async function live(): Promise<RecordedLog> {
    const log = recordedLog();
    await (await startEngine(config, log, 'service', await openStorage(config))).close();
    return log;
  }
  // A folder in its place is no file that can be deleted.
  const stuck = join(folder, image.key.slice(0, 2), `${image.key}-1024.webp`);
  await mkdir(stuck);
  expect((await live()).lines).toMatchObject([
    { level: 'warn', fields: { hint: 'IMAGES_URL: smaller copies could not be deleted' } },
  ]);
  await rmdir(stuck);
  expect((await live()).lines).toEqual([]);
  expect(await files()).toEqual([]);
  const { store } = await openStorage(config);
  expect(await store.album.of('discord:fox')).toEqual([]);
  await store.close();
});
