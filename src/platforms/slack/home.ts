import type { types } from '@slack/bolt';
import { type Command, manualFor } from '../../core/command.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Reply, ReplyImage } from '../../core/reply.ts';
import { troubleOf } from './errors.ts';
import type { FileIds } from './file-ids.ts';
import { userOf } from './invocation.ts';
import { pressables } from './pressable.ts';
import { render } from './render.ts';
import { type UploadParts, upload } from './upload.ts';

/** Pictures in an App Home. Each that Slack does not have yet is uploaded first. */
const mostPictures = 6;

/** Beside every other button of the view, so that none has the same place. */
const newPicture = 99;

/** Characters of JSON: one button. */
const longestBeginning = 1000;

export interface HomeParts extends UploadParts {
  readonly commands?: readonly Command[] | undefined;
  readonly fileIds?: FileIds | undefined;
  readonly me: { readonly url?: string | undefined };
}

/** Shows a reply in its asker's App Home: its words at once, then its newest pictures, as far as they can be shown. */
export async function showHome(given: Reply, call: Invocation, parts: HomeParts): Promise<void> {
  const { client, fileIds, signal } = parts;
  const reply = { ...given, images: (given.images ?? []).slice(0, mostPictures) };
  const files = new Map<string, string>();
  for (const { image } of reply.images) {
    const id = fileIds?.get(image.key);
    if (id !== undefined) files.set(image.key, id);
  }
  const publish = () => client.publish(userOf(call), homeView(reply, call, parts, files));
  const missing = reply.images.filter((each) => isShown(each) && !files.has(each.image.key));
  await orWithoutPictures(publish, files, fileIds);
  if (missing.length === 0 || reply.state === 'working') return;
  for (const image of missing) {
    const id = await upload(parts, image).catch(() => undefined);
    signal?.throwIfAborted();
    if (id === undefined) continue;
    files.set(image.image.key, id);
    fileIds?.keep(image.image.key, id);
  }
  await orWithoutPictures(publish, files, fileIds);
}

/** Slack shows PNG and JPEG in blocks, and hides nothing there. */
function isShown({ image, spoiler }: ReplyImage): boolean {
  return image.type !== 'image/webp' && !spoiler;
}

/** A file that somebody has deleted, or that is not scanned yet, makes Slack refuse the whole view. */
async function orWithoutPictures(
  publish: () => Promise<unknown>,
  files: Map<string, string>,
  fileIds: FileIds | undefined,
): Promise<void> {
  try {
    await publish();
  } catch (error) {
    if (troubleOf(error).kind !== 'refused' || files.size === 0) throw error;
    for (const key of files.keys()) fileIds?.forget(key);
    files.clear();
    await publish();
  }
}

/** What begins a picture, the reply, and what else there is to do. */
export function homeView(
  reply: Reply,
  { locale }: Invocation,
  { commands = [], me }: Pick<HomeParts, 'commands' | 'me'>,
  files: ReadonlyMap<string, string>,
): types.HomeView {
  const offered = commands.filter(({ hidden }) => !hidden);
  const rows = offered.map((command) => ({ term: `/${command.name}`, text: summaryOf(command, locale) }));
  const help = render({ state: 'done', text: '', sections: [{ heading: '', rows }] }, undefined, new Map());
  const blocks = [
    ...beginning(offered[0], locale),
    ...render(reply, undefined, files, me.url).blocks,
    ...(rows.length > 0 ? help.blocks : []),
  ];
  return { type: 'home', blocks };
}

function beginning(command: Command | undefined, locale: string): types.ActionsBlock[] {
  if (!command) return [];
  const [block] = pressables(
    { state: 'done', text: '', buttons: [{ label: summaryOf(command, locale), command: command.name }] },
    longestBeginning,
  );
  const elements = (block?.elements ?? []).map((element) => ({
    ...element,
    action_id: `v2:${command.name}:${newPicture}`,
    style: 'primary' as const,
  }));
  return block ? [{ ...block, elements }] : [];
}

function summaryOf(command: Command, locale: string): string {
  return manualFor(command, locale)?.summary ?? command.name;
}
