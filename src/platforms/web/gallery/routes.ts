import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Gallery } from '../../../core/gallery.ts';
import { asProblem } from '../../../core/problem.ts';
import { readRecipe } from '../../../core/recipe.ts';
import { languageOf } from '../language.ts';
import type { WebWords } from '../words/en.ts';
import { type GalleryAssets, readGalleryAssets } from './assets.ts';
import { browse, neighbours } from './browse.ts';
import { comparePage } from './compare-page.ts';
import { atomFeed, jsonFeed } from './feed.ts';
import { everything, isNarrow, readFilter } from './filter.ts';
import { chipsOf } from './filters.ts';
import { kinOf } from './kin.ts';
import { noticePage } from './layout.ts';
import { serverLinks } from './links.ts';
import { type Made, madeOf } from './made.ts';
import type { GalleryParts, Gate } from './parts.ts';
import { paths } from './paths.ts';
import { picturePage } from './picture-page.ts';
import type { GalleryView } from './view.ts';
import { wallPage } from './wall-page.ts';

/** A request that was let in, understood. */
interface Visit extends GalleryView {
  readonly gallery: Gallery;
}

/** Pictures beyond which nobody needs to know how many there are; counting them all would take longer than showing them. */
const mostCounted = 1000;

/** Adds the pages and feeds of all galleries, and their own files. */
export async function createGalleryRoutes(app: Hono, parts: GalleryParts, gate: Gate): Promise<void> {
  const assets = await readGalleryAssets();
  const routes = new Hono();
  routes.onError((error, context) => {
    parts.log.error({ err: error, problem: asProblem(error).code, route: context.req.routePath }, 'a page failed');
    return notice(context, assets, 'broken', 500);
  });
  const visit = (show: Show) => (context: Context) => enter(context, { parts, gate, assets, show });
  const packed = compress();
  routes.get('/g/:address', packed, visit(showWall));
  routes.get('/g/:address/feed.atom', packed, visit(showAtom));
  routes.get('/g/:address/feed.json', packed, visit(showJsonFeed));
  routes.get('/g/:address/:recipe', packed, visit(showPicture));
  routes.get('/gallery/:version/:name', packed, (context) => serveAsset(context, assets));
  app.route('/', routes);
}

type Show = (context: Context, visit: Visit, parts: GalleryParts, assets: GalleryAssets) => Promise<Response>;

interface Entrance {
  readonly parts: GalleryParts;
  readonly gate: Gate;
  readonly assets: GalleryAssets;
  readonly show: Show;
}

async function enter(context: Context, { parts, gate, assets, show }: Entrance): Promise<Response> {
  const address = context.req.param('address') ?? '';
  const entered = await gate.enter(context, address);
  if ('response' in entered) return entered.response;
  const { gallery } = entered;
  // Deleted and hidden pictures are gone from a page that is looked at again, so it is asked for each time.
  context.header('Cache-Control', 'private, no-cache');
  if (gallery.visibility !== 'public') context.header('X-Robots-Tag', 'noindex');
  const { words } = languageOf(context.req.header('accept-language'));
  context.header('Vary', 'Accept-Language');
  const filter = readFilter(context.req.query());
  if (!filter) return notice(context, assets, 'filter', 400, paths.gallery(address));
  const origin = parts.publicUrl ?? new URL(context.req.url).origin;
  return show(context, { gallery, words, links: serverLinks(address, origin, assets.folder), filter }, parts, assets);
}

async function showWall(context: Context, visit: Visit, parts: GalleryParts): Promise<Response> {
  const { gallery, filter } = visit;
  const [browsed, most] = await Promise.all([
    browse(parts, gallery, filter),
    isNarrow(filter) ? undefined : parts.galleries.count(gallery.id, true, mostCounted + 1),
  ]);
  const count = most === undefined ? undefined : { shown: Math.min(most, mostCounted), isMore: most > mostCounted };
  return context.html(wallPage(browsed, visit, count));
}

