import { type Kysely, sql } from 'kysely';
import type { Star } from '../../core/gallery.ts';
import { done, named } from '../lane/where.ts';
import { plain } from '../plain.ts';
import type { Tables } from '../tables.ts';
import type { GalleryParts } from './parts.ts';
import { touch } from './touch.ts';

/** Stands for all pictures under a message whose stars were taken back at once. Numbers begin with 1. */
const everyPicture = 0;

/** Gives a star to pictures of a call, or takes it back, and counts. */
export async function giveStar(
  { access, clock, touches }: GalleryParts,
  call: string,
  n: number | undefined,
  { person, message, isOn, at }: Star,
): Promise<readonly number[]> {
  const counts = await access.write((database) =>
    database.transaction().execute(async (transaction) => {
      const ids = await locked(transaction, { call, n });
      const cleared = message === '' ? undefined : await clearedAt(transaction, message);
      const last = cleared !== undefined && cleared > at ? { at: cleared, is_on: 0 } : { at, is_on: isOn ? 1 : 0 };
      await write(
        transaction,
        ids.map((picture) => ({ picture, person: plain(person), message: plain(message), ...last })),
      );
      const stars = await recount(transaction, ids);
      await touch(transaction, ids, clock.now());
      return ids.map((id) => stars.get(id) ?? 0);
    }),
  );
  touches.tell();
  return counts;
}

/** Takes back what was given under a message, also what is only heard of later. */
export async function clearStars({ access, clock, touches }: GalleryParts, message: string, at: number): Promise<void> {
  await access.write((database) =>
    database.transaction().execute(async (transaction) => {
      await write(transaction, [{ picture: everyPicture, person: '', message: plain(message), at, is_on: 0 }]);
      const rows = await transaction
        .selectFrom('stars')
        .select('picture')
        .distinct()
        .where('message', '=', plain(message))
        .where('picture', '<>', everyPicture)
        .execute();
      const ids = await lockedOf(
        transaction,
        rows.map(({ picture }) => picture),
      );
      await transaction
        .updateTable('stars')
        .set({ is_on: 0, at })
        .where('message', '=', plain(message))
        .where('at', '<=', at)
        .execute();
      await recount(transaction, ids);
      await touch(transaction, ids, clock.now());
    }),
  );
  touches.tell();
}

/** Counts anew who has starred these pictures, which are locked. */
export async function recount(
  transaction: Kysely<Tables>,
  ids: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await transaction
    .selectFrom('stars')
    .innerJoin('pictures', 'pictures.id', 'stars.picture')
    .select(['pictures.id', 'pictures.person'])
    .select((row) => row.fn.count<number>('stars.person').distinct().as('count'))
    .select(sql<number>`max(case when stars.person = pictures.person then 1 else 0 end)`.as('own'))
    .where('pictures.id', 'in', [...ids])
    .where('stars.is_on', '=', 1)
    .groupBy(['pictures.id', 'pictures.person'])
    .execute();
  const counted = new Map(rows.map((row) => [row.id, row]));
  for (const id of ids) {
    const row = counted.get(id);
    await transaction
      .updateTable('pictures')
      .set({ stars: row?.count ?? 0, own_star: row?.own ?? 0 })
      .where('id', '=', id)
      .execute();
  }
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** The made pictures of a call, by number. Nobody else counts their stars until the transaction ends. */
async function locked(
  transaction: Kysely<Tables>,
  { call, n }: { readonly call: string; readonly n: number | undefined },
): Promise<readonly number[]> {
  const all = transaction
    .selectFrom('pictures')
    .select('id')
    .where('invocation', '=', call)
    .where(done)
    .where(named)
    .orderBy('n');
  const rows = await (n === undefined ? all : all.where('n', '=', n)).execute();
  const ids = rows.map(({ id }) => id);
  await lockedOf(transaction, ids);
  return ids;
}

/** A write, because SQLite has no other lock on rows and needs none. In order, so that nobody waits for each other. */
export async function lockedOf(transaction: Kysely<Tables>, ids: readonly number[]): Promise<readonly number[]> {
  for (const id of ids.toSorted((one, other) => one - other))
    await transaction
      .updateTable('pictures')
      .set(({ ref }) => ({ stars: ref('stars') }))
      .where('id', '=', id)
      .execute();
  return ids;
}

async function clearedAt(transaction: Kysely<Tables>, message: string): Promise<number | undefined> {
  const row = await transaction
    .selectFrom('stars')
    .select('at')
    .where('picture', '=', everyPicture)
    .where('person', '=', '')
    .where('message', '=', plain(message))
    .executeTakeFirst();
  return row?.at;
}

/** The later one of the same person and message stays. */
async function write(transaction: Kysely<Tables>, rows: readonly Tables['stars'][]): Promise<void> {
  if (rows.length === 0) return;
  await transaction
    .insertInto('stars')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['picture', 'person', 'message'])
        .doUpdateSet(({ ref }) => ({ at: ref('excluded.at'), is_on: ref('excluded.is_on') }))
        .whereRef('excluded.at', '>=', 'stars.at'),
    )
    .execute();
}
