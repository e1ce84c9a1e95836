import type { Kysely } from 'kysely';
import type { Access } from '../access.ts';
import type { Tables } from '../tables.ts';

/** Remembers for ever which invocation a message shows, so that a button or reaction of next year finds it. */
export async function rememberMessage(
  database: Kysely<Tables>,
  message: string,
  invocation: string,
  now: number,
): Promise<void> {
  await database
    .insertInto('messages')
    .values({ message, invocation, seen_at: now })
    .onConflict((conflict) => conflict.column('message').doNothing())
    .execute();
}

/** Undefined for messages that are not Easel's. */
export async function invocationShownBy(access: Access, message: string): Promise<string | undefined> {
  const row = await access.run((database) =>
    database.selectFrom('messages').select('invocation').where('message', '=', message).executeTakeFirst(),
  );
  return row?.invocation;
}
