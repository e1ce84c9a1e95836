import type { Kysely, Selectable } from 'kysely';
import type { Binding, Galleries } from '../../core/gallery.ts';
import type { Tables } from '../tables.ts';
import { heldBack } from './hangings.ts';
import type { GalleryParts } from './parts.ts';
import { review } from './review.ts';
import { readBinding } from './rows.ts';

/** Binds a channel to a gallery; one that has ended meanwhile stays ended. */
export async function bindChannel(
  { access, clock, touches }: GalleryParts,
  binding: Omit<Binding, 'trouble'>,
): Promise<void> {
  const now = clock.now();
  const { gallery, channel, source } = binding;
  await access.write((database) =>
    database.transaction().execute(async (transaction) => {
      const open = await transaction.selectFrom('galleries').select('id').where('id', '=', gallery).executeTakeFirst();
      if (!open) return;
      const before = await boundTo(transaction, channel);
      const isSame = before?.gallery === gallery;
      await write(transaction, binding, now);
      if (before && !isSame) await leave(transaction, before.gallery, now);
      if (isSame && before.source !== (source ?? null))
        await review(transaction, 'gallery', gallery, { now, isOld: true });
      if (source !== undefined) await review(transaction, 'source', source, { now, isOld: true });
      await transaction
        .updateTable('hangings')
        .set({ next_at: now })
        .where('wall', '=', channel)
        .where('next_at', '=', heldBack)
        .execute();
    }),
  );
  touches.tell();
}

export async function unbindChannel({ access, clock, touches }: GalleryParts, channel: string): Promise<boolean> {
  const bound = await access.write((database) =>
    database.transaction().execute(async (transaction) => {
      const before = await transaction
        .deleteFrom('bindings')
        .where('channel', '=', channel)
        .returning('gallery')
        .executeTakeFirst();
      if (before) await leave(transaction, before.gallery, clock.now());
      return before !== undefined;
    }),
  );
  touches.tell();
  return bound;
}

export async function bindingsOf(
  { access }: GalleryParts,
  of: Parameters<Galleries['bindings']>[0],
): Promise<readonly Binding[]> {
  const rows = await access.run((database) =>
    database
      .selectFrom('bindings')
      .selectAll()
      .where((binding) => binding.and(of))
      .execute(),
  );
  return rows.map(readBinding).sort((one, other) => (one.channel < other.channel ? -1 : 1));
}

/** What only this channel brought goes; a gallery that no channel is bound to is over. */
async function leave(transaction: Kysely<Tables>, gallery: string, now: number): Promise<void> {
  await review(transaction, 'gallery', gallery, { now, isOld: true });
  await transaction
    .deleteFrom('galleries')
    .where('id', '=', gallery)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('bindings').select('channel').where('gallery', '=', gallery))),
    )
    .execute();
}

async function boundTo(
  transaction: Kysely<Tables>,
  channel: string,
): Promise<Selectable<Tables['bindings']> | undefined> {
  return transaction.selectFrom('bindings').selectAll().where('channel', '=', channel).executeTakeFirst();
}

async function write(transaction: Kysely<Tables>, binding: Omit<Binding, 'trouble'>, now: number): Promise<void> {
  const { channel, community, source, restricted, ...same } = binding;
  const written = {
    ...same,
    ...{ community: community ?? null, source: source ?? null, restricted: restricted ? 1 : 0 },
    ...{ trouble: null, bound_at: now },
  };
  await transaction
    .insertInto('bindings')
    .values({ channel, ...written })
    .onConflict((conflict) => conflict.column('channel').doUpdateSet(written))
    .execute();
}
