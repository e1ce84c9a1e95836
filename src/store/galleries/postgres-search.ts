import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../tables.ts';
import type { Found, Search, Sought } from './search.ts';

/**
 * Pictures that are looked through one by one, newest first, before the index is asked: frequent words fill a page from
 * these, and the index would first list all that have them. Words that do not are rare enough to be listed and sorted.
 */
const nearest = 1000;

/** PostgreSQL's full-text search, by our own words: its own know no Chinese and no Japanese. */
export const postgresSearch = searchBeyond(nearest);

/** With so many that are looked through first. */
export function searchBeyond(number: number): Search {
  return { put, forget, find: (database, sought) => find(database, sought, number) };
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

async function find(database: Kysely<Tables>, sought: Sought, number: number): Promise<readonly Found[]> {
  const { direction, limit } = sought;
  const near = await bounds(database, sought, number);
  const first = await list(database, { ...sought, ...near });
  if (first.length === limit || near.isAll) return first;
  const rest = direction === 'desc' ? { below: near.above + 1 } : { above: near.below - 1 };
  // Sorted by an expression, so that no plan walks through all pictures for want of better numbers.
  const more = await list(database, { ...sought, ...rest, limit: limit - first.length }, sql`search.picture + 0`);
  return [...first, ...more];
}

/** Where the nearest pictures are, and whether there are no others. */
async function bounds(database: Kysely<Tables>, { above, below, direction }: Sought, number: number) {
  const { rows } = await sql<{ picture: number }>`
    select picture from search where picture > ${above} and picture < ${below}
    order by picture ${sql.raw(direction)} offset ${number} limit 1
  `.execute(database);
  const last = rows[0]?.picture;
  if (last === undefined) return { above, below, isAll: true };
  return direction === 'desc' ? { above: last, below, isAll: false } : { above, below: last, isAll: false };
}

async function list(
  database: Kysely<Tables>,
  { tokens, joined, fits, stars, above, below, direction, limit }: Sought,
  order: RawBuilder<unknown> = sql`search.picture`,
): Promise<readonly Found[]> {
  const all = [...tokens].map((token) => `'${token}'`).join(' & ');
  const { rows } = await sql<Found>`
    select pictures.id as id, ${stars} as stars
    from search join pictures on pictures.id = search.picture ${joined}
    where search.tokens @@ ${all}::tsquery and search.picture > ${above} and search.picture < ${below} and ${fits}
    order by ${order} ${sql.raw(direction)} limit ${limit}
  `.execute(database);
  return rows;
}
