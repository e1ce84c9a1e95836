import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Platform } from '../../core/platform.ts';
import { within } from '../../core/within.ts';
import { type AppParts, createApp } from './app.ts';
import { listen } from './listen.ts';

/** Another platform's listener on our port, such as Slack's HTTP mode. */
export interface Mount {
  /** The whole path, e.g. `/slack/events`. */
  readonly path: string;
  readonly listener: (request: IncomingMessage, response: ServerResponse) => void;
}

export interface WebParts extends AppParts {
  /** 0 takes any free port. */
  readonly port: number;
  readonly mounts: readonly Mount[];
}

export interface WebPlatform extends Platform {
  /** For people: what is there, and where. */
  readonly label: string;
  readonly url: string;
}

/** Milliseconds that pages get to take the last replies before they are hung up on. */
const farewell = 1000;

/**
 * Serves galleries, the studio and the mounts. Mounts get their requests untouched, from any Host: they check signatures
 * themselves. Throws a Problem whose hint says what is wrong with the address.
 */
export async function startWeb(parts: WebParts): Promise<WebPlatform> {
  const { clock, host, port, mounts } = parts;
  const pages = await createApp(parts);
  const rest = pagesListener(pages.app.fetch);
  // Keep-alive probes find the pages that went away without a word.
  const server = createServer({ keepAlive: true }, (request, response) => {
    const path = request.url?.split('?', 1)[0];
    const mount = mounts.find((candidate) => candidate.path === path);
    (mount?.listener ?? rest)(request, response);
  });
  const url = await listen(server, host, port);
  return {
    name: 'web',
    label: `${parts.studio ? 'studio' : 'web'} at ${url}`,
    url,
    attach: (invocation, address) => pages.attach(invocation, address),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await within(farewell, Promise.all([pages.close(), closed]), clock);
      server.closeAllConnections();
      await closed;
    },
  };
}

function pagesListener(fetch: (request: Request) => Response | Promise<Response>): RequestListener {
  // Node's own Request and Response stay in place for everybody else in the process.
  const listener = getRequestListener(fetch, { overrideGlobalObjects: false });
  return (request, response) => void listener(request, response);
}
