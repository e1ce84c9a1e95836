import { html } from 'hono/html';
import { everything } from './filter.ts';
import { type Made, madeAt, promptOf } from './made.ts';
import { isOwn } from './own.ts';
import type { GalleryView, Markup } from './view.ts';

/** Whose picture it is, when it was made, and how many like it. */
export function byline(exhibit: Made, view: GalleryView): Markup {
  const { stars } = exhibit;
  const { gallery, words } = view;
  const when = new Date(madeAt(exhibit));
  const date = new Intl.DateTimeFormat(words.tag, { dateStyle: 'long', timeZone: 'UTC' }).format(when);
  return html`<p class="byline">${isOwn(gallery) ? '' : html`${maker(exhibit, view)} · `}<time datetime="${when.toISOString()}">${date}</time>${
    stars > 0 && html` · <span role="img" aria-label="${words.gallery.stars(stars)}">★ ${stars}</span>`
  }</p>`;
}

function maker({ credit, recipe }: Made, { words, links }: GalleryView): Markup | string {
  const { by, moreBy, anonymous } = words.gallery;
  if (credit === undefined) return anonymous;
  if (!links.isLive) return html`<span dir="auto">${by(credit)}</span>`;
  const all = links.wall({ ...everything, by: recipe });
  return html`<a href="${all}" title="${moreBy(credit)}" dir="auto">${by(credit)}</a>`;
}

/** Everything that makes the picture what it is. What others may share leads to theirs. */
export function facts(exhibit: Made, { words, links }: GalleryView): Markup {
  const { request, image, elapsed } = exhibit.generation;
  const { style } = exhibit.notes;
  const names = words.gallery.facts;
  const number = new Intl.NumberFormat(words.tag, { maximumFractionDigits: 1 });
  const others = (text: string, filter: { seed?: number; style?: string }) =>
    links.isLive ? html`<a href="${links.wall({ ...everything, ...filter })}">${text}</a>` : html`${text}`;
  const rows: readonly (readonly [string, Markup | string])[] = [
    [names.model, request.model],
    [names.size, `${image.width} × ${image.height}`],
    [names.seed, others(String(request.seed), { seed: request.seed })],
    [names.guidance, number.format(request.guidance)],
    [names.steps, number.format(request.steps)],
    [names.time, words.gallery.seconds(number.format(elapsed / 1000))],
    ...(style === undefined ? [] : ([[names.style, others(style, { style })]] as const)),
    [names.recipe, html`<code>${exhibit.recipe}</code>`],
  ];
  return html`<dl class="facts" aria-label="${names.label}">${rows.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd dir="auto">${value}</dd></div>`,
  )}</dl>`;
}

/** What was sent, and what the model made of it, for those who want to know. */
export function wordings(exhibit: Made, { words }: GalleryView): Markup {
  const { request, expandedPrompt } = exhibit.generation;
  const said = promptOf(exhibit);
  const folded = (name: string, text: string) =>
    html`<details class="folded"><summary>${name}</summary><p dir="auto">${text}</p></details>`;
  return html`${request.prompt !== said && folded(words.gallery.sent, request.prompt)}
    ${expandedPrompt !== undefined && expandedPrompt !== request.prompt && folded(words.gallery.read, expandedPrompt)}`;
}
