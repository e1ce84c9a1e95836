import { sql, type Transaction } from 'kysely';
import type { Tables } from '../tables.ts';

/** Version 3: what people are called, for administrators, and which quotas the operator was warned of. */
export async function addNamesAndWarnings(database: Transaction<Tables>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

const statements = [
  'alter table people add column name text',
  'create table warnings (key text primary key, refills_at bigint not null)',
];
