import type { Kysely, Updateable } from 'kysely';
import type { Clock } from '../../core/clock.ts';
import type { Notes } from '../../core/generation.ts';
import type { PictureKey } from '../../core/lane.ts';
import type { Access } from '../access.ts';
import { type Touches, touch } from '../galleries/touch.ts';
import { done, named, visible } from '../lane/where.ts';
import { notedAs } from '../noted.ts';
import * as parse from '../parse.ts';
import type { Tables } from '../tables.ts';

export interface AlbumParts {
  readonly access: Access;
  readonly clock: Clock;
  readonly touches: Touches;
}

/** All pictures of an invocation, or one of them. */
interface Some {
  readonly invocation: string;
  readonly n: number | undefined;
}

// None of this waits for the line's turn: it changes columns that the line does not look at.

/** Deletes what is made of an invocation, or one picture of it, and counts all that is deleted of that. */
export async function removePictures(parts: AlbumParts, { invocation, n }: Some): Promise<number> {
  return changed(parts, async (transaction) => {
    const set = { removed_at: parts.clock.now() };
    const all = transaction.updateTable('pictures').set(set).where('invocation', '=', invocation);
    const rows = await (n === undefined ? all : all.where('n', '=', n)).where(visible).returning('id').execute();
    return { rows, result: await countOf(transaction, { invocation, n }, 'deleted') };
  });
}

/** Brings back what was deleted then or later and is not forgotten, and counts all that is there. */
export async function restorePictures(parts: AlbumParts, { invocation, n }: Some, since: number): Promise<number> {
  return changed(parts, async (transaction) => {
    const all = transaction.updateTable('pictures').set({ removed_at: null }).where('invocation', '=', invocation);
    const deleted = (n === undefined ? all : all.where('n', '=', n)).where('removed_at', '>=', since).where(named);
    const rows = await deleted.returning('id').execute();
    return { rows, result: await countOf(transaction, { invocation, n }, 'there') };
  });
}

/** Has whatever was changed looked at again, by whoever keeps the galleries. */
async function changed<Result>(
  { access, clock, touches }: AlbumParts,
  work: (
    transaction: Kysely<Tables>,
  ) => Promise<{ readonly rows: readonly { readonly id: number }[]; readonly result: Result }>,
): Promise<Result> {
  const result = await access.write((database) =>
    database.transaction().execute(async (transaction) => {
      const { rows, result } = await work(transaction);
      await touch(
        transaction,
        rows.map(({ id }) => id),
        clock.now(),
      );
      return result;
    }),
  );
  touches.tell();
  return result;
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
  parts: AlbumParts,
  { invocation, n }: PictureKey,
  set: Updateable<Tables['pictures']>,
): Promise<void> {
  await changed(parts, async (transaction) => {
    const picture = transaction
      .updateTable('pictures')
      .set(set)
      .where('invocation', '=', invocation)
      .where('n', '=', n);
    return { rows: await picture.where(named).returning('id').execute(), result: undefined };
  });
}

/** Changes what is remembered of a picture but keeps what is not named, also when somebody else changes it at that moment. */
export async function changeNotes(parts: AlbumParts, key: PictureKey, change: Partial<Notes>): Promise<void> {
  while (!(await changed(parts, (transaction) => tryNotes(transaction, key, change)))) {
    // Somebody else was faster, and what they wrote must stay.
  }
}

/** Whether it is done. */
async function tryNotes(transaction: Kysely<Tables>, { invocation, n }: PictureKey, change: Partial<Notes>) {
  const row = await transaction
    .selectFrom('pictures')
    .select(['id', 'notes'])
    .where('invocation', '=', invocation)
    .where('n', '=', n)
    .where(named)
    .executeTakeFirst();
  if (!row) return { rows: [], result: true };
  const notes = { ...parse.readable(parse.notes, row.notes), ...change };
  const rows = await transaction
    .updateTable('pictures')
    .set(notedAs(notes))
    .where('id', '=', row.id)
    .where('notes', '=', row.notes)
    .returning('id')
    .execute();
  return { rows, result: rows.length > 0 };
}
