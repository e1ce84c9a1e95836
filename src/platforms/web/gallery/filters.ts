import { html } from 'hono/html';
import { orders, shapes } from '../../../core/gallery.ts';
import type { WebWords } from '../words/en.ts';
import { everything, type Filter, fromStart } from './filter.ts';
import { isOwn } from './own.ts';
import type { GalleryView, Markup } from './view.ts';

/** A filter in words, and the filter without it. */
interface Chip {
  readonly label: string;
  readonly without: Filter;
}

/** What a page's filters are called. `person`: the name of whose pictures they are. */
export function chipsOf(filter: Filter, person: string | undefined, { gallery }: WebWords): readonly Chip[] {
  const { q, by, style, seed, shape } = filter;
  const { chips } = gallery;
  const start = fromStart(filter);
  return [
    ...(q === undefined ? [] : [{ label: chips.q(q), without: { ...start, q: undefined } }]),
    ...(by === undefined
      ? []
      : [{ label: chips.by(person ?? gallery.somebody), without: { ...start, by: undefined } }]),
    ...(style === undefined ? [] : [{ label: chips.style(style), without: { ...start, style: undefined } }]),
    ...(seed === undefined ? [] : [{ label: chips.seed(seed), without: { ...start, seed: undefined } }]),
    ...(shape === undefined ? [] : [{ label: gallery.shapes[shape], without: { ...start, shape: undefined } }]),
  ];
}

/** The box for words. What else is chosen stays. */
export function searchForm({ words, links, filter }: GalleryView): Markup {
  const { search, searchLabel, searchHint } = words.gallery;
  const { order, by, style, seed, shape } = filter;
  const others = Object.entries({ by, style, seed, shape, order: order === 'newest' ? undefined : order });
  return html`<form role="search" class="search" action="${links.wall(everything)}">
    ${others.map(([name, value]) => value !== undefined && html`<input type="hidden" name="${name}" value="${value}">`)}
    <input type="search" name="q" id="q" value="${filter.q ?? ''}" maxlength="200" dir="auto" aria-label="${searchLabel}" placeholder="${searchHint}" enterkeyhint="search">
    <button class="button">${search}</button>
  </form>`;
}

/** Order and shape as links, and what was chosen with a way to take it away. */
export function filterBar(view: GalleryView, chips: readonly Chip[]): Markup {
  const { gallery, words, links, filter } = view;
  const start = fromStart(filter);
  const choice = (label: string, chosen: boolean, to: Filter) =>
    html`<a href="${links.wall(to)}"${chosen && html` aria-current="true"`}>${label}</a>`;
  return html`<nav class="choices" aria-label="${words.gallery.view}">
    ${
      // Nobody stars what nobody else sees.
      !isOwn(gallery) &&
      html`<p>${orders.map((order) => choice(words.gallery.orders[order], order === filter.order, { ...start, order }))}</p>`
    }
    <p>${choice(words.gallery.anyShape, filter.shape === undefined, { ...start, shape: undefined })}
    ${shapes.map((shape) => choice(words.gallery.shapes[shape], shape === filter.shape, { ...start, shape }))}</p>
  </nav>
  ${chips.length > 0 && chipRow(view, chips)}`;
}

function chipRow({ words, links, filter }: GalleryView, chips: readonly Chip[]): Markup {
  const { takeAway, takeAwayAll, filters } = words.gallery;
  const items = chips.map(
    ({ label, without }) =>
      html`<li><a href="${links.wall(without)}" aria-label="${takeAway(label)}"><span dir="auto">${label}</span> <span aria-hidden="true">×</span></a></li>`,
  );
  const all = links.wall({ ...everything, order: filter.order });
  return html`<ul class="chips" aria-label="${filters}">${items}<li><a class="plain" href="${all}">${takeAwayAll}</a></li></ul>`;
}
