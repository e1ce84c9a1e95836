import { type Context, Hono } from 'hono';
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
import { isOwnHost, isReadable, isSameOrigin, type OwnAddress, safeHeaders } from './protect.ts';
import { addCallRoutes, addFileRoutes, addPageRoutes } from './routes.ts';
import { saying } from './saying.ts';
import { createStreams } from './stream.ts';
import { attachSurface } from './surface.ts';

/** Bytes of a form: 4,000 characters of text and every option fit many times. */
const largestBody = 64 * 1024;

export interface StudioParts extends OwnAddress {
  readonly bot: Bot;
  readonly images: Images;
  readonly log: Log;
  readonly clock: Clock;
}

/** Builds the studio's routes. `attach` puts a call from before a restart back on its card; `close` ends the live streams. */
export async function createStudio({ bot, images, log, clock, ...address }: StudioParts) {
  const app = new Hono();
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

  app.use(safeHeaders(address));
  app.use(async (context, next) => refuse(context, address) ?? next());
  addPageRoutes(app, parts);
  addCallRoutes(app, parts);
  addFileRoutes(app, parts);
  app.notFound((context) => saying(context, 'missing', 404));
  app.onError((error, context) => {
    log.error({ err: error, problem: asProblem(error).code, route: context.req.routePath }, 'a page failed');
    return saying(context, 'broken', 500);
  });
  return {
    app,
    attach: (invocation: Invocation, address: Address) => attachSurface(images, calls, invocation, address),
    close: parts.streams.close,
  };
}

/** What is wrong with a request before anybody looks at where it goes; undefined when nothing is. */
function refuse(context: Context, address: OwnAddress) {
  const { method } = context.req;
  if (!isOwnHost(context.req.header('host'), address)) return saying(context, 'host', 421);
  if (method === 'GET' || method === 'HEAD') return undefined;
  if (method !== 'POST') {
    context.header('Allow', 'GET, HEAD, POST');
    return saying(context, 'unreadable', 405);
  }
  if (!isSameOrigin(context)) return saying(context, 'elsewhere', 403);
  if (!isReadable(context)) return saying(context, 'unreadable', 415);
  // Browsers always tell the length; Node then takes no byte more. Hono's own limit needs to replace the request, which
  // cannot be done to Node's (@hono/node-server 2.1, overrideGlobalObjects off).
  const length = context.req.header('content-length');
  if (length === undefined) return saying(context, 'unreadable', 411);
  return Number(length) > largestBody ? saying(context, 'large', 413) : undefined;
}
