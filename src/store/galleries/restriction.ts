import type { Binding } from '../../core/gallery.ts';
import type { GalleryParts } from './parts.ts';
import { review } from './review.ts';
import { readBinding } from './rows.ts';

/** Channels with pictures on their walls that let in adults alone when they were bound. */
export function restrictedWalls({ access }: GalleryParts): Promise<readonly Binding[]> {
  return access.run(async (database) => {
    const rows = await database
      .selectFrom('bindings')
      .selectAll()
      .where('restricted', '=', 1)
      .where('look', '!=', 'none')
      .execute();
    return rows.map(readBinding);
  });
}

/** Everybody is let in from now on; the gallery's pictures are looked at again, and those for adults taken down there. */
export async function liftRestriction({ access, clock, touches }: GalleryParts, binding: Binding): Promise<void> {
  const { channel, gallery } = binding;
  await access.write((database) =>
    database.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('bindings')
        .set({ restricted: 0 })
        .where('channel', '=', channel)
        .where('gallery', '=', gallery)
        .where('restricted', '=', 1)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) await review(transaction, 'gallery', gallery, { now: clock.now(), isOld: true });
    }),
  );
  touches.tell();
}
