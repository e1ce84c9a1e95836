import { setTimeout } from 'node:timers/promises';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { ZodError } from 'zod';
import type { Clock } from '../core/clock.ts';
import { createGate } from '../core/gate.ts';
import type { LaneEvent } from '../core/lane.ts';
import { Problem } from '../core/problem.ts';
import type { Engine } from './engine.ts';
import type { Notices } from './notices.ts';
import type { Tables } from './tables.ts';

/** A turn at changing the line: nobody else changes it until the transaction ends. */
export interface Turning {
  readonly transaction: Transaction<Tables>;
  readonly lane: Selectable<Tables['lanes']>;
  /** Tells all processes once the transaction is committed. One that has nothing to tell is rolled back: it was a look. */
  tell(event: LaneEvent): void;
}

/** The only way to the database. Whatever goes wrong there becomes Problem `storage_failed`. */
export interface Access {
  /** One statement, or several that need not agree. */
  run<T>(work: (database: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** The same, and waits until it is on the disk: for what somebody acts on. */
  write<T>(work: (database: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** A transaction with the turn, on the disk before anybody acts on it. What `work` throws rolls it back. */
  turn<T>(work: (turning: Turning) => Promise<T>): Promise<T>;
  /** The same, on the disk no later than the next turn: for what a replay does again. */
  repeatableTurn<T>(work: (turning: Turning) => Promise<T>): Promise<T>;
  /** Resolves once everything that was written before is on the disk. */
  flush(): Promise<void>;
  /** When the database was back after it had failed, in milliseconds since 1970; 0: it never has, here. */
  backSince(): number;
}

/**
 * Whoever holds the turn can be stopped for as long as the database allows, and everybody else waits for it on a connection
 * of their own. So few of them leave most of the pool of ten to the journal, the heartbeat and whoever only looks.
 */
const turnsAtOnce = 3;

export function createAccess(database: Kysely<Tables>, engine: Engine, notices: Notices, clock: Clock): Access {
  const gate = createGate(turnsAtOnce);
  let away = false;
  let back = 0;

  async function watched<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await explained(engine, work);
      if (away) back = clock.now();
      away = false;
      return result;
    } catch (error) {
      if (error instanceof Problem && error.code === 'storage_failed') away = true;
      throw error;
    }
  }

  /** Everything about a turn but its commit. */
  async function takeTurn<T>(transaction: Transaction<Tables>, work: (turning: Turning) => Promise<T>) {
    const events: LaneEvent[] = [];
    // First of all statements: a row lock on PostgreSQL, so that all writers queue here and never deadlock.
    const lane = await transaction
      .updateTable('lanes')
      .set((row) => ({ turn: row('turn', '+', 1) }))
      .where('id', '=', 'pictures')
      .returningAll()
      .executeTakeFirstOrThrow();
    const result = await work({ transaction, lane, tell: (event) => events.push(event) });
    await notices.send(transaction, lane.turn, events);
    return { result, turn: lane.turn, events };
  }

  async function turn<T>(work: (turning: Turning) => Promise<T>): Promise<T> {
    const place = await gate.enter(1);
    try {
      const done = await watched(() => ifChanged(database, (transaction) => takeTurn(transaction, work)));
      if (done.events.length > 0) notices.committed(done.turn, done.events);
      return done.result;
    } finally {
      place.leave();
    }
  }

  const run = <T>(work: (database: Kysely<Tables>) => Promise<T>) => watched(() => work(database));
  const flush = () => engine.flush().catch((error: unknown) => Promise.reject(problemOf(engine, error)));

  async function safe<T>(written: Promise<T>): Promise<T> {
    const result = await written;
    await flush();
    return result;
  }

  return {
    backSince: () => back,
    run,
    write: (work) => safe(run(work)),
    turn: (work) => safe(turn(work)),
    repeatableTurn: turn,
    flush,
  };
}

/**
 * A transaction that is rolled back when it has no change to tell: a look then waits for no disk, and no other process
 * takes it for a change.
 */
async function ifChanged<Done extends { readonly events: readonly LaneEvent[] }>(
  database: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Done>,
): Promise<Done> {
  const transaction = await database.startTransaction().execute();
  try {
    const done = await work(transaction);
    await (done.events.length > 0 ? transaction.commit() : transaction.rollback()).execute();
    return done;
  } catch (error) {
    if (!transaction.isCommitted)
      await transaction
        .rollback()
        .execute()
        .catch(() => undefined);
    throw error;
  }
}

/** How long another program may hold the database: its transactions take about a millisecond. */
const patience = 5000;

/**
 * Runs it, again while another process is writing, and turns what the engine throws into a Problem with advice for the
 * operator. `work` must be free to run again when it failed at its first statement, or its transaction was undone.
 */
export async function explained<T>(engine: Engine, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + patience;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!engine.isBusy(error) || performance.now() > until) throw problemOf(engine, error);
      // Random, so that those who wait do not all come back at once.
      await setTimeout(1 + Math.random() * 5);
    }
  }
}

function problemOf(engine: Engine, cause: unknown): unknown {
  if (cause instanceof Problem) return cause;
  // Waiting does not mend it, unlike a database that is away.
  if (cause instanceof ZodError || cause instanceof SyntaxError) {
    return new Problem('unexpected', {}, { hint: 'DATABASE_URL: a row is not as Easel wrote it', cause });
  }
  const hint = engine.explain(cause);
  return hint === undefined ? cause : new Problem('storage_failed', {}, { hint, cause });
}
