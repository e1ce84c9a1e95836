import { expect } from 'vitest';
import type { Image } from '../../../src/core/image.ts';
import type { Address } from '../../../src/core/journal.ts';
import type { Reply } from '../../../src/core/reply.ts';
import type { Hanging, Spot, Walls } from '../../../src/core/wall.ts';
import { botSender } from '../../../src/platforms/discord/rest.ts';
import { createOpen, createSurvey } from '../../../src/platforms/discord/survey.ts';
import { createWalls } from '../../../src/platforms/discord/walls.ts';
import { type ManualClock, manualClock } from '../../fakes/clock.ts';
import { type FakeDiscord, type Recorded, startFakeDiscord } from '../../fakes/discord.ts';
import { memoryImages, pngBytes } from '../../fakes/images.ts';
import { letRun } from './easel.ts';

export interface WallStage {
  readonly discord: FakeDiscord;
  readonly clock: ManualClock;
  /** Stored pictures, by number. */
  readonly pictures: readonly Image[];
  /** Stores another one; different for each seed. */
  picture(bytes: number, seed: number): Promise<Image>;
  /** Another process of the bot, young as it is. */
  start(user?: string): Walls;
  /** One that has run for an hour. */
  grown(): Promise<Walls>;
  /** Waits for what may wait for the clock. */
  patiently<Result>(work: Promise<Result>): Promise<Result>;
  /** Requests since this was last asked, as `POST /channels/1/messages`, without ids. */
  asked(): readonly string[];
  /** How many files have been uploaded altogether. */
  uploads(): number;
  close(): Promise<void>;
}

/** Discord and pictures, for what is hung there without anybody having called. */
export async function openWallStage(): Promise<WallStage> {
  const clock = manualClock();
  const discord = await startFakeDiscord({ clock, limited: false });
  const images = memoryImages();
  const picture = (bytes: number, seed: number) =>
    images.put(pngBytes(bytes, seed), 'image/png', { width: 512, height: 512 });
  const pictures = await Promise.all([1, 2, 3].map((seed) => picture(20_000, seed)));
  const senders: { close(): void }[] = [];
  let seen = 0;

  function start(user = discord.application): Walls {
    const bot = botSender(discord.apiUrl, discord.token, clock);
    senders.push(bot);
    const itself = { application: user, user };
    const looking = { bot, clock, itself: Promise.resolve(itself) };
    const looks = { survey: createSurvey(looking), isOpen: createOpen(looking) };
    return createWalls({ bot, images, clock, itself, ...looks });
  }

  return {
    discord,
    clock,
    pictures,
    picture,
    start,
    async grown() {
      const walls = start();
      await clock.advance(60 * 60_000);
      return walls;
    },
    patiently: (work) => letRun(work, clock),
    asked() {
      const since = discord.requests.slice(seen);
      seen = discord.requests.length;
      return since.map(plain);
    },
    uploads: () => discord.requests.reduce((sum, { uploads }) => sum + uploads.length, 0),
    async close() {
      for (const sender of senders) sender.close();
      await discord.close();
      expect(discord.violations).toEqual([]);
    },
  };
}

function plain({ method, path }: Recorded): string {
  return `${method} ${path.replace(/\d{17,}/g, 'n')}`;
}

/** Something of a gallery's, in a channel. */
export function spotIn({ id }: { readonly id: string }, changes: Partial<Spot> = {}): Spot {
  return { id: `g1 picture 7 ${id}`, channel: id, look: 'messages', ...changes };
}

/** What hangs there: a picture with its words. */
export function exhibit(image: Image, changes: Partial<Reply> = {}): Reply {
  const images = [{ image, alt: 'a fox', name: 'easel-1.png' }];
  return { state: 'done', text: '⭐ 3', quote: 'a fox at dawn', images, ...changes };
}

/** As the store gives it back to another process. */
export function stored(hanging: Hanging): Address {
  return JSON.parse(JSON.stringify(hanging.address()));
}
