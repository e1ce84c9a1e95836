import type { Reply, ReplyImage } from '../../core/reply.ts';
import type { Spot } from './client.ts';
import { troubleOf } from './errors.ts';
import type { FileIds } from './file-ids.ts';
import { hasCards, type Rendered, render } from './render.ts';
import type { TakenCards } from './taken-cards.ts';
import { type Shared, share, type UploadParts, upload } from './upload.ts';

/**
 * Slack refuses a block whose file it has not scanned, or cannot show, with nothing but `invalid_blocks`. The scan is
 * over by now as far as Slack tells, so there are few tries: chat.update takes about 50 a minute in a whole workspace.
 * Times between them in milliseconds.
 */
const blockWaits = [1000, 3000];

/** A last word may wait for a busy workspace: Slack's limits count by the minute. */
const lastWordWithin = 5 * 60_000;

export interface Delivery extends Shared {
  /** Slack's ids of the files that are shown inside the message, by image key. */
  readonly files: Map<string, string>;
}

export interface DeliverParts extends UploadParts {
  readonly fileIds?: FileIds;
  /** Without it, pictures stand one below the other. */
  readonly cards?: TakenCards;
  readonly me: { readonly url?: string | undefined };
}

/** Puts a reply with its pictures into the message. May be repeated: what `delivery` has is not sent again. */
export async function deliver(
  reply: Reply,
  spot: Spot,
  caption: string | undefined,
  delivery: Delivery,
  parts: DeliverParts,
): Promise<void> {
  const rendered = (cards: boolean) => render(reply, caption, delivery.files, parts.me.url, cards);
  // An answer in a thread begins none of its own.
  const thread = { channel: spot.channel, ts: spot.thread ?? spot.ts };
  await uploadAll(reply, delivery, parts);
  for (const image of reply.images ?? []) {
    if (!fitsBlock(image) || !delivery.files.has(image.image.key)) await share(parts, image, thread, delivery);
  }
  if (await showsBlocks(rendered, spot, delivery, parts)) return;
  for (const image of reply.images ?? []) {
    const { key } = image.image;
    const id = delivery.files.get(key);
    if (id === undefined) continue;
    await share(parts, image, thread, delivery);
    delivery.files.delete(key);
    parts.fileIds?.forget(key);
    // Nobody can see it; it would only take up the workspace's storage.
    await parts.client.discard(id).catch(() => undefined);
  }
  await parts.client.update(spot, rendered(false), lastWordWithin);
}

/** Those that go into the message, at the same time: each has to be scanned. */
async function uploadAll({ images = [] }: Reply, { files, shared }: Delivery, parts: DeliverParts): Promise<void> {
  const missing = new Map(images.filter(fitsBlock).map((each) => [each.image.key, each]));
  const uploads = [...missing.values()]
    .filter(({ image: { key } }) => !files.has(key) && !shared.has(key))
    .map(async (each) => {
      const id = await upload(parts, each);
      files.set(each.image.key, id);
      parts.fileIds?.keep(each.image.key, id);
    });
  // All, so that none goes on behind the back of what is shown next.
  const failed = (await Promise.allSettled(uploads)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** Slack: image blocks take PNG, JPEG and GIF, and hide nothing. */
function fitsBlock({ image, spoiler = false }: ReplyImage): boolean {
  return image.type !== 'image/webp' && !spoiler;
}

/** Says whether Slack took the blocks, in the end. */
async function showsBlocks(
  rendered: (cards: boolean) => Rendered,
  spot: Spot,
  { files }: Delivery,
  { client, clock, signal, cards }: DeliverParts,
): Promise<boolean> {
  const isTaken = async (message: Rendered) => {
    try {
      await client.update(spot, message, lastWordWithin);
      return true;
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind === 'refused' && trouble.error === 'invalid_blocks' && files.size > 0) return false;
      throw error;
    }
  };
  for (const wait of [...blockWaits, undefined]) {
    const message = rendered(cards?.at('message') ?? false);
    if (await isTaken(message)) return true;
    if (hasCards(message) && (await isTaken(rendered(false)))) {
      cards?.refuse('message');
      return true;
    }
    if (wait !== undefined) await clock.sleep(wait, signal);
  }
  return false;
}
