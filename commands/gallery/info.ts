import type { Context } from '../../src/core/command.ts';
import type { Binding, Gallery } from '../../src/core/gallery.ts';
import { bareId } from '../../src/core/ids.ts';
import type { Reply, Section } from '../../src/core/reply.ts';
import { isAdministrator } from '../mentions.ts';
import { type Words, wordsFor } from '../words/words.ts';
import { galleryHere } from './here.ts';
import type { GalleryCall } from './options.ts';
import { stateReply } from './state.ts';
import { troubleText } from './trouble.ts';

/** Channels that are named. */
const mostNamed = 10;

/** What is bound here, by which rules, and what keeps it from working. */
export async function* info(
  given: GalleryCall,
  context: Context,
  community: string,
): AsyncGenerator<Reply, void, void> {
  const { invocation, galleries } = context;
  const words = wordsFor(invocation.locale);
  yield { state: 'working', whisper: true, text: words.gallery.looking };
  const { gallery, binding } = await galleryHere(given, context);
  const isTrusted = isAdministrator(invocation);
  // Names of channels are not for everybody: only of the one that they ask in.
  const bindings = isTrusted ? await galleries.bindings({ gallery: gallery.id }) : [binding];
  const reply = await stateReply(gallery, words.gallery.now, context);
  const here = bindings.filter((each) => each.community === community);
  const section = await channelsOf(here, bindings.length - here.length, words, context);
  const others = isTrusted ? await othersOf(gallery, community, words, context) : [];
  yield { ...reply, sections: [section, ...others] };
}

async function channelsOf(
  here: readonly Binding[],
  elsewhere: number,
  words: Words,
  context: Context,
): Promise<Section> {
  const rows = here.slice(0, mostNamed).map(async (binding) => {
    const { look, source, community, trouble } = binding;
    const collects =
      source === undefined
        ? words.gallery.collectsNothing
        : words.gallery.collects(source === community ? words.gallery.everyChannel : await nameOf(source, context));
    const text = [words.gallery.looks[look], collects, ...(trouble ? [troubleText(trouble, words)] : [])].join(' ');
    return { term: await nameOf(binding.channel, context), text };
  });
  const more = elsewhere + Math.max(0, here.length - mostNamed);
  return {
    heading: words.gallery.channels,
    rows: [...(await Promise.all(rows)), ...(more > 0 ? [{ term: '…', text: words.gallery.more(more) }] : [])],
  };
}

/** Other galleries of the same place, by name. */
async function othersOf(
  { id }: Gallery,
  community: string,
  words: Words,
  { galleries }: Context,
): Promise<readonly Section[]> {
  const all = await galleries.bindings({ community });
  const ids = [...new Set(all.map(({ gallery }) => gallery))].filter((each) => each !== id).slice(0, mostNamed);
  const found = await Promise.all(ids.map((each) => galleries.find({ id: each })));
  const rows = found.flatMap((each) => {
    const channels = all.filter(({ gallery }) => gallery === each?.id);
    return each ? [{ term: each.name, text: words.gallery.inChannels(channels.length) }] : [];
  });
  return rows.length > 0 ? [{ heading: words.gallery.others, rows }] : [];
}

/** As the platform calls it, or its id where it cannot tell. */
async function nameOf(channel: string, context: Context): Promise<string> {
  const id = bareId(channel);
  const survey = await context.survey(id).catch(() => undefined);
  return survey?.name ?? `#${id}`;
}
