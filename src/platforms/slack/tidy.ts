import type { Reply } from '../../core/reply.ts';
import type { SlackMethods, Spot } from './client.ts';
import { troubleOf } from './errors.ts';
import type { FileIds } from './file-ids.ts';
import type { Hung } from './hanging-address.ts';
import { shareIn } from './upload.ts';

/** A hung message's files; each map loses what is deleted. */
export type HungFiles = Pick<Hung, 'sent' | 'files' | 'shared' | 'hidden'>;

export interface TidyParts {
  readonly client: SlackMethods;
  readonly fileIds?: FileIds | undefined;
}

/** Remembers which pictures will lie in the thread because they are hidden, and not because Slack shows them nowhere else. */
export function noteHidden({ images = [] }: Reply, { hidden }: HungFiles): void {
  hidden.clear();
  for (const { image, spoiler } of images) if (spoiler) hidden.set(image.key, image.key);
}

/** Deletes what lies in the thread and shall not, before the message changes: a picture that is hidden no more, or is gone. */
export async function discardShared({ images = [] }: Reply, files: HungFiles, at: Spot, parts: TidyParts) {
  const { shared, hidden } = files;
  const wanted = new Map(images.map((each) => [each.image.key, each.spoiler === true]));
  for (const [key, id] of shared) {
    const isHidden = wanted.get(key);
    // One that Slack shows nowhere but in the thread stays there, whether it is hidden or not.
    if (isHidden === true || (isHidden === false && !hidden.has(key))) continue;
    await discardShare(id, at, parts);
    shared.delete(key);
    hidden.delete(key);
  }
}

/** Deletes what the message shows no more. */
export async function discardOpen({ images = [] }: Reply, { files }: HungFiles, parts: TidyParts): Promise<void> {
  const open = new Set(images.flatMap(({ image, spoiler }) => (spoiler ? [] : [image.key])));
  for (const [key, id] of files) {
    if (open.has(key)) continue;
    await discard(id, parts);
    parts.fileIds?.forget(key);
    files.delete(key);
  }
}

/** Deletes all of them, also where their message is gone. */
export async function discardAll({ sent, files, shared, hidden }: HungFiles, at: Spot | undefined, parts: TidyParts) {
  for (const known of [sent, files]) {
    for (const [key, id] of known) {
      await discard(id, parts);
      parts.fileIds?.forget(key);
      known.delete(key);
    }
  }
  for (const [key, id] of shared) {
    await discardShare(id, at, parts);
    shared.delete(key);
    hidden.delete(key);
  }
}

/** A shared file and the message that it stands in, which would stay behind empty. */
async function discardShare(id: string, at: Spot | undefined, parts: TidyParts): Promise<void> {
  const share = at && (await shareIn(parts.client, id, at));
  await discard(id, parts);
  if (share) await parts.client.remove(share).catch(ignoreRefusal);
}

async function discard(id: string, { client }: TidyParts): Promise<void> {
  await client.discard(id).catch(ignoreRefusal);
}

/** What Slack says no to is gone already, or stays whatever we do. */
function ignoreRefusal(error: unknown): void {
  if (troubleOf(error).kind !== 'refused') throw error;
}
