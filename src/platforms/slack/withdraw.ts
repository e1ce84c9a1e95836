import type { ReplyImage } from '../../core/reply.ts';
import type { SlackMethods, Spot } from './client.ts';

/**
 * Takes hidden pictures out of a message's thread that the message shows openly by now, or not at all. Another call's
 * are told apart by their size. What cannot be found or deleted stays: the message itself is as it should be.
 */
export async function withdraw(images: readonly ReplyImage[], thread: Spot, client: SlackMethods): Promise<void> {
  for (const image of images) await unshare(image, thread, client).catch(() => undefined);
}

async function unshare({ image, name }: ReplyImage, thread: Spot, client: SlackMethods): Promise<void> {
  for (const id of await client.filesSince(thread, name, image.bytes)) {
    const shares = (await client.fileState(id))?.shares ?? [];
    if (shares.some((share) => share.channel === thread.channel && share.thread === thread.ts))
      await client.discard(id);
  }
}
