import { request } from 'undici';
import type { Clock } from '../../core/clock.ts';
import type { Images } from '../../core/image.ts';
import type { Subject } from '../../core/invocation.ts';
import { Problem } from '../../core/problem.ts';
import { release } from '../../core/release.ts';
import type { ReplyImage } from '../../core/reply.ts';
import { messageKey } from './address.ts';
import { altText } from './alt.ts';
import type { SlackMethods, Spot } from './client.ts';
import { troubleOf } from './errors.ts';
import type { FileShare } from './files.ts';
import { slackUrl } from './url.ts';

/** For one try: three megabytes at 30 kB/s. */
const uploadTimeout = 120_000;

/** A fresh upload address each time, since nobody knows what the last one got. */
const uploadTries = 3;

/**
 * Slack scans a fresh file before it may be shown (node-slack-sdk issue 2040). Times between questions whether that is
 * done, in milliseconds, 30 s in all. Slack takes about 100 such questions a minute in a whole workspace, and mostly it
 * takes a second or two. Sharing is asynchronous too (bolt-js issue 2115).
 */
const scanWaits = [0, 500, 1000, 2000, 4000, 4500, 6000, 6000, 6000];

/** The title of a shared picture is what is read out instead of it; much more than this is cut by Slack's clients. */
const longestTitle = 250;

export interface UploadParts {
  /** Ends with the signal. */
  readonly client: SlackMethods;
  readonly apiUrl: string;
  readonly images: Images;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Files that were sent and whose scan is not over, by image key: whoever goes on does not send them again. */
  readonly sent?: Map<string, string> | undefined;
}

/** What lies in a message's thread. */
export interface Shared {
  /** Slack's ids of the files, by image key. */
  readonly shared: Map<string, string>;
  /** The messages that they stand in, as `Surface.beside`. */
  readonly beside: Map<string, Subject>;
  /** Whether there may be more, which a process that is gone has shared. */
  readonly resumed: boolean;
}

/**
 * Sends a picture's bytes as they are and waits until Slack has scanned them, 30 s at most; nobody but the bot sees the
 * file. Resolves with Slack's file id. Rejects with errors of the client, of fetch, or with one for an answer that is
 * not 200.
 */
export async function upload(parts: UploadParts, image: ReplyImage): Promise<string> {
  const { sent } = parts;
  const { key } = image.image;
  for (let tries = 1; ; tries++) {
    const id = sent?.get(key) ?? (await send(parts, image));
    const isThere = await scanned(parts, id);
    sent?.delete(key);
    if (isThere || tries === 2) return id;
  }
}

/** Sends a picture as a file of the bot's own. */
async function send(parts: UploadParts, image: ReplyImage): Promise<string> {
  const id = await sendBytes(parts, image);
  await parts.client.completeUpload(id, image.name);
  parts.sent?.set(image.image.key, id);
  return id;
}

/** Waits for the scan. False: there is no such file, because its completion was lost. */
async function scanned({ client, clock, signal }: UploadParts, id: string): Promise<boolean> {
  for (const wait of scanWaits) {
    await clock.sleep(wait, signal);
    const state = await client.fileState(id).catch(() => 'unknown' as const);
    signal?.throwIfAborted();
    if (!state) return false;
    // When Slack does not say, the message's update finds out.
    if (state === 'unknown' || state.scanned) break;
  }
  return true;
}

/**
 * Shares a picture into a message's thread, under a title that says what it shows, and waits until it is really there,
 * because Slack sometimes answers ok and never shares (python-slack-sdk issue 1818). `before` has what was shared already,
 * and learns the new file before it is shared, and where it stands once it is. Throws Problem `place_unreachable` when the second try did not arrive either.
 */
export async function share(parts: UploadParts, image: ReplyImage, thread: Spot, before: Shared): Promise<void> {
  const { client, signal } = parts;
  const known = await found(parts, image, thread, before);
  if (known) return note(image, known, before);
  for (let tries = 1; tries <= 2; tries++) {
    const id = await sendBytes(parts, image);
    before.shared.set(image.image.key, id);
    await client.completeShare(id, altText(image, longestTitle), thread).catch((error: unknown) => {
      signal?.throwIfAborted();
      // Whether an unclear one was carried out shows below.
      if (troubleOf(error).kind !== 'unclear') throw error;
    });
    const arrived = await arrival(parts, id, thread);
    if (arrived) return note(image, arrived, before);
  }
  throw new Problem('place_unreachable', {}, { hint: 'Slack accepted the file twice without sharing it' });
}

/** What people do to the file is about its picture. */
function note({ of }: ReplyImage, share: FileShare, { beside }: Shared): void {
  if (of) beside.set(messageKey(share), of);
}

/** Where the picture was shared before, also by a process that is gone and has not written it down. */
async function found(
  parts: UploadParts,
  { image, name }: ReplyImage,
  thread: Spot,
  before: Shared,
): Promise<FileShare | undefined> {
  const { client } = parts;
  const known = before.shared.get(image.key);
  // Its upload was never completed, or somebody has deleted it, when there is no such file.
  if (known !== undefined) return (await client.fileState(known)) && (await arrival(parts, known, thread));
  if (!before.resumed) return undefined;
  for (const id of await client.filesSince(thread, name)) {
    const there = await shareIn(client, id, thread);
    if (there) return there;
  }
  return undefined;
}

/** Where people see a file in a message's thread; undefined when they do not. */
export async function shareIn(client: SlackMethods, id: string, { channel, ts }: Spot): Promise<FileShare | undefined> {
  const shares = (await client.fileState(id))?.shares ?? [];
  return shares.find((share) => share.channel === channel && share.thread === ts);
}

/** Where a shared file gets to. One that never does is deleted: coming late after all, it would be a second picture. */
async function arrival(
  { client, clock, signal }: UploadParts,
  id: string,
  { channel }: Spot,
): Promise<FileShare | undefined> {
  for (const wait of scanWaits) {
    await clock.sleep(wait, signal);
    const state = await client.fileState(id);
    const there = state?.shares.find((share) => share.channel === channel);
    if (there) return there;
  }
  await client.discard(id).catch(() => undefined);
  return undefined;
}

/** Resolves with Slack's file id. */
async function sendBytes(parts: UploadParts, image: ReplyImage): Promise<string> {
  for (let tries = 1; ; tries++) {
    const last = tries === uploadTries;
    const id = await parts.client.upload(image.image.bytes, parts.signal, () => sendOnce(parts, image, last));
    if (id !== undefined) return id;
  }
}

/** Undefined: the bytes did not get there, and it is not the last try. */
async function sendOnce(parts: UploadParts, { image, name }: ReplyImage, last: boolean): Promise<string | undefined> {
  const { client, apiUrl, images, signal } = parts;
  const { upload_url: address, file_id: id } = await client.uploadPlace(name, image.bytes);
  const bytes = await images.read(image);
  try {
    await post(slackUrl(address, apiUrl), bytes, signal);
  } catch (error) {
    if (last) throw error;
    return undefined;
  }
  // Slack answers well only when it has all of it.
  release(bytes);
  return id;
}

/** As one piece: in 64 KiB steps it takes several times as long. Redirects are not followed. */
async function post(address: URL, bytes: Uint8Array, given: AbortSignal | undefined): Promise<void> {
  const timeout = AbortSignal.timeout(uploadTimeout);
  const signal = given ? AbortSignal.any([given, timeout]) : timeout;
  const { statusCode, body } = await request(address, { method: 'POST', body: bytes, signal });
  await body.dump();
  if (statusCode !== 200) throw new Error(`Slack answered ${statusCode} to an upload`);
}
