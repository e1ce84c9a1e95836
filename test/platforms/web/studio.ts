import { randomUUID } from 'node:crypto';
import { commands as allCommands } from '../../../commands/index.ts';
import { failure } from '../../../commands/replies.ts';
import { type Bot, createBot } from '../../../src/core/bot.ts';
import { type Clock, systemClock } from '../../../src/core/clock.ts';
import type { Command } from '../../../src/core/command.ts';
import type { Images } from '../../../src/core/image.ts';
import type { Invocation } from '../../../src/core/invocation.ts';
import type { Address } from '../../../src/core/journal.ts';
import { createApp } from '../../../src/platforms/web/app.ts';
import { memoryImages } from '../../fakes/images.ts';
import { recordedLog } from '../../fakes/log.ts';
import { fakePainter } from '../../fakes/painter.ts';
import { noWebGalleries } from '../../fakes/web-galleries.ts';
import { readCards } from './read-card.ts';

export interface StudioOptions {
  readonly clock?: Clock;
  readonly images?: Images;
  readonly bot?: Bot;
  readonly commands?: readonly Command[];
  readonly host?: string;
  readonly publicUrl?: string;
}

/** The real routes with the real bot and commands, asked in process by one browser. */
export async function openStudio({
  clock = systemClock,
  images = memoryImages(),
  bot,
  commands = allCommands,
  host = '127.0.0.1',
  publicUrl,
}: StudioOptions = {}) {
  const log = recordedLog();
  const painter = fakePainter(images, clock);
  const real = createBot({
    commands,
    ...painter,
    explain: failure,
    defaultModel: '2.1 Pro',
    log,
    clock,
  });
  const create = () =>
    createApp({
      bot: bot ?? real,
      images,
      log,
      clock,
      host,
      publicUrl,
      studio: true,
      galleries: noWebGalleries({ images, log }),
    });
  let studio = await create();
  const cookie = `easel_session=${randomUUID()}`;

  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const length = init.body ? { 'content-length': String(Buffer.byteLength(String(init.body))) } : {};
    const headers = { host: '127.0.0.1:3000', cookie, ...length, ...Object.fromEntries(new Headers(init.headers)) };
    return studio.app.request(path, { ...init, headers });
  }

  return {
    log,
    painter,
    request,
    /** Forgets everything, as a new process has. The browser keeps its cookie. */
    async restart(): Promise<void> {
      await studio.close();
      studio = await create();
    },
    attach: (invocation: Invocation, address: Address) => studio.attach(invocation, address),
    close: async () => {
      await studio.close();
      await real.close(0);
    },
    /** As our script does it. */
    send: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      request(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
      }),
    ask(text: string, fields: Record<string, string> = {}, id: string = randomUUID()) {
      return this.send('/calls', { id, text, ...fields });
    },
    /** What the browser's page shows, newest first. */
    cards: async () => readCards(await (await request('/')).text()),
  };
}

export type OpenStudio = Awaited<ReturnType<typeof openStudio>>;
