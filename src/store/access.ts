import { setTimeout } from 'node:timers/promises';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { ZodError } from 'zod';
import type { LaneEvent } from '../core/lane.ts';
import { Problem } from '../core/problem.ts';
import type { Engine } from './engine.ts';
import type { Notices } from './notices.ts';
import type { Tables } from './tables.ts';

/** A turn at changing the line: nobody else changes it until the transaction ends. */
export interface Turning {
  readonly transaction: Transaction<Tables>;
  readonly lane: Selectable<Tables['lanes']>;
  /** Tells all processes once the transaction is committed. */
  tell(event: LaneEvent): void;
}

/** The only way to the database. Whatever goes wrong there becomes Problem `storage_failed`. */
export interface Access {
  /** One statement, or several that need not agree. */
  run<T>(work: (database: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** A transaction with the turn. What `work` throws rolls it back. */
  turn<T>(work: (turning: Turning) => Promise<T>): Promise<T>;
}

export function createAccess(database: Kysely<Tables>, engine: Engine, notices: Notices): Access {
  return {
    run: (work) => explained(engine, () => work(database)),
    async turn(work) {
      const { result, turn, events } = await explained(engine, () =>
        database.transaction().execute(async (transaction) => {
          const events: LaneEvent[] = [];
          // First of all statements: a row lock on PostgreSQL, so that all writers queue here and never deadlock.
          const lane = await transaction
            .updateTable('lanes')
            .set((row) => ({ turn: row('turn', '+', 1) }))
            .where('id', '=', 'pictures')
            .returningAll()
            .executeTakeFirstOrThrow();
          const result = await work({ transaction, lane, tell: (event) => events.push(event) });
          await notices.send(transaction, events);
          return { result, turn: lane.turn, events };
        }),
      );
      notices.committed(turn, events);
      return result;
    },
  };
}

/** How long another program may hold the database: its transactions take about a millisecond. */
const patience = 5000;

/**
 * Runs it, again while another process is writing, and turns what the engine throws into a Problem with advice for the
 * operator. `work` must be free to run again when it failed at its first statement.
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
  const unreadable = cause instanceof ZodError ? 'DATABASE_URL: a row is not as Easel wrote it' : undefined;
  const hint = unreadable ?? engine.explain(cause);
  return hint === undefined ? cause : new Problem('storage_failed', {}, { hint, cause });
}
