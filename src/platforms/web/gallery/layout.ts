import { html, raw } from 'hono/html';
import type { WebWords } from '../words/en.ts';
import { fromStart } from './filter.ts';
import { isOwn } from './own.ts';
import type { GalleryView, Markup } from './view.ts';

/** What is around the content of every page of a gallery. */
export interface Frame {
  readonly title: string;
  /** For the head: where the page is, and how others preview it. */
  readonly head?: Markup | '';
  /** What is above the content, in the page's banner. */
  readonly banner: Markup | '';
  /** What the link says that leads past the banner. */
  readonly skip: string;
  readonly feeds: boolean;
}

/** A page of a gallery, whole without any script. */
export function galleryLayout(content: Markup, view: GalleryView, frame: Frame): Markup {
  const { gallery, words, links } = view;
  const start = fromStart(view.filter);
  // Readers of feeds have no session.
  const hasFeeds = frame.feeds && !isOwn(gallery);
  const feeds = hasFeeds
    ? html`<link rel="alternate" type="application/atom+xml" href="${links.atom(start)}" title="${gallery.name}">
    <link rel="alternate" type="application/feed+json" href="${links.jsonFeed(start)}" title="${gallery.name}">`
    : '';
  const head = html`${gallery.visibility === 'public' ? '' : html`<meta name="robots" content="noindex">`}
    ${feeds}${frame.head ?? ''}`;
  const about = html`${isOwn(gallery) && html`<p><a href="/">${words.back}</a></p>`}<p>${words.gallery.madeByMachine}</p>
    <p>${
      hasFeeds &&
      html`<span>${words.gallery.feeds}: <a href="${links.atom(start)}">${words.gallery.atom}</a> · <a href="${links.jsonFeed(start)}">${words.gallery.jsonFeed}</a></span>`
    } <button type="button" class="plain" data-open="keys">${words.gallery.keys} <kbd>?</kbd></button></p>${
      gallery.visibility === 'members' &&
      links.isLive &&
      html`<form method="post" action="/sign-out"><button class="plain">${words.signIn.leave}</button></form>`
    }`;
  return page(
    { words, asset: links.asset, title: frame.title, skip: frame.skip, head, banner: frame.banner, about },
    content,
  );
}

/** A page that only says something, also to those who may not know whether there is a gallery. */
export function noticePage(
  words: WebWords,
  asset: (name: string) => string,
  { title, text, links = [] }: { title: string; text: string; links?: readonly { href: string; label: string }[] },
): Markup {
  const content = html`<section class="notice"><h1>${title}</h1><p>${text}</p>${
    links.length > 0 &&
    html`<p>${links.map(({ href, label }) => html`<a class="button" href="${href}">${label}</a> `)}</p>`
  }</section>`;
  const head = html`<meta name="robots" content="noindex">`;
  return page({ words, asset, title, skip: '', head, banner: '', about: '' }, content);
}

interface Page {
  readonly words: WebWords;
  readonly asset: (name: string) => string;
  readonly title: string;
  readonly skip: string;
  readonly head: Markup | '';
  readonly banner: Markup | '';
  readonly about: Markup | '';
}

function page({ words, asset, title, skip, head, banner, about }: Page, content: Markup): Markup {
  const { notLoaded, end, copied, details, lightbox } = words.gallery;
  const said = JSON.stringify({ notLoaded, end, copied, details, ...lightbox });
  return html`${raw('<!doctype html>')}
<html lang="${words.tag}" data-words="${said}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    <link rel="icon" href="${asset('icon.svg')}" type="image/svg+xml">
    <link rel="stylesheet" href="${asset('gallery.css')}">
    <script src="${asset('gallery.js')}" defer></script>
    ${head}
  </head>
  <body>
    ${skip && html`<a class="skip" href="#content">${skip}</a>`}
    ${banner && html`<header>${banner}</header>`}
    <main id="content" tabindex="-1">${content}</main>
    ${about && html`<footer>${about}</footer>`}
    ${about && keys(words)}
    <p class="unseen" role="status" id="said"></p>
  </body>
</html>`;
}

function keys({ gallery }: WebWords): Markup {
  const { title, close, rows } = gallery.help;
  return html`<dialog id="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">${title}</h2>
      <dl>${rows.map(([names, does]) => html`<div><dt>${names.map((name) => html`<kbd>${name}</kbd>`)}</dt><dd>${does}</dd></div>`)}</dl>
      <form method="dialog"><button class="button" autofocus>${close}</button></form>
    </dialog>`;
}
