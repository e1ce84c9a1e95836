import { html, raw } from 'hono/html';
import type { Command } from '../../core/command.ts';
import type { Fact, Reply, Section } from '../../core/reply.ts';
import { type Call, spotOf } from './calls.ts';
import { cardForm } from './form.ts';
import { againIcon, cancelIcon, copyIcon, downloadIcon, problemIcon } from './icons.ts';
import { pictures, placeholder } from './picture.ts';
import { picturePath } from './pictures.ts';
import { presses, pressesOf } from './presses.ts';
import type { WebWords } from './words/en.ts';

/** Escaped HTML. Everything that is put into a template is escaped unless it is Markup itself. */
export type Markup = ReturnType<typeof html>;

/** For whom something is shown, and when. */
export interface View {
  readonly words: WebWords;
  readonly commands: readonly Command[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether their page has this card. */
  readonly has: (spot: string) => boolean;
}

/** One call as it stands, for the page and for the live stream alike. */
export function renderCall(call: Call, view: View): Markup {
  const { spot, asked, reply, version, era } = call;
  const state = reply?.state ?? 'working';
  const wide = reply?.sections || reply?.form ? ' wide' : '';
  return html`<article class="call ${state}${wide}" id="call-${spot}" tabindex="-1" data-state="${state}"
    data-version="${version}" data-era="${era}" data-presses="${reply && state === 'working' && pressesOf(reply)}" data-said="${reply && said(reply)}">
    ${reply?.quote ? '' : html`<p class="asked" dir="auto"${scrolling(asked)}>${asked}</p>`}
    ${reply && renderReply(reply, view)}
    ${reply?.form && cardForm(reply.form, call.id, view)}
    ${state === 'working' ? cancelForm(call, view.words) : actions(call, view.words)}
  </article>`;
}

/** The one place that turns a reply into HTML. */
export function renderReply(reply: Reply, view: View): Markup {
  const { words, now } = view;
  const { state, text, quote, code, facts = [], sections = [], shape } = reply;
  return html`${state === 'working' && shape && !reply.images?.length && placeholder(shape)}
    ${pictures(reply, words)}
    ${quote && html`<blockquote class="quote" dir="auto"${scrolling(quote)}>${quote}</blockquote>`}
    <p class="text">
      ${state === 'failed' && problemIcon}<span class="words" dir="auto">${text}</span>
      ${state === 'working' && reply.since !== undefined && elapsed(now - reply.since, words)}
    </p>
    ${code && codeLine(code, words)}
    ${facts.length > 0 && html`<dl class="facts">${facts.map((fact) => renderFact(fact, view))}</dl>`}
    ${sections.map(renderSection)}
    ${presses(reply, words)}`;
}

/** Characters that fit beside other cards; longer words scroll in place, by keyboard too, and leave no hole next to them. */
const longestInFull = 240;

function scrolling(words: string): Markup | '' {
  return words.length > longestInFull ? raw(' tabindex="0" data-long') : '';
}

/** The page's script counts on from `data-elapsed`, so the clocks of the two machines need not agree. */
function elapsed(milliseconds: number, words: WebWords): Markup {
  const shown = Math.max(0, milliseconds);
  return html`<span class="elapsed" role="timer"><span data-elapsed="${shown}">${Math.floor(shown / 1000)}</span> ${words.seconds}</span>`;
}

/** A line to copy; long ones wrap. */
function codeLine(code: string, words: WebWords): Markup {
  const copy = html`<button type="button" class="small" data-copy="${code}" aria-label="${words.copyLine}">${copyIcon}</button>`;
  return html`<p class="code"><code dir="auto">${code}</code>${copy}</p>`;
}

function renderFact({ label, value, exact, message }: Fact, { words, has }: View): Markup {
  const copy = html`<button type="button" class="small" data-copy="${value}" aria-label="${words.copy(label, value)}">${copyIcon}</button>`;
  const spot = spotOf(message?.key);
  const shown = exact ? html`<code>${value}</code>` : value;
  const linked = spot !== undefined && has(spot) ? html`<a href="/#call-${spot}">${shown}</a>` : shown;
  return html`<div class="fact"><dt>${label}</dt><dd dir="auto">${linked}${exact && copy}</dd></div>`;
}

function renderSection({ heading, rows }: Section): Markup {
  return html`<section class="section">
    <h2>${heading}</h2>
    <dl>${rows.map(({ term, text }) => html`<div><dt><code>${term}</code></dt><dd>${text}</dd></div>`)}</dl>
  </section>`;
}

/** For what can be ended by nothing that it shows itself. */
function cancelForm({ id, reply }: Call, words: WebWords): Markup | '' {
  if (reply?.buttons?.length) return '';
  return html`<form class="actions" method="post" action="/calls/${id}/cancel" data-send="cancel">
    <button class="quiet">${cancelIcon}${words.cancel}</button>
  </form>`;
}

function actions({ asked, about, reply }: Call, words: WebWords): Markup | '' {
  const { images = [], form } = reply ?? {};
  const downloads = images.map(
    (shown, at) =>
      html`<a class="quiet" href="${picturePath(shown)}" download="${shown.name}">${downloadIcon}${words.download(images.length > 1 ? at + 1 : undefined)}</a>`,
  );
  // Its line alone would not say what it is about.
  const again =
    about === undefined && !form
      ? html`<a class="quiet" href="/?${new URLSearchParams({ text: asked }).toString()}" data-text="${asked}">${againIcon}${words.again}</a>`
      : '';
  return downloads.length > 0 || again ? html`<p class="actions">${downloads}${again}</p>` : '';
}

/** What a screen reader is told when this reply appears. */
function said({ text, images = [] }: Reply): string {
  return [text, ...images.filter(({ spoiler }) => !spoiler).map(({ alt }) => alt)].join('. ');
}
