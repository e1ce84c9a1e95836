import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';

/**
 * `node:sqlite` in the shape that Kysely knows; the only file that touches the module, which is a release candidate.
 * Durable: WAL, and every commit is flushed to the disk before it returns.
 */
export function openNodeSqlite(path: string): SqliteDatabase {
  // SQLite itself must not wait for another process: that would stop this one's whole event loop.
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('pragma journal_mode = wal');
    database.exec('pragma synchronous = full');
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    close: () => database.close(),
    prepare(sql) {
      // A deferred transaction that reads first cannot wait for another writer, so each one writes from the start.
      const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters.map(input)),
        run: (parameters) => statement.run(...parameters.map(input)),
        iterate: (parameters) => statement.iterate(...parameters.map(input)),
      };
    },
  };
}

function input(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError(`the store writes text and numbers only, not ${typeof value}`);
}
