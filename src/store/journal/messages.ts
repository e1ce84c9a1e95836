import type { Kysely } from 'kysely';
import type { Subject } from '../../core/invocation.ts';
import type { Access } from '../access.ts';
import type { Tables } from '../tables.ts';

/** Remembers for ever what a message shows, so that a button or reaction of next year finds it. */
export async function rememberMessage(
  database: Kysely<Tables>,
  message: string,
  { about, picture }: Subject,
  { now, own }: { readonly now: number; readonly own: boolean },
): Promise<void> {
  await database
    .insertInto('messages')
    .values({ message, invocation: about, picture: picture ?? null, own: own ? 1 : 0, seen_at: now })
    .onConflict((conflict) => conflict.column('message').doNothing())
    .execute();
}

/** Undefined for messages that are not Easel's. */
export async function subjectShownBy(access: Access, message: string): Promise<Subject | undefined> {
  const row = await access.run((database) =>
    database.selectFrom('messages').select(['invocation', 'picture']).where('message', '=', message).executeTakeFirst(),
  );
  return row && { about: row.invocation, ...(row.picture !== null && { picture: row.picture }) };
}
