import type { Context } from '../../src/core/command.ts';
import type { Gallery, GalleryQuery } from '../../src/core/gallery.ts';
import { accountable, type Invocation } from '../../src/core/invocation.ts';
import { Problem } from '../../src/core/problem.ts';
import type { Reply, Where } from '../../src/core/reply.ts';
import { channelHere, channelKey, personIn } from '../mentions.ts';
import { rulesHere } from '../rules-here.ts';
import { allowed, finished } from '../subject.ts';
import type { GalleryCall } from './options.ts';
import { type Displayed, pageReply } from './page-reply.ts';
import { type Turn, turnOf } from './turn.ts';

/** Pictures on a page: each is uploaded again, and more than two rows need scrolling. */
const perPage = 6;

/** Looks for a page among pictures that may not be shown here. */
const mostLooks = 10;

/**
 * Pictures of a channel or of the gallery that hangs there, to whoever asks, or posted for everybody. Throws Problem
 * `pictures_off_here` for a page that is to be posted where an administrator wants no pictures.
 */
export async function* browse(given: GalleryCall, asking: Context): AsyncGenerator<Reply, void, void> {
  const turn = await turnOf(given, asking);
  // What is posted goes to the channel that the page is of, and has to be for everybody there.
  const { invocation } = asking;
  const isElsewhere = turn.isPosted && turn.asked.place.channel !== invocation.place.channel;
  const context = isElsewhere ? { ...asking, invocation: { ...invocation, place: turn.asked.place } } : asking;
  const { pictures, spoiler = false } = await rulesHere(context);
  if (turn.isPosted && !pictures) throw new Problem('pictures_off_here', {});
  const hall = await hallOf(turn.asked, context);
  const found = await visible(queryOf(turn, hall), context);
  const isBack = turn.before !== undefined;
  // One more than is shown tells whether there is another page.
  const hasMore = found.length > perPage;
  const shown = isBack ? found.slice(-perPage) : found.slice(0, perPage);
  yield {
    ...pageReply(shown, {
      ...{ turn, context, gallery: hall.gallery, spoiler },
      hasPrevious: isBack ? hasMore : turn.after !== undefined,
      hasNext: isBack || hasMore,
    }),
    ...whereOf(turn, asking),
  };
}

/** Where pictures are looked for: in the gallery that hangs there, in the channel, or among one's own. */
interface Hall {
  readonly of: GalleryQuery['of'];
  readonly gallery: Gallery | undefined;
}

async function hallOf(asked: Invocation, { galleries }: Context): Promise<Hall> {
  if (asked.place.direct) return { of: { person: asked.person.id }, gallery: undefined };
  const [wall] = await galleries.bindings({ channel: channelKey(channelHere(asked), asked) });
  const gallery = wall && wall.look !== 'none' ? await galleries.find({ id: wall.gallery }) : undefined;
  return gallery
    ? { of: { gallery: gallery.id }, gallery }
    : { of: { channel: accountable(asked).channel }, gallery: undefined };
}

function queryOf({ asked, filters, after, before }: Turn, { of }: Hall): Omit<GalleryQuery, 'limit'> {
  const { order = 'newest', mine, person, words, style, seed } = filters;
  return {
    ...{ of, order, words, style, seed, after, before },
    person: mine ? asked.person.id : person === undefined ? undefined : personIn(person, asked),
  };
}

/** A page and one more, as far as there are so many, in their order. What may not be shown here is passed over. */
async function visible(query: Omit<GalleryQuery, 'limit'>, context: Context): Promise<readonly Displayed[]> {
  const limit = perPage + 1;
  let { after, before } = query;
  let shown: readonly Displayed[] = [];
  for (let look = 0; look < mostLooks && shown.length < limit; look++) {
    const found = await context.galleries.page({ ...query, after, before, limit });
    const here = await allowed(found.flatMap(finished), context);
    shown = before === undefined ? [...shown, ...here] : [...here, ...shown];
    if (found.length < limit) break;
    if (before === undefined) after = found.at(-1)?.recipe;
    else before = found[0]?.recipe;
  }
  return query.before === undefined ? shown.slice(0, limit) : shown.slice(-limit);
}

/** A page of one's own turns where it is; one for everybody goes to where it was looked for. */
function whereOf({ asked, isPosted, isTurned }: Turn, { invocation, inPlace }: Context): { where?: Where } {
  if (!isPosted) return isTurned && inPlace ? { where: 'subject' } : {};
  const { channel } = asked.place;
  return channel === invocation.place.channel ? {} : { where: { channel } };
}
