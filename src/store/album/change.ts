import type { Kysely, Updateable } from 'kysely';
import type { Notes } from '../../core/generation.ts';
import type { PictureKey } from '../../core/lane.ts';
import type { Access } from '../access.ts';
import { done, named, visible } from '../lane/where.ts';
import { notedAs } from '../noted.ts';
import * as parse from '../parse.ts';
import type { Tables } from '../tables.ts';

/** All pictures of an invocation, or one of them. */
interface Some {
  readonly invocation: string;
  readonly n: number | undefined;
}

// None of this waits for the line's turn: it changes columns that the line does not look at.

/** Deletes what is made of an invocation, or one picture of it, and counts all that is deleted of that. */
export function removePictures(access: Access, { invocation, n }: Some, now: number): Promise<number> {
  return access.write(async (database) => {
    const all = database.updateTable('pictures').set({ removed_at: now }).where('invocation', '=', invocation);
    await (n === undefined ? all : all.where('n', '=', n)).where(visible).execute();
    return countOf(database, { invocation, n }, 'deleted');
  });
}

/** Brings back what was deleted then or later and is not forgotten, and counts all that is there. */
export function restorePictures(access: Access, { invocation, n }: Some, since: number): Promise<number> {
  return access.write(async (database) => {
    const all = database.updateTable('pictures').set({ removed_at: null }).where('invocation', '=', invocation);
    await (n === undefined ? all : all.where('n', '=', n)).where('removed_at', '>=', since).where(named).execute();
    return countOf(database, { invocation, n }, 'there');
  });
}

async function countOf(database: Kysely<Tables>, { invocation, n }: Some, which: 'deleted' | 'there'): Promise<number> {
  const all = database.selectFrom('pictures').select('id').where('invocation', '=', invocation);
  const rows = await (n === undefined ? all : all.where('n', '=', n))
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

/** Changes what is remembered of a picture but keeps what is not named, also when somebody else changes it at that moment. */
export async function changeNotes(
  access: Access,
  { invocation, n }: PictureKey,
  change: Partial<Notes>,
): Promise<void> {
  await access.write(async (database) => {
    for (;;) {
      const row = await database
        .selectFrom('pictures')
        .select('notes')
        .where('invocation', '=', invocation)
        .where('n', '=', n)
        .where(named)
        .executeTakeFirst();
      if (!row) return;
      const notes = { ...parse.readable(parse.notes, row.notes), ...change };
      const { numUpdatedRows } = await database
        .updateTable('pictures')
        .set(notedAs(notes))
        .where('invocation', '=', invocation)
        .where('n', '=', n)
        .where('notes', '=', row.notes)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) return;
    }
  });
}
