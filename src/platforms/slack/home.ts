import type { types } from '@slack/bolt';
import type { Command } from '../../core/command.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Reply } from '../../core/reply.ts';
import { troubleOf } from './errors.ts';
import { homeBar, summaryOf } from './home-bar.ts';
import { userOf } from './invocation.ts';
import { isShown, knownFiles, type PictureFileParts, sendMissing } from './picture-files.ts';
import { render } from './render.ts';
import type { TakenCards } from './taken-cards.ts';

/** Pictures in an App Home. Each that Slack does not have yet is uploaded first. */
const mostPictures = 10;

/** Slack: blocks of an App Home. */
const mostBlocks = 100;

export interface HomeParts extends PictureFileParts {
  readonly commands?: readonly Command[] | undefined;
  readonly cards?: TakenCards | undefined;
  readonly me: { readonly url?: string | undefined };
}

/** Shows a reply in its asker's App Home: its words at once, then its newest pictures, as far as they can be shown. */
export async function showHome(given: Reply, call: Invocation, parts: HomeParts): Promise<void> {
  const { client, fileIds } = parts;
  const reply = { ...given, images: (given.images ?? []).slice(0, mostPictures) };
  const files = knownFiles(reply.images, fileIds);
  const publish = (cards: boolean) => client.publish(userOf(call), homeView(reply, call, parts, files, cards));
  const missing = reply.images.filter((each) => isShown(each) && !files.has(each.image.key));
  await publishAny(publish, files, parts);
  if (missing.length === 0 || reply.state === 'working') return;
  await sendMissing(missing, files, parts);
  await publishAny(publish, files, parts);
}

/**
 * Publishes a view, if need be without cards, or at last without pictures: a file that somebody has deleted, or that is not
 * scanned yet, makes Slack refuse all of it.
 */
async function publishAny(
  publish: (cards: boolean) => Promise<unknown>,
  files: Map<string, string>,
  { fileIds, cards }: Pick<HomeParts, 'fileIds' | 'cards'>,
): Promise<void> {
  const isTaken = async (withCards: boolean) => {
    try {
      await publish(withCards);
      return true;
    } catch (error) {
      if (troubleOf(error).kind !== 'refused' || files.size === 0) throw error;
      return false;
    }
  };
  const withCards = cards?.at('home') ?? false;
  if (await isTaken(withCards)) return;
  if (withCards && (await isTaken(false))) return cards?.refuse('home');
  for (const key of files.keys()) fileIds?.forget(key);
  files.clear();
  await publish(false);
}

/** What there is to begin with, the reply, and what else there is to do. */
export function homeView(
  reply: Reply,
  call: Pick<Invocation, 'command' | 'locale'>,
  { commands = [], me }: Pick<HomeParts, 'commands' | 'me'>,
  files: ReadonlyMap<string, string>,
  cards = false,
): types.HomeView {
  const offered = commands.filter(({ hidden }) => !hidden);
  const rows = offered.map((command) => ({ term: `/${command.name}`, text: summaryOf(command, call.locale) }));
  const help = render({ state: 'done', text: '', sections: [{ heading: '', rows }] }, undefined, new Map());
  const blocks = [
    ...homeBar(offered, call),
    ...render(reply, undefined, files, me.url, cards).blocks,
    ...(rows.length > 0 ? help.blocks : []),
  ];
  return { type: 'home', blocks: blocks.slice(0, mostBlocks) };
}
