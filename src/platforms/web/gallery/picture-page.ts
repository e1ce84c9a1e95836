import { html } from 'hono/html';
import { byline, facts, wordings } from './facts.ts';
import { figure } from './figure.ts';
import { everything } from './filter.ts';
import { galleryLayout } from './layout.ts';
import { cut, isHidden, type Made, promptOf } from './made.ts';
import { picturePreview } from './preview.ts';
import type { GalleryView, Markup } from './view.ts';
import { strip } from './wall.ts';

/** What is shown beside a picture. */
export interface Beside {
  readonly previous: Made | undefined;
  readonly next: Made | undefined;
  /** What it was made from, oldest first, and what was made from it, newest first; only what hangs there, too. */
  readonly ancestors: readonly Made[];
  readonly descendants: readonly Made[];
  readonly command: string;
  /** The message in the chat that shows it. */
  readonly link: string | undefined;
}

/** Characters of a prompt in a tab. */
const longestTitle = 70;

/** The page of one picture: all that is known of it, and what can be done with it. */
export function picturePage(exhibit: Made, beside: Beside, view: GalleryView): Markup {
  const { gallery, words } = view;
  const said = promptOf(exhibit);
  const content = html`<article class="one">
      ${figure(exhibit, view)}
      <div class="about">
        <h1 dir="auto">${said}</h1>
        ${byline(exhibit, view)}
        ${actions(exhibit, beside, view)}
        ${facts(exhibit, view)}
        ${wordings(exhibit, view)}
        ${compareForm(exhibit, view)}
      </div>
    </article>
    ${lineage(exhibit, beside, view)}`;
  const title = isHidden(exhibit) ? words.gallery.hidden : cut(said, longestTitle);
  return galleryLayout(content, view, {
    title: `${title} – ${gallery.name}`,
    head: picturePreview(exhibit, view),
    banner: pictureBanner(view, beside),
    skip: words.gallery.skipToPicture,
    feeds: false,
  });
}

/** The way back, and to the pictures beside this one. */
export function pictureBanner(view: GalleryView, { previous, next }: Partial<Beside>): Markup {
  const { gallery, words, links, filter } = view;
  const to = (neighbour: Made | undefined, rel: 'prev' | 'next', label: string, sign: string) =>
    neighbour &&
    html`<a class="button" rel="${rel}" href="${links.picture(neighbour.recipe, filter)}" aria-label="${label}">${sign}</a>`;
  return html`<a class="back" rel="up" href="${links.wall(filter)}" aria-label="${words.gallery.backTo(gallery.name)}"
      ><span aria-hidden="true">↑</span> <span dir="auto">${gallery.name}</span></a>
    <nav aria-label="${words.gallery.pictures}">${to(previous, 'prev', words.gallery.newer, '←')}
    ${to(next, 'next', words.gallery.older, '→')}</nav>`;
}

function actions(exhibit: Made, { command, link }: Beside, { words, links }: GalleryView): Markup {
  const { seed } = exhibit.generation.request;
  const { copyCommand, copySeed, download, downloadHint, command: label } = words.gallery;
  const chat = exhibit.channel.startsWith('discord:')
    ? 'discord'
    : exhibit.channel.startsWith('slack:')
      ? 'slack'
      : 'other';
  return html`<p class="line"><code dir="auto" tabindex="0" aria-label="${label}" role="textbox" aria-readonly="true">${command}</code></p>
    <p class="actions">
      <button type="button" class="button copy" data-copy="command" data-value="${command}">${copyCommand} <kbd>c</kbd></button>
      <button type="button" class="button copy" data-copy="seed" data-value="${seed}">${copySeed} <kbd>s</kbd></button>
      <a class="button" href="${links.download(exhibit)}" download title="${downloadHint}">${download}</a>
      ${link !== undefined && html`<a class="button" href="${link}" rel="noopener noreferrer">${words.gallery.openIn[chat]}</a>`}
    </p>`;
}

/** Any other picture of the gallery, by its recipe. */
function compareForm({ recipe }: Made, { words, links }: GalleryView): Markup | '' {
  if (!links.isLive) return '';
  const { compare, compareWith, recipeOf } = words.gallery;
  return html`<details class="folded"><summary>${compareWith}</summary>
    <form class="search" action="${links.picture(recipe, everything)}">
      <input name="with" required maxlength="40" autocomplete="off" spellcheck="false" aria-label="${recipeOf}" placeholder="7K3Q-9XWM-2D4H">
      <button class="button">${compare}</button>
    </form></details>`;
}

function lineage(exhibit: Made, { ancestors, descendants }: Beside, view: GalleryView): Markup | '' {
  const { words, links } = view;
  if (ancestors.length + descendants.length === 0) return '';
  const [closest] = [...ancestors.slice(-1), ...descendants];
  // From here on nobody is within the filter that they came by.
  const plain = { ...view, filter: everything };
  const row = (family: readonly Made[], label: string) =>
    family.length > 0 && html`<div><h3>${label}</h3>${strip(family, plain, label)}</div>`;
  return html`<section class="lineage" aria-labelledby="lineage"><h2 id="lineage">${words.gallery.lineage}</h2>
    <div class="family">${row(ancestors, words.gallery.madeFrom)}${row(descendants, words.gallery.becameOf)}</div>
    ${
      links.isLive &&
      closest &&
      html`<p><a class="button" href="${links.compare(exhibit.recipe, closest.recipe)}">${words.gallery.compare}</a></p>`
    }</section>`;
}
