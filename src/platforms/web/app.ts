import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Bot } from '../../core/bot.ts';
import type { Clock } from '../../core/clock.ts';
import type { Images } from '../../core/image.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Address } from '../../core/journal.ts';
import type { Log } from '../../core/log.ts';
import { asProblem } from '../../core/problem.ts';
import { createAsking } from './asking.ts';
import { readAssets } from './assets.ts';
import { createCalls } from './calls.ts';
import { addWebGalleries, type WebGalleries } from './gallery/galleries.ts';
import { isOwnHost, isReadable, isSameOrigin, type OwnAddress, safeHeaders } from './protect.ts';
import { addCallRoutes, addFileRoutes, addPageRoutes } from './routes.ts';
import { saying } from './saying.ts';
import { createStreams } from './stream.ts';
import { attachSurface } from './surface.ts';
import type { WebWords } from './words/en.ts';

/** Bytes of a form: 4,000 characters of text and every option fit many times. */
const largestBody = 64 * 1024;

export interface AppParts extends OwnAddress {
  readonly bot: Bot;
  readonly images: Images;
  readonly log: Log;
  readonly clock: Clock;
  /** Whether the studio is served, where anybody may paint. */
  readonly studio: boolean;
  readonly galleries: WebGalleries;
}

/** Builds all pages. `attach` puts a call from before a restart back on its card; `close` ends the live streams. */
export async function createApp(parts: AppParts) {
  const { log } = parts;
  const app = new Hono();
  app.use(safeHeaders(parts));
  app.use(async (context, next) => refuse(context, parts, speak) ?? next());
  const studio = parts.studio ? await addStudio(app, parts) : undefined;
  const say = await addWebGalleries(app, parts.galleries, parts.studio);
  // People who look at galleries know nothing of a studio.
  const speak: Speak = (context, what, status) =>
    studio
      ? saying(context, what, status)
      : say(context, status, ({ pages }) => pages[what === 'missing' ? 'nowhere' : what]);
  app.notFound((context) => speak(context, 'missing', 404));
  app.onError((error, context) => {
    log.error({ err: error, problem: asProblem(error).code, route: context.req.routePath }, 'a page failed');
    return speak(context, 'broken', 500);
  });
  return {
    app,
    attach: (invocation: Invocation, address: Address) => studio?.attach(invocation, address),
    close: async () => studio?.close(),
  };
}

async function addStudio(app: Hono, { bot, images, clock }: AppParts) {
  const calls = createCalls();
  const parts = {
    bot,
    images,
    clock,
    calls,
    asking: createAsking({ bot, images, clock, calls }),
    streams: createStreams(calls),
    assets: await readAssets(),
  };
  addPageRoutes(app, parts);
  addCallRoutes(app, parts);
  addFileRoutes(app, parts);
  return {
    attach: (invocation: Invocation, address: Address) => attachSurface(images, calls, invocation, address),
    close: parts.streams.close,
  };
}

/** Answers with one thing to say. */
type Speak = (
  context: Context,
  what: keyof WebWords['pages'],
  status: ContentfulStatusCode,
) => Response | Promise<Response>;

/** What is wrong with a request before anybody looks at where it goes; undefined when nothing is. */
function refuse(context: Context, address: OwnAddress, speak: Speak) {
  const { method, url } = context.req;
  // A whole address in the request's first line counts before the header (RFC 9112, section 3.2.2), and stands in links.
  const hosts = [context.req.header('host'), new URL(url).host];
  if (!hosts.every((host) => isOwnHost(host, address))) return speak(context, 'host', 421);
  if (method === 'GET' || method === 'HEAD') return undefined;
  if (method !== 'POST') {
    context.header('Allow', 'GET, HEAD, POST');
    return speak(context, 'unreadable', 405);
  }
  if (!isSameOrigin(context)) return speak(context, 'elsewhere', 403);
  if (!isReadable(context)) return speak(context, 'unreadable', 415);
  // Browsers always tell the length; Node then takes no byte more. Hono's own limit needs to replace the request, which
  // cannot be done to Node's (@hono/node-server 2.1, overrideGlobalObjects off).
  const length = context.req.header('content-length');
  if (length === undefined) return speak(context, 'unreadable', 411);
  return Number(length) > largestBody ? speak(context, 'large', 413) : undefined;
}
