import { html } from 'hono/html';
import { ground, thumbnail } from './image.ts';
import { isHidden, type Made } from './made.ts';
import { shapeClass } from './shapes.ts';
import type { GalleryView, Markup } from './view.ts';

/** Pictures of the first rows on a wide screen, which are not loaded late. */
const firstRows = 6;

/** The pictures of a page in rows of equal height, none cut. */
export function wall(exhibits: readonly Made[], view: GalleryView, isTop: boolean): Markup {
  const cells = exhibits.map((exhibit, at) => cell(exhibit, view, isTop && at < firstRows));
  return html`<ul class="wall" aria-label="${view.words.gallery.pictures}">${cells}</ul>`;
}

/** A short row of pictures. */
export function strip(exhibits: readonly Made[], view: GalleryView, label: string): Markup {
  return html`<ul class="wall strip" aria-label="${label}">${exhibits.map((each) => cell(each, view, false))}</ul>`;
}

function cell(exhibit: Made, view: GalleryView, isFirst: boolean): Markup {
  const { recipe, generation } = exhibit;
  const href = view.links.picture(recipe, view.filter);
  const open = html`<li id="${recipe}" class="${shapeClass(generation.image)}"><a href="${href}"`;
  if (isHidden(exhibit)) {
    return html`${open} class="hidden"><b>${view.words.gallery.hidden}</b>${label(exhibit, view)}</a></li>`;
  }
  const type = generation.image.type.slice('image/'.length);
  return html`${open} data-type="${type === 'jpeg' ? 'jpg' : type}">${ground(exhibit)}${thumbnail(exhibit, view, isFirst)}${label(exhibit, view)}</a></li>`;
}

/** Whose it is and how many like it. */
function label({ credit, stars }: Made, { words }: GalleryView): Markup | '' {
  const by = credit && html`<span dir="auto">${credit}</span>`;
  const liked = stars > 0 && html`<span aria-label="${words.gallery.stars(stars)}" role="img">★ ${stars}</span>`;
  return by || liked ? html`<span class="label">${by} ${liked}</span>` : '';
}
