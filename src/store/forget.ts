import type { Access } from './access.ts';
import { unpainted } from './lane/where.ts';

/** Deletes what nobody needs to recognise or count any more. Pictures stay; what was never painted goes with its call. */
export async function forgetBefore(access: Access, moment: number): Promise<void> {
  await access.run(async (database) => {
    await database.deleteFrom('calls').where('ended_at', '<', moment).execute();
    await database.deleteFrom('pictures').where(unpainted).where('settled_at', '<', moment).execute();
    await database.deleteFrom('usage').where('refills_at', '<', moment).execute();
    await database.deleteFrom('warnings').where('refills_at', '<', moment).execute();
  });
}
