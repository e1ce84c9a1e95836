import { once } from 'node:events';
import { createServer, connect as dial, type Socket } from 'node:net';

/** A network between a client and its server on loopback that can lose connections without a word. */
export interface SilentProxy extends AsyncDisposable {
  /** The server's address, through the proxy. */
  readonly url: string;
  /** How many connections were opened. */
  readonly connections: () => number;
  /** From now on carries nothing for those connections that are open and have sent these words, and closes none. */
  silence(words: string): void;
  /** Resolves when a connection that has sent these words is open and not silenced. */
  carries(words: string): Promise<void>;
}

interface Line {
  sent: string;
  silent: boolean;
}

export async function startSilentProxy(server: string): Promise<SilentProxy> {
  const lines = new Set<Line>();
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let opened = 0;
  const proxy = createServer((client) => {
    opened++;
    const line: Line = { sent: '', silent: false };
    const { hostname, port } = new URL(server);
    const upstream = dial(Number(port), hostname);
    lines.add(line);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => {
        if (from === client) line.sent += bytes.toString('latin1');
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
