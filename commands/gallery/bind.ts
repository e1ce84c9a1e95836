import type { Context } from '../../src/core/command.ts';
import type { Gallery } from '../../src/core/gallery.ts';
import { Problem } from '../../src/core/problem.ts';
import { readRecipe } from '../../src/core/recipe.ts';
import type { Reply } from '../../src/core/reply.ts';
import { shorten } from '../../src/core/suggest.ts';
import { isHere, mustAdminister } from '../mentions.ts';
import { type Words, wordsFor } from '../words/words.ts';
import type { GalleryCall, Mode } from './options.ts';
import { changed, rulesFor } from './rules.ts';
import { stateReply } from './state.ts';
import { lookFor, type Surveyed, surveyed } from './wall-channel.ts';

/** What `from` may be beside a channel. */
const nothing = ['nothing', 'none'];

/**
 * Binds a channel to a gallery: to the one whose code is given, to the one that it is bound to already, or to a new one.
 * Run again, it finds what it has bound.
 */
export async function* bind(
  given: GalleryCall,
  context: Context,
  community: string,
): AsyncGenerator<Reply, void, void> {
  const { invocation, galleries } = context;
  const { gallery: words } = wordsFor(invocation.locale);
  mustAdminister(invocation);
  // Looking at channels can take longer than chats wait for the first word.
  yield { state: 'working', whisper: true, text: words.looking };
  const wall = await surveyed(given.to, context);
  const mode = given.mode ?? (wall.survey.look === 'posts' ? 'forum' : 'starboard');
  const look = lookFor(mode, wall);
  const source = await sourceOf(given.from, community, context);
  if (look !== 'none' && source?.channel === wall.channel) throw new Problem('gallery_echo', {});
  // What is not known counts as no, and a rule of ours lets nobody in or out.
  const restricted = wall.survey.restricted === true;
  const gallery = await galleryFor(given, { wall, mode, context });
  const { person, locale, askedAt: since } = invocation;
  const common = { gallery: gallery.id, channel: wall.channel, community, look, restricted };
  await galleries.bind({ ...common, source: source?.channel, locale, person: person.id, since });
  const told = [
    words.boundAs[mode](wall.name),
    ...(source ? collected(source.name, look === 'none' ? undefined : wall.name, words) : [words.collectsNothing]),
    words.older,
    ...(look === 'none' ? [] : [restricted ? words.adults : words.notAdults]),
    words.howToJoin,
  ];
  yield await stateReply(gallery, told.join(' '), context);
}

/** What is collected, and who gets to see it because of that: a channel that is named need not be one for everybody. */
function collected(source: string | undefined, wall: string | undefined, words: Words['gallery']): string[] {
  if (source === undefined) return [words.collects(words.everyChannel)];
  return [words.collects(source), ...(wall === undefined ? [] : [words.shownOn(source, wall)])];
}

/**
 * Whose pictures are collected; `name` is undefined for all channels, and the whole for none. Throws Problem `source_closed`
 * for a channel that whoever asks need not be able to read: who runs a place need not see all of it.
 */
async function sourceOf(
  from: string | undefined,
  community: string,
  context: Context,
): Promise<{ readonly channel: string; readonly name: string | undefined } | undefined> {
  if (from === undefined) return { channel: community, name: undefined };
  if (nothing.includes(from.toLowerCase())) return undefined;
  const { channel, name, survey } = await surveyed(from, context);
  if (!survey.isOpen && !isHere(channel, context.invocation)) {
    throw new Problem('source_closed', { given: shorten(from) });
  }
  return { channel, name };
}

/** Throws Problem `gallery_unknown`. Others' rules stay unless they are given. */
async function galleryFor(
  given: GalleryCall,
  { wall, mode, context }: { readonly wall: Surveyed; readonly mode: Mode; readonly context: Context },
): Promise<Gallery> {
  const { galleries } = context;
  const known = await knownGallery(given, wall, context);
  if (!known) {
    return galleries.create({ name: given.name ?? wall.name, rules: changed(rulesFor(mode), given) });
  }
  const isModeGiven = given.mode !== undefined && given.join === undefined;
  const { threshold } = isModeGiven ? rulesFor(mode) : known.rules;
  const name = given.name ?? known.name;
  const rules = changed({ ...known.rules, threshold }, given);
  await galleries.change(known.id, { name, rules });
  return { ...known, name, rules };
}

async function knownGallery(
  { join }: GalleryCall,
  wall: Surveyed,
  { galleries }: Context,
): Promise<Gallery | undefined> {
  if (join !== undefined) {
    const code = readRecipe(join);
    const found = code === undefined || code === 'mistyped' ? undefined : await galleries.find({ code });
    if (!found) throw new Problem('gallery_unknown', { given: shorten(join) });
    return found;
  }
  const [bound] = await galleries.bindings({ channel: wall.channel });
  return bound && galleries.find({ id: bound.gallery });
}
