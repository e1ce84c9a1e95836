import type { Kysely } from 'kysely';
import { undoable } from '../../core/album.ts';
import { done, named, stopping, unpainted, visible } from '../lane/where.ts';
import type { Tables } from '../tables.ts';
import { freshHanging, insert } from './hangings.ts';
import type { GalleryParts } from './parts.ts';
import { lockedOf, recount } from './stars.ts';
import { touch } from './touch.ts';

/** Rows of one transaction. */
const atOnce = 200;

/**
 * Deletes what somebody made, set and starred. Their pictures count as deleted so long ago that nobody brings them back
 * and the next purge, within a minute, forgets them. Asked again after a kill, it does the rest.
 */
export async function erasePerson(parts: GalleryParts, person: string): Promise<number> {
  const { access, clock, touches } = parts;
  const removedAt = clock.now() - undoable - 1;
  while (await removeSome(parts, person, removedAt)) touches.tell();
  while (await takeBackStars(parts, person)) touches.tell();
  await access.write((database) =>
    database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('settings').where('owner', '=', person).execute();
      await transaction.updateTable('people').set({ name: null }).where('person', '=', person).execute();
      await transaction.deleteFrom('reviews').where('id', '=', `person ${person}`).execute();
    }),
  );
  touches.tell();
  return access.run(async (database) => {
    const rows = await removedOf(database, person).where(done).execute();
    return rows.length;
  });
}

/**
 * Whether there may be more. Those that came to nothing have words, too; and what is being painted, and was to be stopped,
 * may be finished all the same.
 */
async function removeSome({ access, clock }: GalleryParts, person: string, removedAt: number): Promise<boolean> {
  return access.write((database) =>
    database.transaction().execute(async (transaction) => {
      const theirs = transaction.selectFrom('pictures').select('id').where('person', '=', person);
      const rows = [
        ...(await theirs.where(visible).limit(atOnce).execute()),
        ...(await theirs.where(unpainted).where('removed_at', 'is', null).limit(atOnce).execute()),
        ...(await theirs.where(stopping).where('removed_at', 'is', null).limit(atOnce).execute()),
        // Deleted before, and still to be brought back.
        ...(await removedOf(transaction, person).where('removed_at', '>', removedAt).limit(atOnce).execute()),
      ];
      const ids = rows.map(({ id }) => id);
      if (ids.length === 0) return false;
      await transaction.updateTable('pictures').set({ removed_at: removedAt }).where('id', 'in', ids).execute();
      await touch(transaction, ids, clock.now(), { isMany: true });
      await transaction.deleteFrom('answers').where('picture', 'in', ids).execute();
      await takeDownOriginals(transaction, ids, clock.now());
      return true;
    }),
  );
}

/**
 * The messages with which they were answered go as well, which nobody may look at any more. A studio's cards end with its
 * browser's session.
 */
async function takeDownOriginals(transaction: Kysely<Tables>, ids: readonly number[], now: number): Promise<void> {
  const rows = await transaction
    .selectFrom('pictures')
    .innerJoin('messages', 'messages.invocation', 'pictures.invocation')
    .select(['messages.message', 'pictures.channel'])
    .distinct()
    .where('pictures.id', 'in', ids)
    .where('messages.own', '=', 1)
    .where('messages.message', 'not like', 'web:%')
    .execute();
  const originals = rows.map(({ message, channel }) =>
    freshHanging(
      { id: `original ${message}`, wall: channel, look: 'messages', kind: 'original', message, wanted: 0 },
      now,
    ),
  );
  await insert(transaction, originals);
}

function removedOf(database: Kysely<Tables>, person: string) {
  return database
    .selectFrom('pictures')
    .select('id')
    .where('person', '=', person)
    .where('removed_at', 'is not', null)
    .where(named);
}

async function takeBackStars({ access, clock }: GalleryParts, person: string): Promise<boolean> {
  return access.write((database) =>
    database.transaction().execute(async (transaction) => {
      const rows = await transaction
        .selectFrom('stars')
        .select('picture')
        .distinct()
        .where('person', '=', person)
        .limit(atOnce)
        .execute();
      const ids = rows.map(({ picture }) => picture);
      if (ids.length === 0) return false;
      await lockedOf(transaction, ids);
      await transaction.deleteFrom('stars').where('person', '=', person).where('picture', 'in', ids).execute();
      await recount(transaction, ids);
      await touch(transaction, ids, clock.now(), { isMany: true });
      return true;
    }),
  );
}
