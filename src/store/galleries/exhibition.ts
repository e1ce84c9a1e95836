import type { Kysely } from 'kysely';
import type { Exhibition, Gallery } from '../../core/gallery.ts';
import type { Tables } from '../tables.ts';
import { freshHanging, insert } from './hangings.ts';
import { bestIn } from './look.ts';
import type { GalleryParts } from './parts.ts';
import { readGallery } from './rows.ts';

const week = 7 * 24 * 3_600_000;

/** Pictures of an exhibition, at most. */
const most = 10;

export async function exhibitingGalleries({ access }: GalleryParts): Promise<readonly Gallery[]> {
  const rows = await access.run((database) =>
    database.selectFrom('galleries').selectAll().where('exhibition', 'is not', null).execute(),
  );
  return rows.map(readGallery);
}

/**
 * Hangs the ten most starred of those that came in, or got their first star that counts if that was later, in the seven
 * days before the exhibition's time on that day. They are chosen here, once for all walls. Nothing is hung of a week
 * without stars.
 */
export async function hangExhibition({ access, clock }: GalleryParts, gallery: string, day: string): Promise<void> {
  const now = clock.now();
  await access.write((database) =>
    database.transaction().execute(async (transaction) => {
      const row = await transaction
        .updateTable('galleries')
        .set({ week: day })
        .where('id', '=', gallery)
        .where(({ or, eb }) => or([eb('week', 'is', null), eb('week', '<', day)]))
        .returningAll()
        .executeTakeFirst();
      if (!row) return;
      const until = endOf(day, readGallery(row).exhibition);
      const best = await bestIn(transaction, gallery, { from: until - week, until }, most);
      if (best.length > 0) await hangOnWalls(transaction, { gallery, day, best }, now);
    }),
  );
}

async function hangOnWalls(
  transaction: Kysely<Tables>,
  { gallery, day, best }: { readonly gallery: string; readonly day: string; readonly best: readonly number[] },
  now: number,
): Promise<void> {
  const walls = await transaction
    .selectFrom('bindings')
    .selectAll()
    .where('gallery', '=', gallery)
    .where('look', '<>', 'none')
    .where('trouble', 'is', null)
    .execute();
  const rows = walls.map(({ channel: wall, look }) =>
    freshHanging({ id: `${wall} ${gallery} ${day}`, wall, look, kind: 'exhibition', gallery, week: day }, now),
  );
  await insert(transaction, rows);
  const chosen = rows.flatMap(({ id }) => best.map((picture, place) => ({ hanging: id, picture, place })));
  if (chosen.length > 0) await transaction.insertInto('exhibited').values(chosen).execute();
}

/** The exhibition's time on a day, in milliseconds since 1970; that of the whole day where it has none. */
function endOf(day: string, exhibition: Exhibition | undefined): number {
  if (!exhibition) return Date.parse(`${day}T24:00:00Z`);
  const { hour, minute, zone } = exhibition;
  const two = (number: number) => String(number).padStart(2, '0');
  const there = Date.parse(`${day}T${two(hour)}:${two(minute)}:00Z`);
  return there - offsetAt(there, zone);
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. Within a day of a change it may be that of the other side. */
function offsetAt(moment: number, zone: string): number {
  // Swedish dates are written like ISO 8601.
  return Date.parse(`${new Date(moment).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')}Z`) - moment;
}
