import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { sentenceOf } from '../../commands/replies.ts';
import { Problem } from '../../src/core/problem.ts';
import { plainPaint } from '../../src/sandbox/plain-picture.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { startFakeDiscord } from '../fakes/discord.ts';
import { runProgram } from './program.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';

const refusal = sentenceOf(new Problem('storage_failed', {}), 'en');

/** The whole program, painting one picture at a time, whose painter waits to be released. */
async function openWorld(disk: SmallDisk, onDisk: 'pictures' | 'everything') {
  const folder = await mkdtemp(join(tmpdir(), 'easel-'));
  const release = Promise.withResolvers<void>();
  const [discord, sandbox] = await Promise.all([
    startFakeDiscord({ openApi: false, limited: false }),
    startSandbox({
      async paint(order, signal) {
        await release.promise;
        return plainPaint(order, signal);
      },
    }),
  ]);
  const settings = {
    IMAGE_API_URL: sandbox.url,
    IMAGE_API_KEY: 'k',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    IMAGES_URL: `file:${disk.path}/images`,
    DATABASE_URL: `file:${onDisk === 'everything' ? disk.path : folder}/easel.db`,
  };
  const program = runProgram([], settings, folder);
  await program.says('"ready"');
  const ada = discord.user('Ada');
  let asked = 0;
  return {
    release: release.resolve,
    says: program.says,
    /** How many pictures were paid for. */
    paid: () => sandbox.calls.length,
    begun: () => sandbox.nextCall(),
    async ask() {
      const call = await ada.runs('/imagine', { prompt: `a fox ${++asked}`, seed: asked });
      return {
        shown: () => call.message(({ images }) => images.length > 0),
        /** What Easel says of it besides progress. */
        answer: async () => (await call.message(({ text, images }) => text === refusal || images.length > 0)).text,
      };
    },
    async [Symbol.asyncDispose]() {
      await program.close();
      await Promise.all([discord.close(), sandbox.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** A disk, or the test says that it did not run. */
async function smallDisk({ skip }: TestContext): Promise<SmallDisk> {
  return (await mountSmallDisk()) ?? skip('NOT RUN: a small disk can only be mounted by root');
}

// Each starts the whole program.
describe.concurrent('a disk', { timeout: 60_000 }, () => {
  it('for pictures that is nearly full: nothing new is taken or paid, and what was accepted comes when there is room', async (context) => {
    await using disk = await smallDisk(context);
    await using world = await openWorld(disk, 'pictures');
    const first = await world.ask();
    await world.begun();
    const waiting = await world.ask();
    await disk.fill(16);
    world.release();
    await first.shown();
    await world.says('no picture can be begun');
    expect(await (await world.ask()).answer()).toBe(refusal);
    expect(world.paid()).toBe(1);
    await disk.clear();
    await waiting.shown();
    await world.says('pictures can be kept again');
    await (await world.ask()).shown();
    expect(world.paid()).toBe(3);
  });

  it.for(['full', 'read-only'])(
    'for pictures that is %s: what is paid for is kept until it can be written',
    async (how, context) => {
      await using disk = await smallDisk(context);
      await using world = await openWorld(disk, 'pictures');
      const first = await world.ask();
      await world.begun();
      await (how === 'full' ? disk.fill(0) : disk.remount('ro'));
      world.release();
      await world.says('a picture that is paid for cannot be stored');
      expect(await (await world.ask()).answer()).toBe(refusal);
      await (how === 'full' ? disk.clear() : disk.remount('rw'));
      await first.shown();
      await (await world.ask()).shown();
      expect(world.paid()).toBe(2);
    },
  );

  it('for everything that is full: calls are refused, and every one that was accepted gets its picture, paid once', async (context) => {
    await using disk = await smallDisk(context);
    await using world = await openWorld(disk, 'everything');
    const first = await world.ask();
    await world.begun();
    await disk.fill(0);
    expect(await (await world.ask()).answer()).toBe(refusal);
    world.release();
    await world.says('a picture that is paid for cannot be stored');
    await disk.clear();
    await first.shown();
    await (await world.ask()).shown();
    expect(world.paid()).toBe(2);
  });
});
