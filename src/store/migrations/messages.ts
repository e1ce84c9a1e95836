import { sql, type Transaction } from 'kysely';
import type { Tables } from '../tables.ts';

/** Version 2: which invocation a message shows. */
export async function createMessages(database: Transaction<Tables>): Promise<void> {
  await sql.raw('create table messages (message text primary key, invocation text not null)').execute(database);
}
