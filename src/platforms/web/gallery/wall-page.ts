import { html } from 'hono/html';
import type { Browsed } from './browse.ts';
import { everything, fromStart, isNarrow } from './filter.ts';
import { chipsOf, filterBar, searchForm } from './filters.ts';
import { galleryLayout } from './layout.ts';
import { isOwn } from './own.ts';
import { wallPreview } from './preview.ts';
import type { GalleryView, Markup } from './view.ts';
import { wall } from './wall.ts';

/** How many hang there, as far as they were counted. */
export interface Count {
  readonly shown: number;
  readonly isMore: boolean;
}

/** A page of a gallery's pictures. `note`: something to be said under its name. */
export function wallPage(browsed: Browsed, view: GalleryView, count: Count | undefined, note?: string): Markup {
  const { gallery, words, links, filter } = view;
  const { exhibits, before, after, person } = browsed;
  const chips = chipsOf(filter, person, words);
  const title = words.gallery.feedTitle(gallery.name, chips.map(({ label }) => label).join(', '));
  const about = [count && counted(count, view), note].filter((each) => each !== undefined).join(' · ');
  const banner = html`<div class="title"><h1 dir="auto"><a href="${links.wall(everything)}">${gallery.name}</a></h1>
    ${about && html`<p>${about}</p>`}</div>
    ${links.isLive && searchForm(view)}`;
  const content = html`${links.isLive && filterBar(view, chips)}
    ${before && html`<p class="more"><a class="button" rel="prev" href="${links.wall(before)}">${words.gallery.before}</a></p>`}
    ${exhibits.length > 0 ? wall(exhibits, view, filter.after === undefined && filter.before === undefined) : emptyWall(view)}
    ${after && html`<p class="more"><a class="button" rel="next" href="${links.wall(after)}">${words.gallery.more}</a></p>`}`;
  return galleryLayout(content, view, {
    title,
    banner,
    head: wallPreview(exhibits, view, title),
    skip: words.gallery.skip,
    feeds: true,
  });
}

function counted({ shown, isMore }: Count, { words }: GalleryView): string {
  if (shown === 1) return words.gallery.one;
  return words.gallery.count(new Intl.NumberFormat(words.tag).format(shown), isMore);
}

/** Says why nothing is there, and where to go on. */
function emptyWall({ gallery, words, links, filter }: GalleryView): Markup {
  const isBeyond = (filter.after ?? filter.before) !== undefined;
  const { nothing, beyond, takeAwayAll } = words.gallery;
  const empty = isOwn(gallery) ? words.gallery.emptyOwn : words.gallery.empty;
  const { title, text } = isBeyond ? beyond : isNarrow(filter) ? nothing : empty;
  const out = isBeyond ? fromStart(filter) : isNarrow(filter) ? everything : undefined;
  return html`<section class="notice"><h2>${title}</h2><p>${text}</p>${
    out && html`<p><a class="button" href="${links.wall(out)}">${takeAwayAll}</a></p>`
  }</section>`;
}
