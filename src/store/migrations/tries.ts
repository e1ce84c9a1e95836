import { sql, type Transaction } from 'kysely';
import type { Tables } from '../tables.ts';

/** Version 5: which calls for a picture count as its retries, apart from how often it was claimed. */
export async function countTries(database: Transaction<Tables>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  'alter table pictures add column tried_since bigint',
  'alter table pictures add column overloads integer not null default 0',
];
