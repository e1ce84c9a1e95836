import { type Kysely, sql, type Transaction } from 'kysely';
import { Problem } from '../core/problem.ts';
import { keepAlbums } from './migrations/albums.ts';
import { createFirstTables } from './migrations/first-tables.ts';
import { openGalleries } from './migrations/galleries.ts';
import { createMessages } from './migrations/messages.ts';
import { addNamesAndWarnings } from './migrations/names-and-warnings.ts';
import { countTries } from './migrations/tries.ts';
import { indexUnpainted } from './migrations/unpainted.ts';
import type { Tables } from './tables.ts';

/** Every step from an empty database to today's tables, in order. A released step is never changed, only followed. */
const steps: readonly ((database: Transaction<Tables>) => Promise<void>)[] = [
  createFirstTables,
  createMessages,
  addNamesAndWarnings,
  indexUnpainted,
  countTries,
  keepAlbums,
  openGalleries,
];

/** The version that this Easel writes. */
export const schemaVersion = steps.length;

/**
 * Brings the tables up to date in one transaction. `lock` makes processes that start at once take turns.
 * Throws Problem `storage_failed` for a database that a newer Easel has changed.
 */
export async function migrate(
  database: Kysely<Tables>,
  lock: (transaction: Transaction<Tables>) => Promise<void>,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await lock(transaction);
    await sql`create table if not exists easel_schema (version integer not null)`.execute(transaction);
    const { rows } = await sql<{ version: number }>`select version from easel_schema`.execute(transaction);
    const version = rows[0]?.version ?? 0;
    if (version > schemaVersion) throw tooNew(version);
    if (version === schemaVersion) return;
    for (const step of steps.slice(version)) await step(transaction);
    await sql`delete from easel_schema`.execute(transaction);
    await sql`insert into easel_schema (version) values (${schemaVersion})`.execute(transaction);
  });
}

function tooNew(version: number): Problem {
  const hint = `DATABASE_URL: this database is of version ${version}, made by a newer Easel; this one knows up to ${schemaVersion}. Start the newer Easel, or restore a backup from before the update.`;
  return new Problem('storage_failed', {}, { hint });
}
