import { sql } from 'kysely';
import type { Access } from './access.ts';
import { unpainted } from './lane/where.ts';

// Written so that the partial indexes apply.

/** Nothing asks for it any more. */
const passing = sql<boolean>`lasting = 0`;
/** Buttons ask for it. */
const lasting = sql<boolean>`lasting = 1`;

/** Milliseconds for which a call is remembered that buttons ask for: they work next year, and not for ever. */
const lastingFor = 400 * 24 * 3_600_000;

/** Deletes what nobody needs to recognise or count any more. Pictures stay; what was never painted goes with its call. */
export async function forgetBefore(access: Access, moment: number): Promise<void> {
  await access.run(async (database) => {
    await database.deleteFrom('calls').where(passing).where('ended_at', '<', moment).execute();
    await database
      .deleteFrom('calls')
      .where(lasting)
      .where('ended_at', '<', moment - lastingFor)
      .execute();
    await database.deleteFrom('pictures').where(unpainted).where('settled_at', '<', moment).execute();
    await database.deleteFrom('usage').where('refills_at', '<', moment).execute();
    await database.deleteFrom('warnings').where('refills_at', '<', moment).execute();
  });
}
