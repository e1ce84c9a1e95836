import type { Context } from 'hono';
import type { Gallery } from '../../../core/gallery.ts';
import { readRecipe } from '../../../core/recipe.ts';
import { browse, neighbours } from './browse.ts';
import { comparePage } from './compare-page.ts';
import { atomFeed, type Feed, jsonFeed } from './feed.ts';
import { everything, isNarrow } from './filter.ts';
import { chipsOf } from './filters.ts';
import { json } from './json.ts';
import { kinOf } from './kin.ts';
import { type Made, madeOf } from './made.ts';
import type { GalleryParts } from './parts.ts';
import { picturePage } from './picture-page.ts';
import type { Notice, Say } from './say.ts';
import type { GalleryView } from './view.ts';
import { wallPage } from './wall-page.ts';

/** A request that was let in and is understood. */
export interface Visit extends GalleryView {
  readonly context: Context;
  readonly gallery: Gallery;
  readonly parts: GalleryParts;
  readonly say: Say;
}

/** Pictures beyond which nobody needs to know how many there are; counting them all would take longer than showing them. */
const mostCounted = 1000;

/** A page of the gallery. */
export async function showWall(visit: Visit): Promise<Response> {
  const { context, gallery, filter, parts } = visit;
  const [browsed, most] = await Promise.all([
    browse(parts, gallery, filter),
    isNarrow(filter) ? undefined : parts.galleries.count(gallery.id, true, mostCounted + 1),
  ]);
  const count = most === undefined ? undefined : { shown: Math.min(most, mostCounted), isMore: most > mostCounted };
  return context.html(wallPage(browsed, visit, count));
}

/** One picture, or two beside each other. */
export async function showPicture(visit: Visit): Promise<Response> {
  const { context, gallery, links, filter, parts, words } = visit;
  const given = context.req.param('recipe') ?? '';
  const exhibit = await made(visit, readRecipe(given));
  if (!exhibit)
    return notice(visit, 'missing', 404, { href: links.wall(everything), label: words.gallery.takeAwayAll });
  const other = context.req.query('with');
  if (other !== undefined) return showBoth(visit, exhibit, other);
  if (exhibit.recipe !== given) return context.redirect(links.picture(exhibit.recipe, filter), 301);
  const [beside, kin] = await Promise.all([
    neighbours(parts, gallery, filter, exhibit.recipe),
    kinOf(parts, gallery, exhibit),
  ]);
  const all = { ...beside, ...kin, command: parts.commandLine(exhibit), link: parts.linkTo(exhibit) };
  return context.html(picturePage(exhibit, all, visit));
}

async function showBoth(visit: Visit, exhibit: Made, given: string): Promise<Response> {
  const { context, links, words } = visit;
  const back = { href: links.picture(exhibit.recipe, everything), label: words.gallery.compareWith };
  const recipe = readRecipe(given);
  if (recipe === undefined || recipe === 'mistyped') return notice(visit, 'recipe', 400, back);
  const other = await made(visit, recipe);
  if (!other) return notice(visit, 'missing', 404, back);
  return context.html(comparePage(exhibit, other, visit));
}

type Way = NonNullable<Notice['links']>[number];

function notice({ context, say }: Visit, what: 'missing' | 'recipe', status: 400 | 404, on: Way) {
  return say(context, status, ({ gallery: { notices } }) => ({ ...notices[what], links: [on] }));
}

async function made({ parts, gallery }: Visit, recipe: string | undefined): Promise<Made | undefined> {
  if (recipe === undefined || recipe === 'mistyped') return undefined;
  return madeOf([await parts.galleries.exhibit(gallery.id, recipe, true)])[0];
}

/** The newest of what an address asks for, for feed readers. */
export async function showAtom(visit: Visit): Promise<Response> {
  const feed = await atomFeed(await feedOf(visit), visit);
  return visit.context.body(feed, 200, { 'Content-Type': 'application/atom+xml; charset=utf-8' });
}

/** The same for readers of JSON. */
export async function showJsonFeed(visit: Visit): Promise<Response> {
  const feed = await jsonFeed(await feedOf(visit), visit);
  return visit.context.body(json(feed), 200, { 'Content-Type': 'application/feed+json; charset=utf-8' });
}

async function feedOf({ gallery, filter, words, parts }: Visit): Promise<Feed> {
  const { exhibits, after, person } = await browse(parts, gallery, filter);
  const filters = chipsOf(filter, person, words).map(({ label }) => label);
  return { title: words.gallery.feedTitle(gallery.name, filters.join(', ')), exhibits, after, now: parts.clock.now() };
}
