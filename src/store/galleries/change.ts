import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Galleries, Gallery } from '../../core/gallery.ts';
import { freshRecipe } from '../fresh-recipe.ts';
import { plain } from '../plain.ts';
import type { Tables } from '../tables.ts';
import type { GalleryParts } from './parts.ts';
import { review } from './review.ts';
import { freshAddress, readGallery, writtenGallery, writtenRules } from './rows.ts';

const secrets = () => ({ address: freshAddress(), code: freshRecipe() });

export async function createGallery(
  { access }: GalleryParts,
  { name, rules }: Pick<Gallery, 'name' | 'rules'>,
): Promise<Gallery> {
  const gallery: Gallery = {
    ...{ id: randomUUID(), name: plain(name), rules, visibility: 'off', exhibition: undefined },
    ...secrets(),
  };
  const { id, visibility, address, code } = gallery;
  const written = { id, name: gallery.name, visibility, address, code, ...writtenRules(rules) };
  await access.write((database) => database.insertInto('galleries').values(written).execute());
  return gallery;
}

export async function findGallery(
  { access }: GalleryParts,
  by: Parameters<Galleries['find']>[0],
): Promise<Gallery | undefined> {
  const [column, value] = columnOf(by);
  const row = await access.run((database) =>
    database.selectFrom('galleries').selectAll().where(column, '=', plain(value)).executeTakeFirst(),
  );
  return row && readGallery(row);
}

export async function galleriesNamed({ access }: GalleryParts, name: string): Promise<readonly Gallery[]> {
  const rows = await access.run((database) =>
    database.selectFrom('galleries').selectAll().where('name', '=', plain(name)).orderBy('id').limit(10).execute(),
  );
  return rows.map(readGallery);
}

function columnOf(by: Parameters<Galleries['find']>[0]) {
  if ('id' in by) return ['id', by.id] as const;
  return 'address' in by ? (['address', by.address] as const) : (['code', by.code] as const);
}

export async function changeGallery(
  { access, clock, touches }: GalleryParts,
  id: string,
  change: Parameters<Galleries['change']>[1],
): Promise<void> {
  const set = writtenGallery(change);
  if (Object.keys(set).length === 0) return;
  const now = clock.now();
  await access.write((database) =>
    database.transaction().execute(async (transaction) => {
      await transaction.updateTable('galleries').set(set).where('id', '=', id).execute();
      // Nobody is to be asked about all that they ever made because a page is opened.
      if (change.visibility) await review(transaction, 'gallery', id, { now, isOld: true });
      if (!change.rules) return;
      await review(transaction, 'gallery', id, { now, isOld: false });
      // Other rules let others in, which are collected like those of before a channel was bound.
      for (const source of await sourcesOf(transaction, id))
        await review(transaction, 'source', source, { now, isOld: true });
    }),
  );
  touches.tell();
}

async function sourcesOf(transaction: Kysely<Tables>, gallery: string): Promise<readonly string[]> {
  const rows = await transaction
    .selectFrom('bindings')
    .select('source')
    .distinct()
    .where('gallery', '=', gallery)
    .where('source', 'is not', null)
    .execute();
  return rows.flatMap(({ source }) => source ?? []);
}

export async function revokeLinks({ access }: GalleryParts, id: string): Promise<Gallery | undefined> {
  const row = await access.write((database) =>
    database.updateTable('galleries').set(secrets()).where('id', '=', id).returningAll().executeTakeFirst(),
  );
  return row && readGallery(row);
}
