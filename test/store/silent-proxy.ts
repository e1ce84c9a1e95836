import { once } from 'node:events';
import { createServer, connect as dial, type Socket } from 'node:net';

/** A network between a client and its PostgreSQL server on loopback that can lose connections, and answers. */
export interface SilentProxy extends AsyncDisposable {
  /** The server's address, through the proxy. */
  readonly url: string;
  /** How many connections were opened. */
  readonly connections: () => number;
  /** From now on carries nothing for those connections that are open and have sent these words, and closes none. */
  silence(words: string): void;
  /** Cuts the next connection that sends these words once the server has done what it was told, which nobody hears. */
  cutAfter(words: string): void;
  /** How many connections were cut so. */
  readonly cuts: () => number;
  /** Resolves when a connection that has sent these words is open and not silenced. */
  carries(words: string): Promise<void>;
}

interface Line {
  sent: string;
  silent: boolean;
  /** The answer that nobody gets, as far as it has come. */
  lost: string | undefined;
}

/** How an answer ends outside of a transaction (PostgreSQL: message formats, ReadyForQuery). */
const done = 'Z\u0000\u0000\u0000\u0005I';

export async function startSilentProxy(server: string): Promise<SilentProxy> {
  const lines = new Set<Line>();
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let opened = 0;
  let cuts = 0;
  let cutting: string | undefined;
  const proxy = createServer((client) => {
    opened++;
    const line: Line = { sent: '', silent: false, lost: undefined };
    const { hostname, port } = new URL(server);
    const upstream = dial(Number(port), hostname);
    lines.add(line);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => {
        const text = bytes.toString('latin1');
        if (from === client) {
          line.sent += text;
          if (cutting !== undefined && text.includes(cutting)) line.lost = '';
          if (line.lost !== undefined) cutting = undefined;
        } else if (line.lost !== undefined) {
          line.lost += text;
          if (!line.lost.endsWith(done)) return;
          cuts++;
          client.destroy();
          return;
        }
        if (!line.silent) to.write(bytes);
        for (const wake of waiting) wake();
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        lines.delete(line);
        if (!line.silent || from === client) to.destroy();
      });
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  const url = new URL(server);
  url.port = String(typeof address === 'object' ? address?.port : address);
  const carrying = (words: string) => [...lines].filter(({ sent, silent }) => !silent && sent.includes(words));

  return {
    url: url.href,
    connections: () => opened,
    silence(words) {
      for (const line of carrying(words)) line.silent = true;
    },
    cuts: () => cuts,
    cutAfter(words) {
      cutting = words;
    },
    async carries(words) {
      while (carrying(words).length === 0) {
        const { promise, resolve } = Promise.withResolvers<void>();
        waiting.add(resolve);
        await promise;
        waiting.delete(resolve);
      }
    },
    async [Symbol.asyncDispose]() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
      await once(proxy, 'close');
    },
  };
}
