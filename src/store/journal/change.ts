import type { Kysely, Updateable } from 'kysely';
import type { Ending, Hold } from '../../core/journal.ts';
import type { Tables } from '../tables.ts';

/** Which attempts are meant: the hold's own, or that and every later one. */
export type Attempts = '=' | '>=';

/** Changes a call's row if the hold is still good. */
export async function changeCall(
  database: Kysely<Tables>,
  owner: string,
  { id, attempt }: Hold,
  set: Updateable<Tables['calls']>,
  attempts: Attempts = '=',
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('calls')
    .set(set)
    .where('id', '=', id)
    .where('owner', '=', owner)
    .where('attempt', attempts, attempt)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether a call has ended so under this hold: an end whose answer was lost is asked for again. */
export async function hasEnded(
  database: Kysely<Tables>,
  owner: string,
  { id, attempt }: Hold,
  ending: Ending,
  attempts: Attempts,
): Promise<boolean> {
  const row = await database
    .selectFrom('calls')
    .select('id')
    .where('id', '=', id)
    .where('owner', '=', owner)
    .where('attempt', attempts, attempt)
    .where('ending', '=', ending)
    .executeTakeFirst();
  return row !== undefined;
}
