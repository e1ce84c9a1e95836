import { sql } from 'kysely';
import type { Exhibit } from '../../core/gallery.ts';
import { named } from '../lane/where.ts';
import { exhibitsOf } from './exhibits.ts';
import type { GalleryParts } from './parts.ts';

/** Written into the statement, so that every planner sees that the index of exactly these applies. */
const plain = sql<boolean>`plain = 1`;

/** Pictures on the web without a miniature, newest first. */
export async function plainExhibits({ access }: GalleryParts, limit: number): Promise<readonly Exhibit[]> {
  return access.run(async (database) => {
    const rows = await database
      .selectFrom('entries')
      .select('picture')
      .distinct()
      .where(plain)
      .orderBy('picture', 'desc')
      .limit(limit)
      .execute();
    return exhibitsOf(
      database,
      rows.map(({ picture }) => picture),
    );
  });
}

export async function keepThumbhash(
  { access }: GalleryParts,
  { invocation, n }: Exhibit,
  thumbhash: string,
): Promise<void> {
  await access.run((database) =>
    database.transaction().execute(async (transaction) => {
      const row = await transaction
        .updateTable('pictures')
        .set({ thumbhash })
        .where('invocation', '=', invocation)
        .where('n', '=', n)
        .where(named)
        .returning('id')
        .executeTakeFirst();
      if (row) await transaction.updateTable('entries').set({ plain: 0 }).where('picture', '=', row.id).execute();
    }),
  );
}
