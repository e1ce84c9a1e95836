import type { Image, ImageType } from '../../../src/core/image.ts';
import type { Address } from '../../../src/core/journal.ts';
import type { Reply, ReplyImage } from '../../../src/core/reply.ts';
import type { Hanging, Spot, Walls } from '../../../src/core/wall.ts';
import { createClient } from '../../../src/platforms/slack/client.ts';
import type { Me } from '../../../src/platforms/slack/identity.ts';
import { scopes } from '../../../src/platforms/slack/manifest.ts';
import { createWalls } from '../../../src/platforms/slack/walls.ts';
import { memoryImages, pngBytes } from '../../fakes/images.ts';
import type { FakeMessage } from '../../fakes/slack/model.ts';
import { type FakeChannel, type FakeSlack, startFakeSlack } from '../../fakes/slack.ts';
import { linesLog, me } from './chat.ts';
import { hastyClock } from './clock.ts';

/** A Slack with a wall, and processes that hang things there. */
export interface Gallery {
  readonly slack: FakeSlack;
  readonly wall: FakeChannel;
  /** What a fresh process hangs, or finds at the address where it was hung; another process each time. */
  hang(address?: Address, changes?: Partial<Spot>, who?: Partial<Me>): Hanging;
  /** The same, where that need not be possible. */
  reach(address?: Address, changes?: Partial<Spot>, who?: Partial<Me>): Hanging | undefined;
  /** One process. */
  start(): Walls;
  /** A place on the wall. */
  spotOf(changes?: Partial<Spot>): Spot;
  picture(seed: number, changes?: Partial<ReplyImage>, type?: ImageType): Promise<ReplyImage>;
  /** The messages on the wall that are no answers. */
  roots(): readonly FakeMessage[];
  /** The files in threads that are still there. */
  inThreads(): readonly string[];
}

/** With what the manifest asks for, and what an operator adds to have lost messages found. */
export const readingScopes = [...Object.keys(scopes), 'channels:history', 'groups:history'];

export async function openGallery(granted: readonly string[] = readingScopes): Promise<Gallery> {
  const clock = hastyClock();
  const slack = await startFakeSlack({ scopes: granted, clock, limited: false });
  const wall = slack.channel('#best-of');
  const images = memoryImages();

  function start(who: Partial<Me> = {}): Walls {
    const log = linesLog([]);
    const { apiUrl, botToken } = slack;
    const client = createClient({ botToken, apiUrl, clock, log });
    return createWalls({ client, apiUrl, images, clock, log, me: { ...me, ...who } });
  }

  const spotOf = (changes: Partial<Spot> = {}): Spot => ({
    id: 'wall:1:2',
    channel: wall.id,
    look: 'messages',
    ...changes,
  });

  // As the store has it.
  const reach: Gallery['reach'] = (address, changes, who) =>
    start(who).hang(spotOf(changes), address && structuredClone(address));

  return {
    slack,
    wall,
    start,
    spotOf,
    reach,
    hang(...given) {
      const hanging = reach(...given);
      if (!hanging) throw new Error('It cannot be reached');
      return hanging;
    },
    async picture(seed, changes = {}, type = 'image/png') {
      const image: Image = await images.put(pngBytes(2000, seed), type, { width: 512, height: 512 });
      return { image, alt: `fox ${seed}`, name: `fox-${seed}.${type.split('/')[1]}`, ...changes };
    },
    roots: () => wall.messages().filter(({ thread }) => thread === undefined),
    inThreads: () => wall.messages().flatMap(({ thread, files }) => (thread ? files.map(({ name }) => name) : [])),
  };
}

/** What hangs there. */
export function hung(images: readonly ReplyImage[], text = 'By Ada · 3 stars'): Reply {
  return { state: 'done', text, quote: 'a fox', images };
}
