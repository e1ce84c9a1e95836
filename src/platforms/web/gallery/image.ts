import { html } from 'hono/html';
import { averageColor } from './color.ts';
import type { Made } from './made.ts';
import { altOf, type GalleryView, type Markup } from './view.ts';

/** Longer sides of the copies, in pixels (`ThumbnailKind`). */
const small = 512;
const large = 1024;

/** How wide a copy is whose longer side has so many pixels, 1 at least. None is larger than its original. */
function widthOf({ width, height }: { readonly width: number; readonly height: number }, longest: number): number {
  return Math.max(1, Math.round(width * Math.min(1, longest / Math.max(width, height))));
}

/** A small picture among others. `isFirst`: fetched at once, because everybody sees it. */
export function thumbnail(exhibit: Made, view: GalleryView, isFirst: boolean): Markup {
  const { image } = exhibit.generation;
  const { links } = view;
  const [one, two] = [links.file(exhibit, '512'), links.file(exhibit, '1024')];
  const sources = `${one} ${widthOf(image, small)}w, ${two} ${widthOf(image, large)}w`;
  // Browsers that know `auto` take the true size of what is loaded late; the others guess by a row's height.
  const sizes = `${isFirst ? '' : 'auto, '}(max-width: 40rem) 95vw, 30vw`;
  return html`<img src="${one}" srcset="${sources}" sizes="${sizes}" alt="${altOf(exhibit, view, longestInWall)}" width="${image.width}" height="${image.height}"${
    isFirst ? '' : html` loading="lazy"`
  } decoding="async">`;
}

/** Characters: one sentence for each of forty pictures is enough to choose from. The picture's own page has all. */
const longestInWall = 160;

/** One picture, as large as the page. `isLate`: not fetched before it is seen. */
export function largeImage(exhibit: Made, view: GalleryView, isLate: boolean): Markup {
  const { image } = exhibit.generation;
  const { links } = view;
  const [one, two, all] = [links.file(exhibit, '512'), links.file(exhibit, '1024'), links.file(exhibit, 'original')];
  const sources = [
    ...new Map([
      [widthOf(image, small), one],
      [widthOf(image, large), two],
      [image.width, all],
    ]),
  ].map(([width, path]) => `${path} ${width}w`);
  return html`<img src="${two}" srcset="${sources.join(', ')}" sizes="(min-width: 64rem) 62vw, 100vw" alt="${altOf(exhibit, view)}"
    width="${image.width}" height="${image.height}" ${isLate ? html`loading="lazy"` : html`fetchpriority="high"`} decoding="async">`;
}

/**
 * What is there until the picture is: its average colour, which the page's script turns into a blurred miniature. An SVG's
 * attribute, because styles may not stand in the page.
 */
export function ground({ thumbhash }: Made): Markup | '' {
  const color = thumbhash === undefined ? undefined : averageColor(thumbhash);
  if (color === undefined) return '';
  return html`<svg color="${color}" data-hash="${thumbhash}" aria-hidden="true"></svg>`;
}
