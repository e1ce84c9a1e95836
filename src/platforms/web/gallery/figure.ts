import { html } from 'hono/html';
import { ground, largeImage } from './image.ts';
import { isHidden, type Made } from './made.ts';
import { shapeClass } from './shapes.ts';
import type { GalleryView, Markup } from './view.ts';

/** One picture, large, which leads to its file. A hidden one is behind something that has to be opened first. */
export function figure(exhibit: Made, view: GalleryView, caption: Markup | '' = ''): Markup {
  const { words, links } = view;
  const hides = isHidden(exhibit);
  const link = html`<a class="large ${shapeClass(exhibit.generation.image)}" href="${links.file(exhibit, 'original')}" title="${words.gallery.original}">${
    hides ? '' : ground(exhibit)
  }${largeImage(exhibit, view, hides)}</a>`;
  const { reveal, conceal } = words.gallery;
  const shown = hides
    ? html`<details class="spoiler"><summary><span class="button closed">${reveal}</span><span class="button opened">${conceal}</span></summary>${link}</details>`
    : link;
  return html`<figure>${shown}${caption && html`<figcaption>${caption}</figcaption>`}</figure>`;
}
