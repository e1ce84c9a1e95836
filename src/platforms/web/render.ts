import { html, raw } from 'hono/html';
import type { Fact, Reply, ReplyImage, Section } from '../../core/reply.ts';
import type { Call } from './calls.ts';
import { againIcon, cancelIcon, copyIcon, downloadIcon, problemIcon } from './icons.ts';
import { picturePath } from './pictures.ts';
import type { WebWords } from './words/en.ts';

/** Escaped HTML. Everything that is put into a template is escaped unless it is Markup itself. */
export type Markup = ReturnType<typeof html>;

/** One call as it stands, for the page and for the live stream alike. `now` is in milliseconds since 1970. */
export function renderCall({ id, asked, reply, version, era }: Call, now: number, words: WebWords): Markup {
  const state = reply?.state ?? 'working';
  return html`<article class="call ${state}${reply?.sections ? ' wide' : ''}" id="call-${id}" tabindex="-1"
    data-state="${state}" data-version="${version}" data-era="${era}" data-said="${reply ? said(reply) : ''}">
    ${reply?.quote ? '' : html`<p class="asked" dir="auto"${scrolling(asked)}>${asked}</p>`}
    ${reply && renderReply(reply, now, words)}
    ${state === 'working' ? cancelForm(id, words) : actions(asked, reply, words)}
  </article>`;
}

/** The one place that turns a reply into HTML. */
export function renderReply(reply: Reply, now: number, words: WebWords): Markup {
  const { state, text, quote, images = [], facts = [], sections = [], shape } = reply;
  return html`${state === 'working' && shape && placeholder(shape)}
    ${images.map((image) => picture(image, words))}
    ${quote && html`<blockquote class="quote" dir="auto"${scrolling(quote)}>${quote}</blockquote>`}
    <p class="text">
      ${state === 'failed' && problemIcon}<span class="words" dir="auto">${text}</span>
      ${state === 'working' && reply.since !== undefined && elapsed(now - reply.since, words)}
    </p>
    ${facts.length > 0 && html`<dl class="facts">${facts.map((fact) => renderFact(fact, words))}</dl>`}
    ${sections.map(renderSection)}`;
}

/** Characters that fit beside other cards; longer words scroll in place, by keyboard too, and leave no hole next to them. */
const longestInFull = 240;

function scrolling(words: string): Markup | '' {
  return words.length > longestInFull ? raw(' tabindex="0" data-long') : '';
}

/** Keeps the place of the picture to come: an SVG has proportions without any inline style. */
function placeholder({ width, height }: { readonly width: number; readonly height: number }): Markup {
  return html`<svg class="placeholder" viewBox="0 0 ${width} ${height}" aria-hidden="true"><rect width="${width}" height="${height}"/></svg>`;
}

function picture(shown: ReplyImage, words: WebWords): Markup {
  const { image, alt } = shown;
  return html`<a class="picture" href="${picturePath(shown)}" target="_blank" aria-label="${words.larger} ${alt}"
    ><img src="${picturePath(shown)}" alt="${alt}" width="${image.width}" height="${image.height}"></a>`;
}

/** The page's script counts on from `data-elapsed`, so the clocks of the two machines need not agree. */
function elapsed(milliseconds: number, words: WebWords): Markup {
  const shown = Math.max(0, milliseconds);
  return html`<span class="elapsed" role="timer"><span data-elapsed="${shown}">${Math.floor(shown / 1000)}</span> ${words.seconds}</span>`;
}

function renderFact({ label, value, exact }: Fact, words: WebWords): Markup {
  const copy = html`<button type="button" class="small" data-copy="${value}" aria-label="${words.copy(label, value)}">${copyIcon}</button>`;
  return html`<div class="fact"><dt>${label}</dt><dd>${exact ? html`<code>${value}</code>${copy}` : value}</dd></div>`;
}

function renderSection({ heading, rows }: Section): Markup {
  return html`<section class="section">
    <h2>${heading}</h2>
    <dl>${rows.map(({ term, text }) => html`<div><dt><code>${term}</code></dt><dd>${text}</dd></div>`)}</dl>
  </section>`;
}

function cancelForm(id: string, words: WebWords): Markup {
  return html`<form class="actions" method="post" action="/calls/${id}/cancel" data-send="cancel">
    <button class="quiet">${cancelIcon}${words.cancel}</button>
  </form>`;
}

function actions(asked: string, reply: Reply | undefined, words: WebWords): Markup {
  return html`<p class="actions">
    ${reply?.images?.map(
      (shown) =>
        html`<a class="quiet" href="${picturePath(shown)}" download="${shown.name}">${downloadIcon}${words.download}</a>`,
    )}
    <a class="quiet" href="/?${new URLSearchParams({ text: asked }).toString()}" data-text="${asked}">${againIcon}${words.again}</a>
  </p>`;
}

/** What a screen reader is told when this reply appears. */
function said({ text, images = [] }: Reply): string {
  return [text, ...images.map(({ alt }) => alt)].join('. ');
}
