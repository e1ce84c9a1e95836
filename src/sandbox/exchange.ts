import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Ending } from './calls.ts';
import type { WireReply } from './reply.ts';

/** One request being answered. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  readonly ended: Promise<Ending>;
  /** Closes the connection. `reset` tells the client so at once, even when it has not read everything. */
  cut(how: 'close' | 'reset'): void;
}

export function openExchange(request: IncomingMessage, response: ServerResponse): Exchange {
  const controller = new AbortController();
  const { promise: ended, resolve } = Promise.withResolvers<Ending>();
  let isCut = false;
  // Without a listener a client that hangs up half way through its body would end the process.
  request.on('error', () => undefined);
  response.on('close', () => {
    controller.abort();
    resolve(response.writableFinished ? 'answered' : isCut ? 'cut' : 'aborted');
  });
  return {
    request,
    response,
    signal: controller.signal,
    ended,
    cut(how) {
      isCut = true;
      if (how === 'reset') request.socket.resetAndDestroy();
      else request.socket.destroy();
    },
  };
}

/** The request's body as text, or undefined when it is longer than `limit` bytes. Rejects when the client hangs up. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.byteLength;
    // What is too much is read and dropped, so that the client gets to the answer.
    if (length <= limit) chunks.push(bytes);
  }
  return length <= limit ? Buffer.concat(chunks).toString('utf8') : undefined;
}

export function send(exchange: Exchange, reply: WireReply): void {
  sendHead(exchange, reply);
  exchange.response.end(reply.body);
}

function sendHead({ response }: Exchange, { status, headers, body }: WireReply): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
}

/** Sends the reply up to the place where it breaks off. */
export function sendCut(
  exchange: Exchange,
  reply: WireReply,
  at: 'before headers' | 'after headers' | 'in body' | 'in json',
): void {
  const half = Buffer.from(reply.body).subarray(0, Math.floor(Buffer.byteLength(reply.body) / 2));
  switch (at) {
    case 'before headers':
      exchange.cut('reset');
      break;
    case 'in json':
      send(exchange, { ...reply, body: half });
      break;
    case 'after headers':
      sendHead(exchange, reply);
      exchange.response.flushHeaders();
      exchange.request.socket.write('', () => exchange.cut('close'));
      break;
    case 'in body':
      sendHead(exchange, reply);
      exchange.response.write(half, () => exchange.cut('close'));
  }
}
