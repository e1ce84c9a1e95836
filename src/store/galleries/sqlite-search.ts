import { sql } from 'kysely';
import type { Found, Search } from './search.ts';

/**
 * SQLite's own full-text search (FTS5). It finds in the order of picture numbers and goes on from any of them at once,
 * so no page has to be sorted, and the last one takes as long as the first.
 */
export const sqliteSearch: Search = {
  async put(transaction, picture, tokens) {
    await sql`insert or replace into search (rowid, tokens) values (${picture}, ${[...tokens].join(' ')})`.execute(
      transaction,
    );
  },
  async forget(transaction, picture) {
    await sql`delete from search where rowid = ${picture}`.execute(transaction);
  },
  async find(database, { tokens, joined, fits, stars, above, below, direction, limit }) {
    // Words have no quotation marks in them. `cross`: never the other way round. `cast`: FTS5 (SQLite 3.53) goes to a bound
    // at once only when it is an integer, and node:sqlite gives every number as a float.
    const all = [...tokens].map((token) => `"${token}"`).join(' AND ');
    const { rows } = await sql<Found>`
      select pictures.id as id, ${stars} as stars
      from search cross join pictures on pictures.id = search.rowid ${joined}
      where search match ${all} and search.rowid > cast(${above} as integer)
        and search.rowid < cast(${below} as integer) and ${fits}
      order by search.rowid ${sql.raw(direction)} limit ${limit}
    `.execute(database);
    return rows;
  },
};
