import { sql } from 'kysely';
import type { Client } from 'pg';
import type { Clock } from '../core/clock.ts';
import type { Wire } from './engine.ts';

const channel = 'easel_lane';

/** LISTEN and NOTIFY on a connection of its own, which is opened again whenever it breaks. */
export function postgresWire(connect: () => Client, clock: Clock): Wire {
  return {
    async send(transaction, message) {
      await sql`select pg_notify(${channel}, ${message})`.execute(transaction);
    },
    listen(hear, connected) {
      const closing = new AbortController();
      const running = keepListening(connect, clock, hear, connected, closing.signal);
      return {
        async close() {
          closing.abort();
          await running;
        },
      };
    },
  };
}

async function keepListening(
  connect: () => Client,
  clock: Clock,
  hear: (message: string) => void,
  connected: (yes: boolean) => void,
  closing: AbortSignal,
): Promise<void> {
  while (!closing.aborted) {
    await listenOnce(connect(), hear, connected, closing).catch(() => undefined);
    connected(false);
    // Polling fills the gap, so a second is soon enough.
    await clock.sleep(1000, closing).catch(() => undefined);
  }
}

/** Resolves when the connection ends, or rejects when it never began. */
async function listenOnce(
  client: Client,
  hear: (message: string) => void,
  connected: (yes: boolean) => void,
  closing: AbortSignal,
): Promise<void> {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const stop = () => end();
  client.on('error', stop);
  client.on('end', stop);
  client.on('notification', ({ payload }) => payload !== undefined && hear(payload));
  closing.addEventListener('abort', stop);
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
    connected(true);
    await ended;
  } finally {
    closing.removeEventListener('abort', stop);
    await client.end().catch(() => undefined);
  }
}
