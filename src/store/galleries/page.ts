import { type Kysely, sql } from 'kysely';
import type { Exhibit, GalleryQuery } from '../../core/gallery.ts';
import { plain } from '../plain.ts';
import type { Tables } from '../tables.ts';
import { exhibitsOf } from './exhibits.ts';
import { type Scope, scopeOf } from './scope.ts';
import { type Found, type Search, tokensFor } from './search.ts';
import { wordsSought } from './words.ts';

/** Of what is looked for, so many of the newest are put in the order of their stars: each takes about 10 µs to look up. */
const mostSorted = 2000;

/** Of frequent words fewer will do, where finding more takes long: the best of these are among the best. */
const enoughSorted = 100;

/** Ids are less than that, and stars no more than what PostgreSQL has for them. */
const newest = Number.MAX_SAFE_INTEGER;
const mostStars = 2 ** 31 - 1;

/**
 * A page of pictures. Every one of them takes as long as the first one, because it goes on in an index from where the
 * cursor is; only the most starred of what somebody looks for are sorted, and those are the newest 2,000 that fit.
 */
export async function pageOf(
  database: Kysely<Tables>,
  search: Search,
  query: GalleryQuery,
): Promise<readonly Exhibit[]> {
  if (isAboutNothing(query)) return [];
  const scope = scopeOf(query);
  const cursor = await cursorOf(database, query);
  const tokens = tokensFor(query);
  const found = tokens.size === 0 ? await listed(database, scope, query, cursor) : await sought();
  const ids = found.map(({ id }) => id);
  return exhibitsOf(database, cursor?.isBefore ? ids.toReversed() : ids);

  async function sought(): Promise<readonly Found[]> {
    const all = { ...scope, tokens: new Set([scope.token, ...tokens]), above: 0, below: newest };
    const { order, limit } = query;
    const direction = directionOf(cursor);
    if (order === 'newest')
      return search.find(database, { ...all, ...around(cursor), direction, limit, enough: limit });
    const most = { direction: 'desc', limit: mostSorted, enough: enoughSorted } as const;
    return sorted(await search.find(database, { ...all, ...most }), cursor, limit);
  }
}

/** Whether somebody looks for what is no word, such as punctuation: nothing is found by that. */
function isAboutNothing({ words = '' }: GalleryQuery): boolean {
  return words.trim() !== '' && wordsSought(words).size === 0;
}

/** The picture that the page goes on from. */
interface Cursor extends Found {
  readonly isBefore: boolean;
}

/** Undefined for one that is forgotten, or never was: then it is the first page. */
async function cursorOf(database: Kysely<Tables>, { of, after, before }: GalleryQuery): Promise<Cursor | undefined> {
  const recipe = after ?? before;
  if (recipe === undefined) return undefined;
  const gallery = 'gallery' in of ? plain(of.gallery) : '';
  // What is not in the gallery any more is where it would be if it were.
  const { rows } = await sql<Found>`
    select pictures.id as id,
      coalesce(entries.stars, pictures.stars - case galleries.own_stars when 0 then pictures.own_star else 0 end) as stars
    from pictures
      left join galleries on galleries.id = ${gallery}
      left join entries on entries.gallery = ${gallery} and entries.picture = pictures.id
    where pictures.recipe = ${plain(recipe)}
  `.execute(database);
  return rows[0] && { ...rows[0], isBefore: after === undefined };
}

function directionOf(cursor: Cursor | undefined): 'asc' | 'desc' {
  return cursor?.isBefore ? 'asc' : 'desc';
}

function around(cursor: Cursor | undefined) {
  if (!cursor) return {};
  return cursor.isBefore ? { above: cursor.id } : { below: cursor.id };
}

/** Straight from an index. */
async function listed(
  database: Kysely<Tables>,
  { from, fits, stars, id }: Scope,
  { order, limit }: GalleryQuery,
  cursor: Cursor | undefined,
): Promise<readonly Found[]> {
  const direction = sql.raw(directionOf(cursor));
  const compared = sql.raw(cursor?.isBefore ? '>' : '<');
  const [key, place, sorting] =
    order === 'newest'
      ? [id, sql`${cursor?.id ?? newest}`, sql`${id} ${direction}`]
      : [
          sql`(${stars}, ${id})`,
          sql`(${cursor?.stars ?? mostStars}, ${cursor?.id ?? newest})`,
          sql`${stars} ${direction}, ${id} ${direction}`,
        ];
  const { rows } = await sql<Found>`
    select ${id} as id, ${stars} as stars from ${from}
    where ${fits} and ${key} ${compared} ${place} order by ${sorting} limit ${limit}
  `.execute(database);
  return rows;
}

/** Nearest to the cursor first, like what comes from an index. */
function sorted(found: readonly Found[], cursor: Cursor | undefined, limit: number): readonly Found[] {
  const best = found.toSorted(byStars);
  if (!cursor) return best.slice(0, limit);
  if (!cursor.isBefore) return best.filter((each) => byStars(cursor, each) < 0).slice(0, limit);
  return best
    .filter((each) => byStars(each, cursor) < 0)
    .toReversed()
    .slice(0, limit);
}

function byStars(one: Found, other: Found): number {
  return other.stars - one.stars || other.id - one.id;
}
