import type { Reply, ReplyImage } from '../../core/reply.ts';
import type { SlackMethods, Spot } from './client.ts';
import { liesIn } from './upload.ts';

/**
 * Ids of the files in a message's thread that the message is about to show openly, or not at all any more. Another call's
 * are told apart by their size. Files are found before the message changes: whoever sees it changed may have others shared.
 */
export async function findWithdrawn(reply: Reply, thread: Spot, client: SlackMethods): Promise<readonly string[]> {
  const open = (reply.images ?? []).filter(({ spoiler }) => !spoiler);
  const found: string[] = [];
  // What cannot be found stays: the message itself will be as it should be.
  for (const image of [...(reply.withdrawn ?? []), ...open])
    found.push(...(await filesOf(image, thread, client).catch(() => [])));
  return found;
}

async function filesOf({ image, name }: ReplyImage, thread: Spot, client: SlackMethods): Promise<readonly string[]> {
  const there: string[] = [];
  for (const id of await client.filesSince(thread, name, image.bytes)) {
    if (await liesIn(client, id, thread)) there.push(id);
  }
  return there;
}
