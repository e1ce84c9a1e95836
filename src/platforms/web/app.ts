import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
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
import { isLoopbackHost, isReadable, isSameOrigin, safeHeaders } from './protect.ts';
import { addCallRoutes, addFileRoutes, addPageRoutes } from './routes.ts';
import { saying } from './saying.ts';
import { createStreams } from './stream.ts';
import { attachSurface } from './surface.ts';

/** Bytes of a form: 4,000 characters of text and every option fit many times. */
const largestBody = 64 * 1024;

export interface StudioParts {
  readonly bot: Bot;
  readonly images: Images;
  readonly log: Log;
  readonly clock: Clock;
  /** Only this machine may ask; other Host headers are refused. */
  readonly loopback: boolean;
}

/** Builds the studio's routes. `attach` puts a call from before a restart back on its card; `close` ends the live streams. */
export async function createStudio({ bot, images, log, clock, loopback }: StudioParts) {
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

  app.use(safeHeaders);
  app.use(async (context, next) => {
    if (loopback && !isLoopbackHost(context.req.header('host'))) return saying(context, 'host', 421);
    if (context.req.method !== 'POST') return next();
    if (!isSameOrigin(context)) return saying(context, 'elsewhere', 403);
    if (!isReadable(context)) return saying(context, 'unreadable', 415);
    return next();
  });
  app.use(bodyLimit({ maxSize: largestBody, onError: (context) => saying(context, 'large', 413) }));
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
