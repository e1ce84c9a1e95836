import { sql } from 'kysely';
import type { Client } from 'pg';
import type { Clock } from '../core/clock.ts';
import type { Wire } from './engine.ts';

const channel = 'easel_lane';

/**
 * Milliseconds between two questions on the listening connection, and for an answer. One that was cut without a word,
 * by a firewall or a machine that lost its power, would otherwise stay deaf for hours.
 */
const askEvery = 5000;
const answerWithin = 5000;

/** What a wire needs of its engine. */
export interface WireParts {
  readonly connect: () => Client;
  /** Any question that shows that the connection lives. */
  readonly ask: (client: Client) => Promise<void>;
  readonly clock: Clock;
}

/** LISTEN and NOTIFY on a connection of its own, which is opened again whenever it breaks or falls silent. */
export function postgresWire(parts: WireParts): Wire {
  return {
    async send(transaction, message) {
      await sql`select pg_notify(${channel}, ${message})`.execute(transaction);
    },
    listen(hear, connected) {
      const closing = new AbortController();
      const running = keepListening(parts, hear, connected, closing.signal);
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
  parts: WireParts,
  hear: (message: string) => void,
  connected: (yes: boolean) => void,
  closing: AbortSignal,
): Promise<void> {
  while (!closing.aborted) {
    await listenOnce(parts, hear, connected, closing).catch(() => undefined);
    connected(false);
    // Polling fills the gap, so a second is soon enough.
    await parts.clock.sleep(1000, closing).catch(() => undefined);
  }
}

/** Rejects when the connection ends, never began, or does not answer any more. */
async function listenOnce(
  { connect, ask, clock }: WireParts,
  hear: (message: string) => void,
  connected: (yes: boolean) => void,
  closing: AbortSignal,
): Promise<void> {
  const client = connect();
  const ending = new AbortController();
  const stop = () => ending.abort();
  client.on('error', stop);
  client.on('end', stop);
  client.on('notification', ({ payload }) => payload !== undefined && hear(payload));
  closing.addEventListener('abort', stop);
  try {
    await client.connect();
    await answered(client.query(`listen ${channel}`), clock, ending.signal);
    connected(true);
    for (;;) {
      await clock.sleep(askEvery, ending.signal);
      await answered(ask(client), clock, ending.signal);
    }
  } finally {
    closing.removeEventListener('abort', stop);
    // With a question unanswered this cuts the connection instead of saying goodbye.
    await client.end().catch(() => undefined);
  }
}

/** Waits for an answer, but neither for ever nor longer than the connection lives. */
async function answered(answer: Promise<unknown>, clock: Clock, ending: AbortSignal): Promise<void> {
  const over = new AbortController();
  const late = clock.sleep(answerWithin, AbortSignal.any([over.signal, ending])).then(() => {
    throw new Error('the database does not answer');
  });
  try {
    await Promise.race([answer, late]);
  } finally {
    over.abort();
  }
}
