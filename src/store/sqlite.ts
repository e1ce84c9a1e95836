import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { SqliteDialect, sql } from 'kysely';
import { systemClock } from '../core/clock.ts';
import type { Engine } from './engine.ts';
import { sqliteSearch } from './galleries/sqlite-search.ts';
import { type NodeSqlite, openNodeSqlite } from './node-sqlite.ts';

/** An embedded database in one file, e.g. `file:data/easel.db`; its folder is made. */
export function sqliteEngine(url: string): Engine {
  const path = url.slice('file:'.length);
  let file: NodeSqlite | undefined;
  return {
    dialect: new SqliteDialect({
      database: async () => {
        mkdirSync(dirname(path), { recursive: true });
        file = openNodeSqlite(path);
        return file;
      },
    }),
    flush: async () => file?.flush(),
    // Nobody waits for a network.
    cut: () => undefined,
    // Every transaction has the write lock from its beginning.
    lock: async () => undefined,
    explain: (error) => explain(error, path),
    isBusy: (error) => resultCode(error) === 5,
    wire: undefined,
    // A file has processes of one machine only.
    clock: systemClock,
    // Transactions take turns anyway.
    galleries: { search: sqliteSearch, free: sql`` },
  };
}

/** SQLite: result codes (sqlite.org/rescode.html); the lowest byte is the primary one. */
const advice: Readonly<Record<number, (path: string) => string>> = {
  3: unwritable,
  5: (path) => `${path} has been locked by another program for 5 seconds`,
  8: unwritable,
  10: (path) => `reading or writing ${path} failed; look at the disk`,
  11: damaged,
  13: (path) => `the disk of ${path} is full`,
  14: unwritable,
  26: damaged,
};

function unwritable(path: string): string {
  return `${path} cannot be opened for writing; look at the owner and rights of the file and its folder`;
}

function damaged(path: string): string {
  return `${path} is damaged or is no database; restore a backup, or move it away to begin anew`;
}

function explain(error: unknown, path: string): string | undefined {
  const code = resultCode(error);
  if (code !== undefined) return `DATABASE_URL: ${advice[code]?.(path) ?? `SQLite error ${code} in ${path}`}`;
  const fromFileSystem = error instanceof Error && 'syscall' in error && 'code' in error;
  return fromFileSystem ? `DATABASE_URL: ${unwritable(path)} (${error.code})` : undefined;
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return undefined;
  return error.errcode & 0xff;
}
