import { type Kysely, sql } from 'kysely';
import type { Exhibit } from '../../core/gallery.ts';
import { plain } from '../plain.ts';
import type { Tables } from '../tables.ts';
import { exhibitsOf } from './exhibits.ts';
import { scopeOf } from './scope.ts';

export async function exhibitIn(
  database: Kysely<Tables>,
  gallery: string,
  recipe: string,
  web: boolean,
): Promise<Exhibit | undefined> {
  const { from, fits } = scopeOf({ of: { gallery }, web });
  const { rows } = await sql<{ id: number }>`
    select pictures.id as id from ${from} where ${fits} and pictures.recipe = ${plain(recipe)}
  `.execute(database);
  return (
    await exhibitsOf(
      database,
      rows.map(({ id }) => id),
    )
  )[0];
}

/** The numbers of those that came in, or got their first star that counts, in a span of time; with a star at least. */
export async function bestIn(
  database: Kysely<Tables>,
  gallery: string,
  { from: start, until }: { readonly from: number; readonly until: number },
  limit: number,
): Promise<readonly number[]> {
  const { from, fits } = scopeOf({ of: { gallery } });
  const { rows } = await sql<{ id: number }>`
    select pictures.id as id from ${from}
    where ${fits} and entries.since >= ${start} and entries.since < ${until} and entries.stars > 0
    order by entries.stars desc, pictures.id desc limit ${limit}
  `.execute(database);
  return rows.map(({ id }) => id);
}

/**
 * Counted in an index alone: reading a thousand pictures takes longer than showing forty of them. What was deleted a moment
 * ago is taken off again, which is little.
 */
export async function countIn(database: Kysely<Tables>, gallery: string, web: boolean, most: number): Promise<number> {
  const entries = sql`entries.gallery = ${gallery}${web ? sql` and entries.web = 1` : sql``}`;
  const { rows: deleted } = await sql<{ count: number }>`
    select count(*) as count from pictures join entries on entries.picture = pictures.id
    where pictures.removed_at is not null and pictures.recipe is not null and ${entries}
  `.execute(database);
  const gone = deleted[0]?.count ?? 0;
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from entries where ${entries} and exists (select 1 from galleries where id = ${gallery}) limit ${most + gone}
    ) as counted
  `.execute(database);
  return Math.max(0, (rows[0]?.count ?? 0) - gone);
}
