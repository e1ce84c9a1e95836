import type { Kysely } from 'kysely';
import type { Kept, Page } from '../../core/album.ts';
import type { Access } from '../access.ts';
import { visible } from '../lane/where.ts';
import type { Tables } from '../tables.ts';
import { picturesIn, type Row, readKept } from './kept.ts';

/** Steps from a picture back to those that it was made from, and pictures that were made from it. */
const furthest = 10;

export function picturesOf(access: Access, invocation: string): Promise<readonly Kept[]> {
  return access.run(async (database) => {
    const rows = await picturesIn(database).where('invocation', '=', invocation).orderBy('n').execute();
    return readKept(database, rows);
  });
}

export function findKept(access: Access, recipe: string): Promise<Kept | undefined> {
  return access.run(async (database) => {
    const row = await rowOf(database, recipe);
    return (await readKept(database, row ? [row] : []))[0];
  });
}

/** A page of somebody's made pictures, by an index of exactly these: it takes as long for the last page as for the first. */
export function recentPictures(access: Access, person: string, page: Page): Promise<readonly Kept[]> {
  const { limit, before, channel, private: alsoPrivate = false } = page;
  return access.run(async (database) => {
    let pictures = picturesIn(database).where('pictures.person', '=', person).where(visible);
    if (channel !== undefined) pictures = pictures.where('channel', '=', channel);
    if (!alsoPrivate) pictures = pictures.where('private', '=', 0);
    if (before !== undefined)
      pictures = pictures.where('id', '<', ({ selectFrom }) =>
        selectFrom('pictures as earlier').select('earlier.id').where('earlier.recipe', '=', before),
      );
    return readKept(database, await pictures.orderBy('id', 'desc').limit(limit).execute());
  });
}

export function familyOf(access: Access, recipe: string) {
  return access.run(async (database) => {
    const after = await picturesIn(database)
      .where('parent', '=', recipe)
      .where(visible)
      .orderBy('id', 'desc')
      .limit(furthest)
      .execute();
    const before = await ancestorsOf(database, recipe);
    return { before: await readKept(database, before), after: await readKept(database, after) };
  });
}

/** Oldest first. What is deleted is passed over, and the first that is forgotten ends it. */
async function ancestorsOf(database: Kysely<Tables>, recipe: string): Promise<readonly Row[]> {
  const line: Row[] = [];
  let parent = (await rowOf(database, recipe))?.parent;
  for (let step = 0; parent && step < furthest; step++) {
    const row = await rowOf(database, parent);
    if (row) line.unshift(row);
    parent = row?.parent;
  }
  return line.filter((row) => row.removed_at === null);
}

function rowOf(database: Kysely<Tables>, recipe: string): Promise<Row | undefined> {
  return picturesIn(database).where('recipe', '=', recipe).executeTakeFirst();
}
