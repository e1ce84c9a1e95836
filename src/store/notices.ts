import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { LaneEvent } from '../core/lane.ts';
import type { Engine } from './engine.ts';
import type { Tables } from './tables.ts';

/**
 * Milliseconds between looks at the turn counter: one row, about 10 µs on SQLite. A safety net where messages are heard,
 * because a connection can be cut, or a pooler in between can drop them, without a word.
 */
const pollEvery = 500;

const message = z.object({
  from: z.string(),
  turn: z.number(),
  events: z.array(
    z.union([
      z.object({ kind: z.enum(['waiting', 'running', 'settled', 'cancel']), invocation: z.string(), n: z.number() }),
      z.object({ kind: z.literal('unknown') }),
    ]),
  ),
});

/** PostgreSQL refuses messages of 8000 bytes and more. Whoever is told of `unknown` looks for itself. */
function written(from: string, turn: number, events: readonly LaneEvent[]): string {
  const text = JSON.stringify({ from, turn, events });
  return Buffer.byteLength(text) < 8000 ? text : JSON.stringify({ from, turn, events: [{ kind: 'unknown' }] });
}

/** Undefined for what another program said on the channel. */
function read(text: string): z.output<typeof message> | undefined {
  try {
    return message.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Carries what changed to this process's listeners at once and to the other processes as fast as the engine can. */
export interface Notices {
  send(transaction: Transaction<Tables>, turn: number, events: readonly LaneEvent[]): Promise<void>;
  committed(turn: number, events: readonly LaneEvent[]): void;
  subscribe(listener: (event: LaneEvent) => void): () => void;
  close(): Promise<void>;
}

export function createNotices(database: Kysely<Tables>, { wire }: Engine, clock: Clock): Notices {
  const from = randomUUID();
  const listeners = new Set<(event: LaneEvent) => void>();
  const closing = new AbortController();
  let hearing = false;
  /** All turns up to this one were heard of, and these later ones: each turn that is committed has something to tell. */
  let seen = 0;
  const ahead = new Set<number>();

  function see(turn: number): void {
    if (turn > seen) ahead.add(turn);
    while (ahead.delete(seen + 1)) seen += 1;
  }

  function seeAll(turn: number): void {
    seen = Math.max(seen, turn);
    for (const later of ahead) if (later <= seen) ahead.delete(later);
    see(seen);
  }

  const tell = (events: readonly LaneEvent[]) => {
    for (const event of events) for (const listener of listeners) listener(event);
  };
  const connection = wire?.listen(
    (text) => {
      const heard = read(text);
      if (!heard || heard.from === from) return;
      see(heard.turn);
      tell(heard.events);
    },
    (yes) => {
      hearing = yes;
      // Whatever was said before is lost.
      if (yes) tell([{ kind: 'unknown' }]);
    },
  );

  async function poll(): Promise<void> {
    for (;;) {
      await clock.sleep(pollEvery, closing.signal);
      if (listeners.size === 0) continue;
      const lane = await database
        .selectFrom('lanes')
        .select('turn')
        .executeTakeFirst()
        .catch(() => undefined);
      if (!lane || lane.turn <= seen) continue;
      seeAll(lane.turn);
      tell([{ kind: 'unknown' }]);
    }
  }
  const polling = poll().catch(() => undefined);

  return {
    async send(transaction, turn, events) {
      if (events.length > 0) await wire?.send(transaction, written(from, turn, events));
    },
    committed(turn, events) {
      // A gap in the turns was another process's; without a wire this is the first to be known of it.
      const missed = !hearing && turn > seen + 1 && seen > 0;
      if (hearing) see(turn);
      else seeAll(turn);
      tell(missed ? [...events, { kind: 'unknown' }] : events);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing.abort();
      listeners.clear();
      await polling;
      await connection?.close();
    },
  };
}
