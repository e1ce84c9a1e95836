import { createHmac } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

/** That an event is told again, and why. */
export interface Retry {
  readonly number: number;
  readonly reason: string;
}

/** How Slack reaches the bot. Resolves with what the acknowledgement holds; undefined when nobody could take it. */
export type Deliver = (
  type: EnvelopeType,
  payload: object,
  retry?: Retry,
) => Promise<{ acknowledgement: unknown } | undefined>;

const acknowledgement = z.object({ envelope_id: z.string(), payload: z.unknown() });

/** Socket Mode: envelopes over any of the bot's connections. */
export function createSockets(server: Server, next: () => number, changed: () => void) {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const open: WebSocket[] = [];
  const waiting = new Map<string, (payload: unknown) => void>();
  let turn = 0;

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A ticket opens one connection.
    if (tickets.delete(request.url ?? '')) sockets.handleUpgrade(request, socket, head, greet);
    else socket.destroy();
  });

  function greet(socket: WebSocket): void {
    socket.on('message', (data) => {
      const { envelope_id: id, payload } = acknowledgement.parse(JSON.parse(data.toString()));
      waiting.get(id)?.(payload);
      waiting.delete(id);
    });
    socket.on('close', () => {
      if (open.includes(socket)) open.splice(open.indexOf(socket), 1);
      changed();
    });
    open.push(socket);
    socket.send(
      JSON.stringify({ type: 'hello', num_connections: open.length, connection_info: { app_id: 'A0EASEL' } }),
    );
    changed();
  }

  const send: Deliver = (type, payload, retry) => {
    const socket = open[turn++ % Math.max(1, open.length)];
    if (!socket) return Promise.resolve(undefined);
    const id = `envelope-${next()}`;
    const again = retry ? { retry_attempt: retry.number, retry_reason: retry.reason } : {};
    const accepts_response_payload = type !== 'events_api';
    socket.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload, ...again }));
    const { promise, resolve } = Promise.withResolvers<{ acknowledgement: unknown }>();
    waiting.set(id, (answer) => resolve({ acknowledgement: answer }));
    return promise;
  };

  return {
    send,
    ticket(): string {
      const path = `/link/${next()}`;
      tickets.add(path);
      return path;
    },
    get count() {
      return open.length;
    },
    /** Sends a frame that is no envelope, e.g. a `disconnect`, to the connection with this number, from 0. */
    tell(connection: number, frame: object): void {
      open[connection]?.send(JSON.stringify(frame));
    },
    /** Breaks a connection without a goodbye. */
    cut(connection: number): void {
      open[connection]?.terminate();
    },
    close(): void {
      for (const socket of [...open]) socket.terminate();
      sockets.close();
    },
  };
}

/** HTTP mode: signed requests to the bot's one address. */
export function createRequests(url: () => string, secret: string, now: () => number) {
  const deliver: Deliver = async (type, payload, retry) => {
    const body = bodyOf(type, payload);
    const headers = {
      ...sign(body, Math.floor(now() / 1000)),
      ...(type === 'events_api' && { 'content-type': 'application/json' }),
      ...(retry && { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': retry.reason }),
    };
    const response = await post(body, headers);
    if (response.status !== 200) return undefined;
    const words = await response.text();
    return { acknowledgement: words === '' ? {} : JSON.parse(words) };
  };

  function sign(body: string, seconds: number): Record<string, string> {
    const signature = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
    return { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': `v0=${signature}` };
  }

  function post(body: string, headers: Record<string, string>): Promise<Response> {
    return fetch(url(), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });
  }

  return { deliver, sign, post };
}

function bodyOf(type: EnvelopeType, payload: object): string {
  if (type === 'events_api') return JSON.stringify(payload);
  return form(type === 'slash_commands' ? payload : { payload: JSON.stringify(payload) });
}

function form(payload: object): string {
  const fields = Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(fields).toString();
}
