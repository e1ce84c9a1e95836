import { html } from 'hono/html';
import { byline } from './facts.ts';
import { figure } from './figure.ts';
import { everything } from './filter.ts';
import { galleryLayout } from './layout.ts';
import { cut, isHidden, type Made, promptOf } from './made.ts';
import { pictureBanner } from './picture-page.ts';
import { shapeClass } from './shapes.ts';
import type { GalleryView, Markup } from './view.ts';

/** Characters of each prompt in a tab. */
const longestTitle = 40;

/** Two pictures beside each other, or on top of each other behind a slider where scripts run and neither is hidden. */
export function comparePage(one: Made, other: Made, view: GalleryView): Markup {
  const { gallery, words, links } = view;
  const caption = (
    exhibit: Made,
  ) => html`<h2 dir="auto"><a href="${links.picture(exhibit.recipe, everything)}">${promptOf(exhibit)}</a></h2>
    ${byline(exhibit, view)}`;
  const slides = !isHidden(one) && !isHidden(other);
  const names = [one, other].map((each) => (isHidden(each) ? words.gallery.hidden : cut(promptOf(each), longestTitle)));
  const title = words.gallery.compareTitle(names[0] ?? '', names[1] ?? '');
  const content = html`<h1 class="unseen">${title}</h1>
    <div class="compare ${shapeClass(one.generation.image)}"${slides && html` data-slides`}>${figure(one, view, caption(one))}${figure(other, view, caption(other))}
    ${slides && html`<input type="range" min="0" max="100" value="50" hidden aria-label="${words.gallery.slider}">`}</div>`;
  return galleryLayout(content, view, {
    title: `${title} – ${gallery.name}`,
    head: html`<meta name="robots" content="noindex">`,
    banner: pictureBanner(view, {}),
    skip: words.gallery.skipToPicture,
    feeds: false,
  });
}
