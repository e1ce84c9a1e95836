import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { asProblem } from '../../../core/problem.ts';
import { languageOf } from '../language.ts';
import type { GalleryAssets } from './assets.ts';
import { readFilter } from './filter.ts';
import { serverLinks } from './links.ts';
import type { GalleryParts, Gate } from './parts.ts';
import { paths } from './paths.ts';
import type { Say } from './say.ts';
import { showAtom, showJsonFeed, showPicture, showWall, type Visit } from './show.ts';

interface Around {
  readonly gate: Gate;
  readonly assets: GalleryAssets;
  readonly say: Say;
}

/** Adds the pages and feeds of all galleries, and their own files. */
export function addGalleryRoutes(app: Hono, parts: GalleryParts, around: Around): void {
  const routes = new Hono();
  routes.onError((error, context) => {
    parts.log.error({ err: error, problem: asProblem(error).code, route: context.req.routePath }, 'a page failed');
    return around.say(context, 500, ({ gallery }) => gallery.notices.broken);
  });
  const visited = (show: (visit: Visit) => Promise<Response>) => async (context: Context) => {
    const entered = await enter(context, parts, around);
    return entered instanceof Response ? entered : show(entered);
  };
  const packed = compress();
  routes.get('/g/:address', packed, visited(showWall));
  routes.get('/g/:address/feed.atom', packed, visited(showAtom));
  routes.get('/g/:address/feed.json', packed, visited(showJsonFeed));
  routes.get('/g/:address/:recipe', packed, visited(showPicture));
  routes.get('/gallery/:version/:name', packed, (context) => serveAsset(context, around.assets));
  app.route('/', routes);
}

/** Whoever may come in, with what they asked for; or what is answered instead. */
async function enter(context: Context, parts: GalleryParts, around: Around): Promise<Visit | Response> {
  const { gate, assets, say } = around;
  const address = context.req.param('address') ?? '';
  const entered = await gate.enter(context, address);
  if ('response' in entered) return entered.response;
  const { gallery } = entered;
  context.header('Vary', 'Accept-Language');
  const { words } = languageOf(context.req.header('accept-language'));
  const filter = readFilter(context.req.query());
  if (!filter) {
    const href = paths.gallery(address);
    return say(context, 400, ({ gallery: { notices, takeAwayAll } }) => ({
      ...notices.filter,
      links: [{ href, label: takeAwayAll }],
    }));
  }
  const origin = parts.publicUrl ?? new URL(context.req.url).origin;
  return { context, gallery, parts, say, words, filter, links: serverLinks(address, origin, assets.folder) };
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
