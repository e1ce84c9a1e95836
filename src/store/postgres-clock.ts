import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { SteadyClock } from '../core/clock.ts';

/** A clock that is kept to the database's, so that processes on several machines mean the same moment (decision 11). */
export interface SharedClock extends SteadyClock {
  /** Learns the database's time at some moment between two readings of `monotonic`. */
  learn(time: number, between: readonly [asked: number, answered: number]): void;
}

/**
 * Counts from the machine's own time without following its corrections. It is moved by as little as a measurement
 * proves: a clock that is right stays untouched, however long an answer takes.
 */
export function sharedClock(local: SteadyClock): SharedClock {
  let start = local.now() - local.monotonic();
  return {
    monotonic: local.monotonic,
    sleep: local.sleep,
    now: () => Math.floor(start + local.monotonic()),
    learn(time, [asked, answered]) {
      start = Math.min(Math.max(start, time - answered), time - asked);
    },
  };
}

const measured = z.tuple([z.object({ time: z.number() })]);

/** Asks the database for its time on this connection. */
export async function compareClocks(client: ClientBase, clock: SharedClock): Promise<void> {
  const asked = clock.monotonic();
  // Not that of the transaction: the moment itself, in milliseconds.
  const { rows } = await client.query('select (extract(epoch from clock_timestamp()) * 1000)::float8 as time');
  const [{ time }] = measured.parse(rows);
  clock.learn(time, [asked, clock.monotonic()]);
}
