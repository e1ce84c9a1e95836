import type { Kysely } from 'kysely';
import type { Verdict } from '../../core/curation.ts';
import type { Tables } from '../tables.ts';
import type { Decided } from './decide.ts';

/** Puts a picture into galleries and out of all others. */
export async function writeEntries(
  transaction: Kysely<Tables>,
  { id, row }: Decided,
  verdicts: readonly Verdict[],
  { now, isOld }: { readonly now: number; readonly isOld: boolean },
): Promise<void> {
  const inside = verdicts.filter(({ isIn }) => isIn);
  const names = inside.map(({ gallery }) => gallery);
  const others = transaction.deleteFrom('entries').where('picture', '=', id);
  await (names.length === 0 ? others : others.where('gallery', 'not in', names)).execute();
  if (!row || inside.length === 0) return;
  const galleries = await transaction.selectFrom('galleries').selectAll().where('id', 'in', names).execute();
  const first = await firstStarOf(transaction, id);
  for (const gallery of galleries) {
    const isOwnCounted = gallery.own_stars === 1;
    const firstStar = isOwnCounted ? first.ofAll : first.ofOthers;
    const web = inside.some((each) => each.gallery === gallery.id && each.onWeb) ? 1 : 0;
    const set = {
      web,
      stars: row.stars - (isOwnCounted ? 0 : row.own_star),
      plain: web === 1 && row.thumbhash === null ? 1 : 0,
    };
    // What was only collected later was there since it was made, and is no news.
    const entered = isOld ? (row.settled_at ?? row.ordered_at) : now;
    const since = Math.max(entered, firstStar);
    await transaction
      .insertInto('entries')
      .values({ gallery: gallery.id, picture: id, entered_at: entered, since, ...set })
      .onConflict((conflict) =>
        conflict.columns(['gallery', 'picture']).doUpdateSet(({ ref, case: when, eb }) => ({
          ...set,
          since: when()
            .when(eb('entries.entered_at', '>', firstStar))
            .then(ref('entries.entered_at'))
            .else(firstStar)
            .end(),
        })),
      )
      .execute();
  }
}

/** When the first of the stars was given that it still has; 0 without any. */
async function firstStarOf(transaction: Kysely<Tables>, picture: number) {
  const rows = await transaction
    .selectFrom('stars')
    .innerJoin('pictures', 'pictures.id', 'stars.picture')
    .select(['stars.at', 'stars.person', 'pictures.person as maker'])
    .where('stars.picture', '=', picture)
    .where('stars.is_on', '=', 1)
    .execute();
  const earliest = (moments: readonly number[]) => (moments.length === 0 ? 0 : Math.min(...moments));
  return {
    ofAll: earliest(rows.map(({ at }) => at)),
    ofOthers: earliest(rows.filter(({ person, maker }) => person !== maker).map(({ at }) => at)),
  };
}
