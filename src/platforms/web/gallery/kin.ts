import type { Gallery } from '../../../core/gallery.ts';
import { type Made, madeOf } from './made.ts';
import type { GalleryParts } from './parts.ts';

/** What a picture was made from, oldest first, and what was made from it, newest first. */
export interface Kin {
  readonly ancestors: readonly Made[];
  readonly descendants: readonly Made[];
}

/** A picture's family, as far as it hangs on the same gallery's pages. Throws Problem `storage_failed`. */
export async function kinOf(
  { album, galleries }: Pick<GalleryParts, 'album' | 'galleries'>,
  { id }: Pick<Gallery, 'id'>,
  { recipe }: Made,
): Promise<Kin> {
  const { before, after } = await album.family(recipe);
  const hanging = async (family: readonly { readonly recipe: string }[]) =>
    madeOf(await Promise.all(family.map((kept) => galleries.exhibit(id, kept.recipe, true))));
  const [ancestors, descendants] = await Promise.all([hanging(before), hanging(after)]);
  return { ancestors, descendants };
}
