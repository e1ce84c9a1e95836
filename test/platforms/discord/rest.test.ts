import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createGate } from '../../../src/core/gate.ts';
import type { Images } from '../../../src/core/image.ts';
import { createUpload } from '../../../src/core/uploads.ts';
import { createImageFolder } from '../../../src/images/folder.ts';
import { render } from '../../../src/platforms/discord/render.ts';
import { interactionSender, type Sender } from '../../../src/platforms/discord/rest.ts';
import { type ManualClock, manualClock } from '../../fakes/clock.ts';
import { type FakeDiscord, startFakeDiscord } from '../../fakes/discord.ts';
import { memoryImages, pngBytes, sha256 } from '../../fakes/images.ts';

let discord: FakeDiscord;
let sender: Sender;
let clock: ManualClock;
beforeEach(async () => {
  discord = await startFakeDiscord({ openApi: false });
  clock = manualClock();
  sender = interactionSender(discord.apiUrl, clock);
});
afterEach(async () => {
  vi.useRealTimers();
  sender.close();
  await discord.close();
});

const bytes = pngBytes(3_000_000);

/** Acknowledges an interaction; the result edits its answer to show a picture. */
async function begin(images: Images = memoryImages(), name = 'a.png') {
  const { id, token } = discord.interaction(discord.general);
  await sender.send('post', `/interactions/${id}/${token}/callback`, { body: { type: 5 } });
  const image = await images.put(bytes, 'image/png', { width: 1, height: 1 });
  const body = render({ state: 'done', text: 'done', images: [{ image, alt: 'a fox', name }] });
  const route = `/webhooks/${discord.application}/${token}/messages/@original` as const;
  const file = { name, type: image.type, length: image.bytes, read: () => images.read(image) };
  return (signal?: AbortSignal) => sender.send('patch', route, { body, files: [file] }, { ...(signal && { signal }) });
}

it('sends a file from disk as it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'easel-discord-'));
  try {
    await (await begin(createImageFolder(folder)))();
    expect((await discord.general.lastMessage()).images).toMatchObject([{ sha: sha256(bytes), name: 'a.png' }]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('uploads when there is room in memory, takes it only until Discord has the picture, and lets words pass', async () => {
  const memory = createGate(bytes.length + 10);
  sender.close();
  sender = interactionSender(discord.apiUrl, clock, createUpload(memory));
  const room = await memory.enter(11);
  const [first, second] = [(await begin())(), (await begin())()];
  const { id, token } = discord.interaction(discord.general);
  await sender.send('post', `/interactions/${id}/${token}/callback`, { body: { type: 5 } });
  expect(discord.requests.flatMap(({ uploads }) => uploads)).toEqual([]);
  const hold = Promise.withResolvers<void>();
  discord.fault({ path: /@original$/, hold: hold.promise });
  room.leave();
  await discord.until('the upload', () => discord.requests.find(({ uploads }) => uploads.length > 0));
  expect(discord.requests.flatMap(({ uploads }) => uploads)).toEqual([bytes.length]);
  hold.resolve();
  await Promise.all([first, second]);
  (await memory.enter(bytes.length + 10)).leave();
});

it('gives an upload a minute, where discord.js would give up after 15 s and send it again', async () => {
  const edit = await begin();
  const { promise: hold, resolve: release } = Promise.withResolvers<void>();
  discord.fault({ path: /@original$/, hold });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const failed = edit().catch((error: unknown) => error);
  await discord.until('the upload', () => discord.requests.find(({ uploads }) => uploads.length > 0));
  const settled = vi.fn();
  void failed.then(settled);
  vi.advanceTimersByTime(59_000);
  await new Promise((resolve) => setImmediate(resolve));
  expect(settled).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1500);
  expect(await failed).toMatchObject({ name: 'AbortError' });
  expect(discord.requests.filter(({ uploads }) => uploads.length > 0)).toHaveLength(1);
  release();
});

it.each(['before', 'while'])('rejects with the signal’s reason when it is aborted %s it uploads', async (when) => {
  const edit = await begin();
  discord.fault({ path: /@original$/, hold: new Promise(() => undefined) });
  const stop = new AbortController();
  const reason = new Error('enough');
  if (when === 'before') stop.abort(reason);
  const edited = expect(edit(stop.signal)).rejects.toBe(reason);
  if (when === 'while')
    await discord.until('the upload', () => discord.requests.find(({ uploads }) => uploads.length > 0));
  stop.abort(reason);
  await edited;
});

it('gives a small request a second more when it is aborted, so that it does not arrive after the next one', async () => {
  const { id, token } = discord.interaction(discord.general);
  discord.fault({ path: /callback$/, hold: new Promise(() => undefined) });
  const stop = new AbortController();
  const route = `/interactions/${id}/${token}/callback` as const;
  const sent = sender.send('post', route, { body: { type: 5 } }, { signal: stop.signal });
  const settled = sent.catch((error: unknown) => error);
  await discord.until('the request', () => discord.requests[0]);
  stop.abort(new Error('enough'));
  expect(clock.sleepers).toBe(1);
  await clock.advance(999);
  expect(clock.sleepers).toBe(1);
  await clock.advance(1);
  expect(await settled).toEqual(new Error('enough'));
});
