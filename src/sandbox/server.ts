import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type Clock, systemClock } from '../core/clock.ts';
import type { Answer } from './answer.ts';
import { answerCall } from './answer-call.ts';
import { createPainter } from './art/painter.ts';
import { type Call, createCallRecord } from './calls.ts';
import { serveDownload } from './download.ts';
import { type Exchange, openExchange } from './exchange.ts';
import { createLinks } from './links.ts';
import type { Paint } from './paint.ts';

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Milliseconds that a usual picture takes (25 steps, 512 × 512, enlarged). Default 0: as fast as it is painted. */
  readonly latency?: number;
  /** Default: the sandbox's own generative art. */
  readonly paint?: Paint;
  readonly clock?: Clock;
}

/** A running stand-in for the image service. */
export interface Sandbox {
  /** What goes into `IMAGE_API_URL`, without a slash at the end. */
  readonly url: string;
  /** The newest thousand calls of the API, oldest first; refused ones too. */
  readonly calls: readonly Call[];
  /** The newest thousand requests for pictures by link, oldest first. */
  readonly downloads: readonly Call[];
  /** The first call that `nextCall` has not given out yet, as soon as it is there. */
  nextCall(): Promise<Call>;
  /** Queues answers, one for each following call that is valid. Then the sandbox paints again. */
  script(...answers: readonly Answer[]): void;
  /** Ends open connections and stops. */
  close(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1 that speaks the image service's protocol (`POST /volcv/v1?Action=CVProcess&Version=2022-08-31`),
 * is as strict as the service, and paints: the same request always gives the same picture. Rejects when the port is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, latency = 0, paint = createPainter(), clock = systemClock } = options;
  const links = createLinks(() => clock.now());
  const record = createCallRecord();
  const downloads = createCallRecord();
  const script: Answer[] = [];
  const open = new Set<Exchange>();
  const server = createServer((request, response) => {
    const exchange = openExchange(request, response);
    open.add(exchange);
    exchange.ended.then(() => open.delete(exchange));
    const address = new URL(`http://127.0.0.1${request.url?.startsWith('/') ? request.url : '/'}`);
    const workshop = { paint, clock, latency, links, url };
    const answered = address.pathname.startsWith('/tos-')
      ? serveDownload(exchange, address, links, clock, downloads.add)
      : answerCall(exchange, address, workshop, record.add, () => script.shift());
    // Only what happens to the connection itself still rejects, and then nobody is there to be told.
    answered.catch(() => exchange.cut('close'));
  });
  const url = `http://127.0.0.1:${await listen(server, port)}`;
  return {
    url,
    calls: record.calls,
    downloads: downloads.calls,
    nextCall: record.next,
    script: (...answers) => void script.push(...answers),
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const exchange of open) exchange.cut('close');
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}
