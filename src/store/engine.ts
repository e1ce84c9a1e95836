import type { Dialect, Transaction } from 'kysely';
import type { SteadyClock } from '../core/clock.ts';
import type { GalleryEngine } from './galleries/parts.ts';
import type { Tables } from './tables.ts';

/** What differs between the databases; everything else is written once. */
export interface Engine {
  readonly dialect: Dialect;
  /** Resolves once everything that was committed before is on the disk. */
  flush(): Promise<void>;
  /** Cuts every connection that is still open: whoever waits for an answer is told at once that there will be none. */
  cut(): void;
  /** Lets one process at a time change the tables, until its transaction ends. */
  lock(transaction: Transaction<Tables>): Promise<void>;
  /** What the operator should look at, without a password in it. Undefined: not an error of this database. */
  explain(error: unknown): string | undefined;
  /** Somebody else is writing, and the statement, or the transaction that it was in, did nothing. */
  isBusy(error: unknown): boolean;
  /** How processes hear of each other at once; an engine without it is polled. */
  readonly wire: Wire | undefined;
  /** The time that all processes on this database agree on. */
  readonly clock: SteadyClock;
  readonly galleries: GalleryEngine;
}

export interface Wire {
  /** Sends when the transaction commits. */
  send(transaction: Transaction<Tables>, message: string): Promise<void>;
  /** Hears every message of every process, its own too. `connected` tells when hearing begins and ends. */
  listen(hear: (message: string) => void, connected: (yes: boolean) => void): { close(): Promise<void> };
}
