import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { type Engine, openStorage, startEngine } from '../src/engine.ts';
import { plainPaint } from '../src/sandbox/plain-picture.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/server.ts';
import { openStore } from '../src/store/store.ts';
import { invocationOf } from './fakes/invocation.ts';
import { recordedLog } from './fakes/log.ts';
import { type RecordedSurface, recordedSurface } from './fakes/surface.ts';
import { sqliteDatabase, type TestDatabase } from './store/databases.ts';

let database: TestDatabase;
let folder: string;
let sandbox: Sandbox;
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
  const config = readConfig({
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
