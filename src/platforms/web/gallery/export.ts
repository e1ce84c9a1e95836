import { createHash } from 'node:crypto';
import type { Galleries, Gallery } from '../../../core/gallery.ts';
import { languageOf } from '../language.ts';
import { readGalleryAssets } from './assets.ts';
import { type Browsed, browse, neighbours } from './browse.ts';
import { exportLinks, pageName, pictureFolder } from './export-links.ts';
import { atomFeed, jsonFeed } from './feed.ts';
import { everything, type Filter } from './filter.ts';
import { json } from './json.ts';
import { kinOf } from './kin.ts';
import type { Links } from './links.ts';
import type { Made } from './made.ts';
import type { GalleryParts } from './parts.ts';
import { type FileKind, fileName } from './paths.ts';
import { picturePage } from './picture-page.ts';
import type { GalleryView, Markup } from './view.ts';
import { wallPage } from './wall-page.ts';

/** Keeps a file of a copy. `path` is relative, of letters, digits, dots, hyphens and one slash at most. */
export type WriteFile = (path: string, content: string | Blob) => Promise<void>;

export interface ExportOptions {
  readonly write: WriteFile;
  /** BCP 47: the language of the pages. */
  readonly locale: string;
}

type Parts = Pick<GalleryParts, 'galleries' | 'album' | 'images' | 'thumbnails' | 'clock' | 'commandLine' | 'linkTo'>;

/**
 * Finds a gallery by its web address, by the end of it, by the code with which it is bound, or else by its name, which
 * several may have. Throws Problem `storage_failed`.
 */
export async function findGalleries(
  galleries: Pick<Galleries, 'find' | 'named'>,
  given: string,
): Promise<readonly Gallery[]> {
  const [end = ''] = given
    .replace(/[?#].*$/, '')
    .split('/')
    .filter(Boolean)
    .slice(-1);
  const found = (await galleries.find({ address: end })) ?? (await galleries.find({ code: end.toUpperCase() }));
  return found ? [found] : galleries.named(given.trim());
}

/**
 * Writes a copy of what a gallery's web pages show: pages, pictures and feeds, all linked by names, so that it opens from a
 * disk and from any server. Returns how many pictures are in it. Throws Problem `storage_failed`, and what `write` throws.
 */
export async function exportGallery(parts: Parts, gallery: Gallery, { write, locale }: ExportOptions): Promise<number> {
  const { words } = languageOf(locale);
  const copy = createCopy(parts, write);
  const feedId = `urn:easel:${createHash('sha256').update(gallery.id).digest('hex').slice(0, 32)}`;
  const links = exportLinks({ ...copy, feedId });
  const view: GalleryView = { gallery, words, links, filter: everything };
  const date = new Intl.DateTimeFormat(words.tag, { dateStyle: 'long', timeZone: 'UTC' }).format(parts.clock.now());
  const note = words.gallery.exported(date);
  await writeAssets(write, links);
  let count = 0;
  let number = 0;
  for await (const { browsed, filter } of pagesOf(parts, gallery)) {
    number += 1;
    copy.name(number, browsed);
    const here = { ...view, filter };
    for (const exhibit of browsed.exhibits) await writePicture(exhibit, { parts, gallery, view: here, copy });
    await write(pageName(number), await markup(wallPage(browsed, here, undefined, note)));
    if (number === 1) await writeFeeds(write, browsed, view, parts.clock.now());
    count += browsed.exhibits.length;
  }
  return count;
}

async function* pagesOf(parts: Pick<Parts, 'galleries'>, gallery: Gallery) {
  let next: Filter | undefined = everything;
  while (next) {
    const filter: Filter = next;
    const browsed: Browsed = await browse(parts, gallery, filter);
    yield { browsed, filter };
    next = browsed.after;
  }
}

interface Writing {
  readonly parts: Parts;
  readonly gallery: Gallery;
  readonly view: GalleryView;
  readonly copy: ReturnType<typeof createCopy>;
}

async function writePicture(exhibit: Made, { parts, gallery, view, copy }: Writing): Promise<void> {
  const [beside, kin] = await Promise.all([
    neighbours(parts, gallery, everything, exhibit.recipe),
    kinOf(parts, gallery, exhibit),
  ]);
  for (const each of [exhibit, ...kin.ancestors, ...kin.descendants]) await copy.take(each);
  const all = { ...beside, ...kin, command: parts.commandLine(exhibit), link: parts.linkTo(exhibit) };
  await copy.write(`${exhibit.recipe}.html`, await markup(picturePage(exhibit, all, view)));
}

/** Remembers what is in the copy already: many pages show the same picture. */
function createCopy({ images, thumbnails }: Pick<Parts, 'images' | 'thumbnails'>, write: WriteFile) {
  const written = new Set<string>();
  const after = new Map<string, string>();
  const before = new Map<string, string>();

  async function take(exhibit: Made, kind: FileKind): Promise<void> {
    const name = `${pictureFolder}/${fileName(exhibit, kind)}`;
    if (written.has(name)) return;
    const { image } = exhibit.generation;
    const blob = kind === 'original' ? await images.open(image) : await thumbnails.open(image, kind);
    if (!blob) return;
    await write(name, blob);
    written.add(name);
  }

  return {
    ...{ after, before, write },
    has: (name: string) => written.has(name),
    async take(exhibit: Made): Promise<void> {
      for (const kind of ['512', '1024', 'original'] as const) await take(exhibit, kind);
    },
    /** A page knows what the pages beside it are called. */
    name(number: number, browsed: Browsed): void {
      if (browsed.after?.after !== undefined) after.set(browsed.after.after, pageName(number + 1));
      if (browsed.before?.before !== undefined) before.set(browsed.before.before, pageName(number - 1));
    },
  };
}

async function writeAssets(write: WriteFile, links: Links): Promise<void> {
  const { files } = await readGalleryAssets();
  for (const [name, { body }] of files) await write(links.asset(name), body);
}

async function writeFeeds(write: WriteFile, { exhibits }: Browsed, view: GalleryView, now: number): Promise<void> {
  const feed = { title: view.gallery.name, exhibits, after: undefined, now };
  await write('feed.atom', await atomFeed(feed, view));
  await write('feed.json', json(await jsonFeed(feed, view)));
}

async function markup(page: Markup): Promise<string> {
  return String(await page);
}
