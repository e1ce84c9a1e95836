import type { Kysely, Selectable } from 'kysely';
import { shownToAll, visible } from '../lane/where.ts';
import type { Tables } from '../tables.ts';
import type { GalleryParts } from './parts.ts';
import { touch } from './touch.ts';

type Review = Selectable<Tables['reviews']>;

/** Pictures of one transaction: nobody else writes meanwhile on SQLite, and each takes some microseconds. */
const atOnce = 500;

/**
 * Has all pictures of a place, gallery or person looked at again, a few hundred at a time when there is nothing else to
 * do. `isOld`: nothing is hung anew for that.
 */
export async function review(
  transaction: Kysely<Tables>,
  kind: Review['kind'],
  target: string,
  { now, isOld }: { readonly now: number; readonly isOld: boolean },
): Promise<void> {
  const whole = { before: Number.MAX_SAFE_INTEGER, is_old: isOld ? 1 : 0 };
  await transaction
    .insertInto('reviews')
    .values({ id: `${kind} ${target}`, kind, target, mark: now, ...whole })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ eb, ref }) => ({
        before: whole.before,
        is_old: eb('reviews.is_old', '*', ref('excluded.is_old')),
        mark: eb('reviews.mark', '+', 1),
      })),
    )
    .execute();
}

/** Touches the next few hundred pictures. Whether there is any review. */
export async function reviewSome({ access, clock }: GalleryParts): Promise<boolean> {
  const row = await access.run((database) =>
    database.selectFrom('reviews').selectAll().orderBy('is_old').orderBy('id').limit(1).executeTakeFirst(),
  );
  if (!row) return false;
  await access.run((database) =>
    database.transaction().execute(async (transaction) => {
      const pictures = await nextOf(transaction, row);
      // Whoever else does the same at this moment waits here, and finds that it is done.
      if (!(await goOn(transaction, row, pictures))) return;
      await touch(transaction, pictures, clock.now(), { isOld: row.is_old === 1, isMany: true });
    }),
  );
  return true;
}

async function goOn(transaction: Kysely<Tables>, row: Review, pictures: readonly number[]): Promise<boolean> {
  const same = { id: row.id, before: row.before, mark: row.mark };
  if (pictures.length < atOnce) {
    const { numDeletedRows } = await transaction
      .deleteFrom('reviews')
      .where((review) => review.and(same))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
  const { numUpdatedRows } = await transaction
    .updateTable('reviews')
    .set({ before: Math.min(...pictures) })
    .where((review) => review.and(same))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The newest that are left. */
async function nextOf(database: Kysely<Tables>, { kind, target, before }: Review): Promise<readonly number[]> {
  if (kind === 'gallery') {
    const entries = database.selectFrom('entries').select('picture').where('gallery', '=', target);
    const rows = await entries.where('picture', '<', before).orderBy('picture', 'desc').limit(atOnce).execute();
    return rows.map(({ picture }) => picture);
  }
  const columns = kind === 'person' ? (['person'] as const) : (['channel', 'community', 'around'] as const);
  const found = new Set<number>();
  // Each by its own index.
  for (const column of columns) {
    const pictures = database.selectFrom('pictures').select('id').where(column, '=', target).where(visible);
    const shown = kind === 'person' ? pictures : pictures.where(shownToAll);
    const rows = await shown.where('id', '<', before).orderBy('id', 'desc').limit(atOnce).execute();
    for (const { id } of rows) found.add(id);
  }
  return [...found].sort((one, other) => other - one).slice(0, atOnce);
}
