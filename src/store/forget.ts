import { sql } from 'kysely';
import type { Access } from './access.ts';
import { unpainted } from './lane/where.ts';

/** Nothing asks for it any more. Written so that the partial index applies. */
const passing = sql<boolean>`lasting = 0`;

/** Deletes what nobody needs to recognise or count any more. Pictures stay, and calls that
 * buttons ask for; what was never painted goes with its call. */
export async function forgetBefore(access: Access, moment: number): Promise<void> {
  await access.run(async (database) => {
    await database.deleteFrom('calls').where(passing).where('ended_at', '<', moment).execute();
    await database.deleteFrom('pictures').where(unpainted).where('settled_at', '<', moment).execute();
    await database.deleteFrom('usage').where('refills_at', '<', moment).execute();
    await database.deleteFrom('warnings').where('refills_at', '<', moment).execute();
  });
}
