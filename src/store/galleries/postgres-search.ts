import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../tables.ts';
import type { Found, Search, Sought } from './search.ts';

/**
 * PostgreSQL's index of words has no order: asked for a frequent word, it lists all that have it, and they are sorted.
 * So the newest pictures are looked through one by one, about 5 µs each, and the index is asked for what is rare.
 */
export interface Walks {
  /** Pictures that are looked through at once. */
  readonly near: number;
  /** Where one in a hundred of those had the words, so many more are looked through. */
  readonly far: number;
}

/** PostgreSQL's full-text search, by our own words: its own know no Chinese and no Japanese. */
export const postgresSearch = searchWalking({ near: 1000, far: 16_000 });

export function searchWalking(walks: Walks): Search {
  return { put, forget, find: (database, sought) => find(database, sought, walks) };
}

async function put(transaction: Kysely<Tables>, picture: number, tokens: ReadonlySet<string>): Promise<void> {
  const vector = sql`array_to_tsvector(array[${sql.join([...tokens])}]::text[])`;
  await sql`
    insert into search (picture, tokens) values (${picture}, ${vector})
    on conflict (picture) do update set tokens = excluded.tokens
  `.execute(transaction);
}

async function forget(transaction: Kysely<Tables>, picture: number): Promise<void> {
  await sql`delete from search where picture = ${picture}`.execute(transaction);
}

async function find(database: Kysely<Tables>, sought: Sought, { near, far }: Walks): Promise<readonly Found[]> {
  const first = await walk(database, sought, near);
  if (!first.rest) return first.found;
  const further = { ...sought, ...first.rest, limit: sought.limit - first.found.length };
  const isFrequent = first.found.length * 100 >= near;
  const second = isFrequent ? await walk(database, further, far) : { found: [], rest: first.rest };
  const found = [...first.found, ...second.found];
  if (!second.rest || found.length >= sought.enough) return found;
  const last = { ...sought, ...second.rest, limit: sought.limit - found.length };
  // Sorted by an expression, so that no plan walks through all pictures for want of better numbers.
  return [...found, ...(await list(database, last, sql`search`, sql`search.picture + 0`))];
}

/** Looks through the next pictures in order. `rest`: between which numbers are those after them, if they are needed. */
async function walk(database: Kysely<Tables>, sought: Sought, number: number) {
  const { above, below, direction, limit } = sought;
  const next = sql`from search where picture > ${above} and picture < ${below} order by picture ${sql.raw(direction)}`;
  // The limit keeps the planner from asking the index all the same.
  const source = sql`(select picture, tokens ${next} limit ${number}) as search`;
  const found = await list(database, sought, source, sql`search.picture`);
  if (found.length === limit) return { found, rest: undefined };
  const { rows } = await sql<{ picture: number }>`select picture ${next} offset ${number - 1} limit 1`.execute(
    database,
  );
  const end = rows[0]?.picture;
  if (end === undefined) return { found, rest: undefined };
  return { found, rest: direction === 'desc' ? { below: end } : { above: end } };
}

async function list(
  database: Kysely<Tables>,
  { tokens, joined, fits, stars, above, below, direction, limit }: Sought,
  source: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): Promise<readonly Found[]> {
  const all = [...tokens].map((token) => `'${token}'`).join(' & ');
  const { rows } = await sql<Found>`
    select pictures.id as id, ${stars} as stars
    from ${source} join pictures on pictures.id = search.picture ${joined}
    where search.tokens @@ ${all}::tsquery and search.picture > ${above} and search.picture < ${below} and ${fits}
    order by ${order} ${sql.raw(direction)} limit ${limit}
  `.execute(database);
  return rows;
}
