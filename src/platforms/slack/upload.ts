import type { Clock } from '../../core/clock.ts';
import { Problem } from '../../core/problem.ts';
import type { ReplyImage } from '../../core/reply.ts';
import type { SlackMethods, Spot } from './client.ts';
import { troubleOf } from './errors.ts';
import { slackUrl } from './url.ts';

/** For one try: three megabytes at 30 kB/s. */
const uploadTimeout = 120_000;

/** A fresh upload address each time, since nobody knows what the last one got. */
const uploadTries = 3;

/** Sharing is asynchronous: Slack scans the file first (bolt-js issue 2115). Times to ask whether it is there, in milliseconds. */
const shareWaits = [0, 300, 600, 1200, 2400, 4800, 5000, 5000, 5000, 5000];

export interface UploadParts {
  readonly client: SlackMethods;
  readonly apiUrl: string;
  readonly clock: Clock;
}

/** What lies in a message's thread. */
export interface Shared {
  /** Slack's ids of the files, by image key. */
  readonly shared: Map<string, string>;
  /** Whether there may be more, which a process that is gone has shared. */
  readonly resumed: boolean;
}

/**
 * Sends a picture's bytes as they are; nobody but the bot sees the file. Resolves with Slack's file id. Rejects with
 * errors of the client, of fetch, or with one for an answer that is not 200.
 */
export async function upload(parts: UploadParts, image: ReplyImage, bytes: Blob): Promise<string> {
  const id = await sendBytes(parts, image, bytes);
  await parts.client.completeUpload(id, image.name);
  return id;
}

/**
 * Shares a picture into a message's thread and waits until it is really there, because Slack sometimes answers ok and
 * never shares (python-slack-sdk issue 1818). `before` has what was shared already, and learns the new file before it
 * is shared. Throws Problem `place_unreachable` when the second try did not arrive either.
 */
export async function share(
  parts: UploadParts,
  image: ReplyImage,
  open: () => Promise<Blob>,
  thread: Spot,
  before: Shared,
): Promise<void> {
  const known = before.shared.get(image.image.key) ?? (before.resumed ? await find(parts, image, thread) : undefined);
  if (known !== undefined && (await arrives(parts, known, thread))) return;
  for (let tries = 1; tries <= 2; tries++) {
    const id = await sendBytes(parts, image, await open());
    before.shared.set(image.image.key, id);
    await parts.client.completeUpload(id, image.name, thread).catch((error: unknown) => {
      // Whether an unclear one was carried out shows below.
      if (troubleOf(error).kind !== 'unclear') throw error;
    });
    if (await arrives(parts, id, thread)) return;
  }
  throw new Problem('place_unreachable', {}, { hint: 'Slack accepted the file twice without sharing it' });
}

/** What another process, which is gone, has shared into the thread without writing it down. */
async function find({ client }: UploadParts, { name }: ReplyImage, thread: Spot): Promise<string | undefined> {
  for (const id of await client.filesSince(thread, name)) {
    if ((await client.sharedIn(id, thread.channel)).includes(thread.ts)) return id;
  }
  return undefined;
}

/** Whether a shared file gets there. One that does not is deleted: coming late after all, it would be a second picture. */
async function arrives({ client, clock }: UploadParts, id: string, { channel }: Spot): Promise<boolean> {
  try {
    for (const wait of shareWaits) {
      await clock.sleep(wait);
      if ((await client.sharedIn(id, channel)).length > 0) return true;
    }
  } catch (error) {
    const trouble = troubleOf(error);
    // Its upload was never completed, or somebody has deleted it.
    if (trouble.kind === 'refused' && gone.includes(trouble.error)) return false;
    throw error;
  }
  await client.discard(id).catch(() => undefined);
  return false;
}

const gone = ['file_not_found', 'file_deleted'];

async function sendBytes({ client, apiUrl }: UploadParts, { name }: ReplyImage, bytes: Blob): Promise<string> {
  for (let tries = 1; ; tries++) {
    const { upload_url: address, file_id: id } = await client.uploadPlace(name, bytes.size);
    try {
      await send(slackUrl(address, apiUrl), bytes);
      return id;
    } catch (error) {
      if (tries === uploadTries) throw error;
    }
  }
}

async function send(address: URL, bytes: Blob): Promise<void> {
  const signal = AbortSignal.timeout(uploadTimeout);
  // fetch streams a Blob and takes its size for Content-Length, which Slack checks.
  const response = await fetch(address, { method: 'POST', body: bytes, redirect: 'error', signal });
  await response.body?.cancel();
  if (response.status !== 200) throw new Error(`Slack answered ${response.status} to an upload`);
}
