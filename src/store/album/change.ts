import type { Kysely, Updateable } from 'kysely';
import type { PictureKey } from '../../core/lane.ts';
import type { Access } from '../access.ts';
import { done, named, visible } from '../lane/where.ts';
import type { Tables } from '../tables.ts';

// None of this waits for the line's turn: it changes columns that the line does not look at.

/** Deletes what is made of an invocation, and counts all that is deleted of it. */
export function removePictures(access: Access, invocation: string, now: number): Promise<number> {
  return access.write(async (database) => {
    await database
      .updateTable('pictures')
      .set({ removed_at: now })
      .where('invocation', '=', invocation)
      .where(visible)
      .execute();
    return countOf(database, invocation, 'deleted');
  });
}

/** Brings back what was deleted then or later and is not forgotten, and counts all that is there. */
export function restorePictures(access: Access, invocation: string, since: number): Promise<number> {
  return access.write(async (database) => {
    await database
      .updateTable('pictures')
      .set({ removed_at: null })
      .where('invocation', '=', invocation)
      .where('removed_at', '>=', since)
      .where(named)
      .execute();
    return countOf(database, invocation, 'there');
  });
}

async function countOf(database: Kysely<Tables>, invocation: string, which: 'deleted' | 'there'): Promise<number> {
  const rows = await database
    .selectFrom('pictures')
    .select('id')
    .where('invocation', '=', invocation)
    .where(done)
    .where(named)
    .where('removed_at', which === 'deleted' ? 'is not' : 'is', null)
    .execute();
  return rows.length;
}

/** Changes what is remembered of a picture; nothing for one that is forgotten. */
export async function changePicture(
  access: Access,
  { invocation, n }: PictureKey,
  set: Updateable<Tables['pictures']>,
): Promise<void> {
  await access.write((database) =>
    database
      .updateTable('pictures')
      .set(set)
      .where('invocation', '=', invocation)
      .where('n', '=', n)
      .where(named)
      .execute(),
  );
}