async function showPicture(
  context: Context,
  visit: Visit,
  parts: GalleryParts,
  assets: GalleryAssets,
): Promise<Response> {
  const { gallery, links, filter } = visit;
  const given = context.req.param('recipe') ?? '';
  const recipe = readRecipe(given);
  const exhibit = await made(parts, gallery, recipe);
  if (!exhibit) return notice(context, assets, 'missing', 404, links.wall(everything));
  if (exhibit.recipe !== given) return context.redirect(links.picture(exhibit.recipe, filter), 301);
  const other = context.req.query('with');
  if (other !== undefined) return showBoth(context, exhibit, other, visit, parts, assets);
  const [beside, kin] = await Promise.all([
    neighbours(parts, gallery, filter, exhibit.recipe),
    kinOf(parts, gallery, exhibit),
  ]);
  const all = { ...beside, ...kin, command: parts.commandLine(exhibit), link: parts.linkTo(exhibit) };
  return context.html(picturePage(exhibit, all, visit));
}

async function showBoth(
  context: Context,
  exhibit: Made,
  given: string,
  visit: Visit,
  parts: GalleryParts,
  assets: GalleryAssets,
): Promise<Response> {
  const back = visit.links.picture(exhibit.recipe, everything);
  const recipe = readRecipe(given);
  if (recipe === undefined || recipe === 'mistyped') return notice(context, assets, 'recipe', 400, back);
  const other = await made(parts, visit.gallery, recipe);
  if (!other) return notice(context, assets, 'missing', 404, back);
  return context.html(comparePage(exhibit, other, visit));
}

async function made(
  { galleries }: GalleryParts,
  { id }: Gallery,
  recipe: string | undefined,
): Promise<Made | undefined> {
  if (recipe === undefined || recipe === 'mistyped') return undefined;
  return madeOf([await galleries.exhibit(id, recipe, true)])[0];
}

async function showAtom(context: Context, visit: Visit, parts: GalleryParts): Promise<Response> {
  const feed = await atomFeed(await feedOf(visit, parts), visit);
  return context.body(feed, 200, { 'Content-Type': 'application/atom+xml; charset=utf-8' });
}

async function showJsonFeed(context: Context, visit: Visit, parts: GalleryParts): Promise<Response> {
  const feed = await jsonFeed(await feedOf(visit, parts), visit);
  return context.body(JSON.stringify(feed), 200, { 'Content-Type': 'application/feed+json; charset=utf-8' });
}

async function feedOf({ gallery, filter, words }: Visit, parts: GalleryParts) {
  const { exhibits, after, person } = await browse(parts, gallery, filter);
  const filters = chipsOf(filter, person, words).map(({ label }) => label);
  return { title: words.gallery.feedTitle(gallery.name, filters.join(', ')), exhibits, after, now: parts.clock.now() };
}

/** Says one thing, and where to go from there. */
function notice(
  context: Context,
  { folder }: GalleryAssets,
  what: keyof WebWords['gallery']['notices'],
  status: 400 | 404 | 500,
  href?: string,
) {
  const { words } = languageOf(context.req.header('accept-language'));
  context.header('X-Robots-Tag', 'noindex');
  const links = href === undefined ? [] : [{ href, label: words.gallery.takeAwayAll }];
  return context.html(
    noticePage(words, (name) => `${folder}/${name}`, { ...words.gallery.notices[what], links }),
    status,
  );
}

/** What an older page asks for under an older address is answered with what there is, but not kept. */
function serveAsset(context: Context, { folder, files }: GalleryAssets) {
  const asset = files.get(context.req.param('name') ?? '');
  if (!asset) return context.notFound();
  const isCurrent = context.req.path.startsWith(`${folder}/`);
  return context.body(asset.body, 200, {
    'Content-Type': asset.type,
    'Cache-Control': isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
}
