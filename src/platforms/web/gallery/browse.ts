import type { Gallery } from '../../../core/gallery.ts';
import { type Filter, fromStart, queryOf } from './filter.ts';
import { type Made, madeOf } from './made.ts';
import type { GalleryParts } from './parts.ts';

/** A page of a gallery, and where the pages beside it begin. */
export interface Browsed {
  readonly exhibits: readonly Made[];
  readonly before: Filter | undefined;
  readonly after: Filter | undefined;
  /** What whoever `by` names is called; undefined when they are not named, or there is no such picture. */
  readonly person: string | undefined;
}

/** Pictures on a page: fills a screen three times over, and its markup fits into 15 KB. */
export const pageSize = 40;

/** Finds the pictures that an address asks for. Throws Problem `storage_failed`. */
export async function browse(
  { galleries }: Pick<GalleryParts, 'galleries'>,
  gallery: Pick<Gallery, 'id'>,
  filter: Filter,
  size = pageSize,
): Promise<Browsed> {
  const maker = filter.by === undefined ? undefined : await galleries.exhibit(gallery.id, filter.by, true);
  const person = maker?.credit;
  if (filter.by !== undefined && !maker) return { exhibits: [], before: undefined, after: undefined, person };
  // One more than is shown tells whether there are any beyond.
  const found = madeOf(await galleries.page(queryOf(filter, gallery.id, maker?.person, size + 1)));
  const isMore = found.length > size;
  // Less than a page before these: then it is the first one, and that one is whole.
  if (filter.before !== undefined && !isMore) return browse({ galleries }, gallery, fromStart(filter), size);
  const exhibits = filter.before === undefined ? found.slice(0, size) : found.slice(-size);
  const [first, last] = [exhibits.at(0), exhibits.at(-1)];
  const start = fromStart(filter);
  return {
    exhibits,
    before: (filter.after ?? filter.before) !== undefined && first ? { ...start, before: first.recipe } : undefined,
    after: last && (isMore || filter.before !== undefined) ? { ...start, after: last.recipe } : undefined,
    person,
  };
}

/** The pictures beside one, in the order of a filter. Throws Problem `storage_failed`. */
export async function neighbours(
  { galleries }: Pick<GalleryParts, 'galleries'>,
  gallery: Pick<Gallery, 'id'>,
  filter: Filter,
  recipe: string,
): Promise<{ readonly previous: Made | undefined; readonly next: Made | undefined }> {
  const start = fromStart(filter);
  const maker = filter.by === undefined ? undefined : await galleries.exhibit(gallery.id, filter.by, true);
  if (filter.by !== undefined && !maker) return { previous: undefined, next: undefined };
  const [before, after] = await Promise.all([
    galleries.page(queryOf({ ...start, before: recipe }, gallery.id, maker?.person, 1)),
    galleries.page(queryOf({ ...start, after: recipe }, gallery.id, maker?.person, 1)),
  ]);
  return { previous: madeOf(before)[0], next: madeOf(after)[0] };
}
