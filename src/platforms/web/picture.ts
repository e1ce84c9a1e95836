import { html } from 'hono/html';
import type { Reply, ReplyImage } from '../../core/reply.ts';
import { picturePath } from './pictures.ts';
import type { Markup } from './render.ts';
import type { WebWords } from './words/en.ts';

/** A reply's pictures: one fills its card, several share it. */
export function pictures({ images = [] }: Reply, words: WebWords): Markup | '' {
  const [first] = images;
  if (!first) return '';
  if (images.length === 1) return picture(first, words);
  const items = images.map((shown, at) => html`<li>${picture(shown, words, at + 1)}</li>`);
  return html`<ul class="pictures" aria-label="${words.pictures(images.length)}">${items}</ul>`;
}

/** Keeps the place of the picture to come: an SVG has proportions without any inline style. */
export function placeholder({ width, height }: { readonly width: number; readonly height: number }): Markup {
  return html`<svg class="placeholder" viewBox="0 0 ${width} ${height}" aria-hidden="true"><rect width="${width}" height="${height}"/></svg>`;
}

/** A hidden one is not even fetched before somebody opens it. */
function picture(shown: ReplyImage, words: WebWords, number?: number): Markup {
  if (!shown.spoiler) return link(shown, words);
  return html`<details class="spoiler">
    <summary><span class="closed">${words.reveal(number)}</span><span class="opened">${words.hide(number)}</span></summary>
    ${link(shown, words)}
  </details>`;
}

function link(shown: ReplyImage, words: WebWords): Markup {
  const { image, alt, spoiler } = shown;
  return html`<a class="picture" href="${picturePath(shown)}" target="_blank" aria-label="${words.larger} ${alt}"
    ><img src="${picturePath(shown)}" alt="${alt}" width="${image.width}" height="${image.height}"${spoiler && html` loading="lazy"`}></a>`;
}
