import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { asProblem } from '../../../core/problem.ts';
import { languageOf } from '../language.ts';
import { type GalleryAssets, readGalleryAssets } from './assets.ts';
import { readFilter } from './filter.ts';
import { serverLinks } from './links.ts';
import { notice } from './notice.ts';
import type { GalleryParts, Gate } from './parts.ts';
import { paths } from './paths.ts';
import { showAtom, showJsonFeed, showPicture, showWall, type Visit } from './show.ts';

interface Entrance {
  readonly parts: GalleryParts;
  readonly gate: Gate;
  readonly assets: GalleryAssets;
}

/** Adds the pages and feeds of all galleries, and their own files. */
export async function createGalleryRoutes(app: Hono, parts: GalleryParts, gate: Gate): Promise<void> {
  const assets = await readGalleryAssets();
  const routes = new Hono();
  routes.onError((error, context) => {
    parts.log.error({ err: error, problem: asProblem(error).code, route: context.req.routePath }, 'a page failed');
    return notice(context, assets, 'broken', 500);
  });
  const visited = (show: (visit: Visit) => Promise<Response>) => async (context: Context) => {
    const entered = await enter(context, { parts, gate, assets });
    return entered instanceof Response ? entered : show(entered);
  };
  const packed = compress();
  routes.get('/g/:address', packed, visited(showWall));
  routes.get('/g/:address/feed.atom', packed, visited(showAtom));
  routes.get('/g/:address/feed.json', packed, visited(showJsonFeed));
  routes.get('/g/:address/:recipe', packed, visited(showPicture));
  routes.get('/gallery/:version/:name', packed, (context) => serveAsset(context, assets));
  app.route('/', routes);
}

/** Whoever may come in, with what they asked for; or what is answered instead. */
async function enter(context: Context, { parts, gate, assets }: Entrance): Promise<Visit | Response> {
  const address = context.req.param('address') ?? '';
  const entered = await gate.enter(context, address);
  if ('response' in entered) return entered.response;
  const { gallery } = entered;
  // Deleted and hidden pictures are gone from a page that is looked at again, so it is asked for each time.
  context.header('Cache-Control', 'private, no-cache');
  context.header('Vary', 'Accept-Language');
  if (gallery.visibility !== 'public') context.header('X-Robots-Tag', 'noindex');
  const { words } = languageOf(context.req.header('accept-language'));
  const filter = readFilter(context.req.query());
  if (!filter) return notice(context, assets, 'filter', 400, paths.gallery(address));
  const origin = parts.publicUrl ?? new URL(context.req.url).origin;
  return { context, gallery, parts, assets, words, filter, links: serverLinks(address, origin, assets.folder) };
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
