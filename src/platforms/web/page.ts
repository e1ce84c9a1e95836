import { html, raw } from 'hono/html';
import type { Command } from '../../core/command.ts';
import { type Call, remembered } from './calls.ts';
import { promptForm } from './form.ts';
import { ownPath } from './gallery/own.ts';
import { type Markup, renderCall, type View } from './render.ts';
import type { WebWords } from './words/en.ts';

/** What every page has around its content. `refresh` reloads it every two seconds where scripts are off. */
export function layout(
  content: Markup,
  words: WebWords,
  { title, refresh }: { title?: string; refresh?: boolean } = {},
) {
  return html`${raw('<!doctype html>')}
<html lang="${words.tag}" data-unreachable="${words.unreachable}" data-lost="${words.lost}" data-copied="${words.copied}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title ? `${title} – Easel` : 'Easel'}</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/studio.css">
    <script type="module" src="/studio.js"></script>
    ${refresh && html`<noscript><meta http-equiv="refresh" content="2"></noscript>`}
  </head>
  <body>
    <header>
      <a class="name" href="/" aria-label="${words.home}"><img src="/icon.svg" alt="" width="28" height="28">Easel</a>
      <nav><a href="${ownPath}">${words.gallery.own}</a> <a href="/help">${words.help}</a></nav>
    </header>
    <main>${content}</main>
    <p class="unseen" role="status" id="said"></p>
  </body>
</html>`;
}

export interface Studio {
  readonly command: Command | undefined;
  readonly calls: readonly Call[];
  /** UUID for the next call. */
  readonly id: string;
  readonly text: string;
}

/** The studio itself: the prompt box, and this browser's calls, newest first. */
export function studioPage({ command, calls, id, text }: Studio, view: View) {
  const { words } = view;
  const working = calls.some(({ reply }) => reply === undefined || reply.state === 'working');
  // What is being filled in is neither left nor reloaded.
  const filling = calls.some(({ reply }) => reply?.form);
  const content = html`
    <h1>${words.headline}</h1>
    ${promptForm({ command, id, text, focused: !filling }, words)}
    <section id="calls" class="calls" aria-label="${words.results}">${[...calls].reverse().map((call) => renderCall(call, view))}</section>
    <section class="welcome" aria-labelledby="examples">
      <h2 id="examples">${words.examplesLabel}</h2>
      <ul>${words.examples.map(
        (example) =>
          html`<li><a href="/?${new URLSearchParams({ text: example }).toString()}" data-text="${example}">${example}</a></li>`,
      )}</ul>
    </section>
    <footer>${words.footer(remembered)}</footer>`;
  return layout(content, words, { refresh: working && !filling });
}

/** A page with a heading and something under it. */
export function plainPage(title: string, content: Markup | string, words: WebWords) {
  return layout(
    html`<section class="plain"><h1>${title}</h1>${content}<p><a class="back" href="/">${words.back}</a></p></section>`,
    words,
    { title },
  );
}
