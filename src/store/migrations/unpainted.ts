import { sql, type Transaction } from 'kysely';
import type { Tables } from '../tables.ts';

/** Version 4: finds what was never painted by its age, so that forgetting it does not read every picture. */
export async function indexUnpainted(database: Transaction<Tables>): Promise<void> {
  const statement =
    "create index pictures_unpainted on pictures (settled_at) where state in ('refused', 'failed', 'cancelled')";
  await sql.raw(statement).execute(database);
}
