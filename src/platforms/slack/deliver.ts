import type { Reply, ReplyImage } from '../../core/reply.ts';
import type { Spot } from './client.ts';
import { troubleOf } from './errors.ts';
import { type Rendered, render } from './render.ts';
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

/** Puts a reply with its pictures into the message. May be repeated: what `delivery` has is not sent again. */
export async function deliver(
  reply: Reply,
  spot: Spot,
  caption: string | undefined,
  delivery: Delivery,
  parts: UploadParts,
): Promise<void> {
  for (const image of reply.images ?? []) {
    const { key } = image.image;
    if (delivery.files.has(key)) continue;
    if (delivery.shared.has(key) || !fitsBlock(image)) await share(parts, image, spot, delivery);
    else delivery.files.set(key, await upload(parts, image));
  }
  if (await showsBlocks(render(reply, caption, delivery.files), spot, delivery, parts)) return;
  for (const image of reply.images ?? []) {
    const id = delivery.files.get(image.image.key);
    if (id === undefined) continue;
    await share(parts, image, spot, delivery);
    delivery.files.delete(image.image.key);
    // Nobody can see it; it would only take up the workspace's storage.
    await parts.client.discard(id).catch(() => undefined);
  }
  await parts.client.update(spot, render(reply, caption, delivery.files), lastWordWithin);
}

/** Slack: image blocks take PNG, JPEG and GIF. */
function fitsBlock({ image }: ReplyImage): boolean {
  return image.type !== 'image/webp';
}

/** Says whether Slack took the blocks, in the end. */
async function showsBlocks(
  message: Rendered,
  spot: Spot,
  { files }: Delivery,
  { client, clock, signal }: UploadParts,
): Promise<boolean> {
  for (const wait of [...blockWaits, undefined]) {
    try {
      await client.update(spot, message, lastWordWithin);
      return true;
    } catch (error) {
      const trouble = troubleOf(error);
      const refused = trouble.kind === 'refused' && trouble.error === 'invalid_blocks' && files.size > 0;
      if (!refused) throw error;
      if (wait !== undefined) await clock.sleep(wait, signal);
    }
  }
  return false;
}
