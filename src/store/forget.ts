import type { Access } from './access.ts';

/** Deletes what nobody needs to recognise or count any more. Pictures stay. */
export async function forgetBefore(access: Access, moment: number): Promise<void> {
  await access.run(async (database) => {
    await database.deleteFrom('calls').where('ended_at', '<', moment).execute();
    await database.deleteFrom('usage').where('refills_at', '<', moment).execute();
    await database.deleteFrom('warnings').where('refills_at', '<', moment).execute();
  });
}
