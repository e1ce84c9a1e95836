import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore, type Store } from '../../src/store/store.ts';
import { postgresDatabase, query } from '../../test/store/databases.ts';
import { history } from '../../test/store/history.ts';

/** A database with nothing but ended calls and pictures in it. */
export interface Filled {
  readonly url: string;
  /** Rows in each of its tables. */
  readonly rows: number;
  readonly store: Store;
}

/** A kind of database, and how to get one of its own. */
export interface Kind {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** With so many rows of history. */
  open(rows: number): Promise<Filled>;
}

/** Files in a folder. */
export function sqliteIn(folder: string): Kind {
  return {
    name: 'SQLite',
    async open(rows) {
      const path = join(folder, `rows-${rows}-${crypto.randomUUID()}.db`);
      const url = `file:${path}`;
      await (await openStore({ url })).close();
      const file = new DatabaseSync(path);
      file.exec(`begin; ${history(rows, Date.now()).join('; ')}; commit; pragma wal_checkpoint(truncate)`);
      file.close();
      return { url, rows, store: await openStore({ url }) };
    },
  };
}

/** Databases on a server. */
export function postgresOn(server: string): Kind {
  return {
    name: 'PostgreSQL',
    async open(rows) {
      const { url } = await postgresDatabase(server);
      await (await openStore({ url })).close();
      for (const statement of history(rows, Date.now())) await query(url, statement);
      return { url, rows, store: await openStore({ url }) };
    },
  };
}
