import { closeSync, fdatasync, openSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { promisify } from 'node:util';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { createFlush } from './flush.ts';

/** Statement texts are few, but lists in them have any length. */
const mostPrepared = 200;

/** Waits for the disk. */
type DataSync = (descriptor: number) => Promise<void>;

export interface NodeSqlite extends SqliteDatabase {
  /** Resolves once everything that was committed before is on the disk. Throws what the disk reports. */
  flush(): Promise<void>;
}

/**
 * `node:sqlite` in the shape that Kysely knows; the only file that touches the module, which is a release candidate.
 *
 * With `synchronous = full`, SQLite waits for the disk at the end of every commit, and the whole event loop with it. So
 * it is left to `flush`, which does the same to the same file, the log, but beside the event loop and once for all who
 * wrote meanwhile (sqlite.org/pragma.html, synchronous; what is in the log is never older than what was read).
 */
export function openNodeSqlite(path: string, dataSync: DataSync = promisify(fdatasync)): NodeSqlite {
  // SQLite itself must not wait for another process: that would stop this one's whole event loop.
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('pragma journal_mode = wal');
    database.exec('pragma synchronous = normal');
  } catch (error) {
    database.close();
    throw error;
  }
  const log = openLog(database, dataSync);
  const { wrote, flush } = createFlush(log.sync);
  const prepared = new Map<string, SqliteStatement>();

  function prepare(sql: string): SqliteStatement {
    // A deferred transaction that reads first cannot wait for another writer, so each one writes from the start.
    const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql);
    const changes = !/^(select|pragma|rollback)/i.test(sql);
    const noted = <Result>(run: (parameters: SQLInputValue[]) => Result) => {
      return (parameters: readonly unknown[]) => {
        const result = run(parameters.map(input));
        if (changes && !database.isTransaction) wrote();
        return result;
      };
    };
    return {
      reader: statement.columns().length > 0,
      all: noted((parameters) => statement.all(...parameters)),
      run: noted((parameters) => statement.run(...parameters)),
      iterate: (parameters) => statement.iterate(...parameters.map(input)),
    };
  }

  return {
    flush,
    close() {
      log.close();
      database.close();
    },
    prepare(sql) {
      const statement = prepared.get(sql) ?? prepare(sql);
      prepared.delete(sql);
      prepared.set(sql, statement);
      const [oldest] = prepared.keys();
      if (prepared.size > mostPrepared && oldest !== undefined) prepared.delete(oldest);
      return statement;
    },
  };
}

/** The log beside the database's file. SQLite makes it before it first writes and keeps it until everybody has closed. */
function openLog(database: DatabaseSync, dataSync: DataSync) {
  const path = database.location();
  let descriptor: number | undefined;
  let broken = false;

  /** Copies everything from the log to the database, and waits for the disk. */
  function checkpoint(): void {
    const { busy } = database.prepare('pragma wal_checkpoint(truncate)').get() ?? {};
    if (busy !== 0) throw Object.assign(new Error('the log is being read'), { errcode: 10 });
  }

  return {
    async sync() {
      // In memory.
      if (path === null) return;
      // A disk that failed once may say later that all is well with what it has lost.
      if (broken) checkpoint();
      broken = true;
      descriptor ??= openSync(`${path}-wal`, 'r+');
      await dataSync(descriptor);
      broken = false;
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

function input(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError(`the store writes text and numbers only, not ${typeof value}`);
}
