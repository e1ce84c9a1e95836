import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface Page {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a few pages of text, to whoever reaches the address. Rejects when nothing can listen there. */
export async function listen(
  host: string,
  port: number,
  pages: Readonly<Record<string, () => Promise<Page>>>,
): Promise<Served> {
  const server = createServer((request, response) => void answer(request, response, pages));
  server.listen(port, host);
  await once(server, 'listening');
  // Later ones are about single connections, e.g. too many open files.
  server.on('error', () => undefined);
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  { method, url = '/' }: IncomingMessage,
  response: ServerResponse,
  pages: Readonly<Record<string, () => Promise<Page>>>,
): Promise<void> {
  const [path = '/'] = url.split('?');
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (!page || (method !== 'GET' && method !== 'HEAD')) {
    response.writeHead(page ? 405 : 404).end();
    return;
  }
  try {
    const { status, contentType, text } = await page();
    response.writeHead(status, { 'content-type': contentType }).end(`${text.trimEnd()}\n`);
  } catch {
    response.writeHead(500).end();
  }
}
