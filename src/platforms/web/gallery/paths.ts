import type { Exhibit } from '../../../core/gallery.ts';
import { fileExtension } from '../../../core/image.ts';
import type { ThumbnailKind } from '../../../core/thumbnails.ts';

/** A copy of a picture, or the file itself as it was made. */
export type FileKind = ThumbnailKind | 'original';

/** What each kind of file is called, after the picture's key. */
export function fileName({ generation }: Pick<Exhibit, 'generation'>, kind: FileKind): string {
  const { key = '', type = 'image/png' } = generation?.image ?? {};
  if (kind === 'original') return `${key}.${fileExtension(type)}`;
  return kind === 'card' ? `${key}-card.jpg` : `${key}-${kind}.webp`;
}

/** Where everything of a gallery is. Addresses and recipes are letters, digits and hyphens; nothing needs to be escaped. */
export const paths = {
  gallery: (address: string) => `/g/${address}`,
  picture: (address: string, recipe: string) => `/g/${address}/${recipe}`,
  /** Changes with the bytes, so it may be kept forever. */
  file: (address: string, exhibit: Pick<Exhibit, 'recipe' | 'generation'>, kind: FileKind) =>
    `/g/${address}/${exhibit.recipe}/${fileName(exhibit, kind)}`,
  /** The original under a name that says what it is. */
  download: (address: string, exhibit: Pick<Exhibit, 'recipe'>) => `/g/${address}/${exhibit.recipe}/download`,
  atom: (address: string) => `/g/${address}/feed.atom`,
  jsonFeed: (address: string) => `/g/${address}/feed.json`,
};

const page = /^\/g\/[A-Za-z0-9]{24}(?:\/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2})?$/;

/** Whether something is the path of a gallery or of one of its pictures, and nothing else. */
export function isPath(text: string): boolean {
  return page.test(text);
}
