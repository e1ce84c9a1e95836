import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { shapeSheet } from './shapes.ts';

/** A file of the pages' own. */
export interface GalleryAsset {
  readonly body: string;
  readonly type: string;
}

export interface GalleryAssets {
  /** Where they are served. Changes with any of them, so that they may be kept forever. */
  readonly folder: string;
  readonly files: ReadonlyMap<string, GalleryAsset>;
}

/** Parts of the one sheet, in their order. */
const sheetNames = [
  'theme.css',
  'gallery.css',
  'gallery-filters.css',
  'gallery-wall.css',
  'gallery-picture.css',
  'gallery-compare.css',
];

const css = 'text/css; charset=utf-8';
const javaScript = 'text/javascript; charset=utf-8';

/** The pages' own files, and those of the two libraries as they were published: there is no build. */
export async function readGalleryAssets(): Promise<GalleryAssets> {
  const own = (name: string) => new URL(`../assets/${name}`, import.meta.url);
  // PhotoSwipe names only its long form; the short one is beside it.
  const photoswipe = (name: string) => new URL(name, import.meta.resolve('photoswipe'));
  const read = async (name: string, type: string, ...sources: readonly URL[]) => {
    const parts = await Promise.all(sources.map((source) => readFile(source, 'utf8')));
    return [name, { body: parts.join('\n'), type }] as const;
  };
  const [sheet, ...others] = await Promise.all([
    read('gallery.css', css, ...sheetNames.map(own)),
    read('gallery.js', javaScript, own('gallery.js')),
    read('lightbox.js', javaScript, own('gallery-lightbox.js')),
    read('icon.svg', 'image/svg+xml', own('icon.svg')),
    read('photoswipe.css', css, photoswipe('photoswipe.css')),
    read('photoswipe.js', javaScript, photoswipe('photoswipe.esm.min.js')),
    read('thumbhash.js', javaScript, new URL(import.meta.resolve('thumbhash'))),
  ]);
  const [name, { body, type }] = sheet;
  const files = new Map<string, GalleryAsset>([[name, { body: `${body}\n${shapeSheet()}\n`, type }], ...others]);
  const hash = createHash('sha256');
  for (const asset of files.values()) hash.update(asset.body);
  return { folder: `/gallery/${hash.digest('hex').slice(0, 16)}`, files };
}
