import type { Context } from '../../src/core/command.ts';
import type { Exhibit, Gallery } from '../../src/core/gallery.ts';
import type { Button, Fact, Link, Menu, Reply } from '../../src/core/reply.ts';
import { shorten } from '../../src/core/suggest.ts';
import { pictures, shownOf } from '../pictures.ts';
import { saidOf } from '../replies.ts';
import type { Finished } from '../subject.ts';
import { type Words, wordsFor } from '../words/words.ts';
import { pageOf } from './state.ts';
import type { Turn } from './turn.ts';

/** A picture of a page. */
export type Displayed = Exhibit & Finished;

interface Page {
  readonly turn: Turn;
  readonly context: Context;
  readonly gallery: Gallery | undefined;
  /** Whether every picture is hidden there until somebody wants to see it. */
  readonly spoiler: boolean;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

/** Pictures of a gallery with what tells them apart, and ways to the others. */
export function pageReply(shown: readonly Displayed[], page: Page): Reply {
  const { turn, context, spoiler } = page;
  const { locale } = context.invocation;
  const words = wordsFor(locale);
  const whisper = !turn.isPosted && { whisper: true };
  if (shown.length === 0) {
    return { state: 'done', ...whisper, text: emptyText(turn, locale), buttons: wayOut(turn, words) };
  }
  const { images = [] } = pictures(
    shown.map((each) => shownOf({ ...each, notes: { ...each.notes, ...(spoiler && { spoiler }) } })),
    locale,
  );
  return {
    ...{ state: 'done', ...whisper, text: textOf(page, words) },
    images: images.map((image, at) => ({ ...image, name: `${at + 1}-${image.name}` })),
    facts: shown.map(numberedFact),
    menus: menusOf(shown, words),
    buttons: buttonsOf(shown, page, words),
    links: linksOf(page),
  };
}

function textOf({ turn, gallery }: Page, { gallery: words }: Words): string {
  const { filters, asked } = turn;
  const whose = gallery ? words.ofGallery(gallery.name) : asked.place.direct ? words.yours : words.ofChannel;
  return words.page(whose, words.orders[filters.order ?? 'newest']);
}

/** `1. ★ 3 a fox at dawn`, which leads to where it was made. */
export function numberedFact({ recipe, request, notes, message, stars }: Displayed, at: number): Fact {
  const label = [`${at + 1}.`, ...(stars > 0 ? [`★ ${stars}`] : []), shorten(saidOf(request, notes))].join(' ');
  return { label, value: recipe, exact: true, message };
}

function menusOf(shown: readonly Displayed[], { gallery, picture }: Words): Menu[] {
  const each = (command: string, label: (number: number) => string, options?: string) =>
    shown.map(({ invocation, n }, at) => ({
      ...{ label: label(at + 1), command, about: invocation, picture: n, ...(options && { with: options }) },
    }));
  return [
    { label: gallery.open, choices: each('show', picture.numbered, '--whole') },
    { label: picture.buttons.new, choices: each('reroll', picture.again) },
    { label: picture.buttons.show, choices: each('show', picture.numbered) },
  ];
}

function buttonsOf(shown: readonly Displayed[], { turn, context, ...page }: Page, { gallery }: Words): Button[] {
  // What is posted has to be told from the page that it was posted from.
  const about = turn.isPosted ? context.invocation.id : turn.asked.id;
  const turning = (label: string, options: string): Button => ({ label, command: 'gallery', about, with: options });
  const [first, last] = [shown[0]?.recipe ?? '', shown.at(-1)?.recipe ?? ''];
  const isPostable = !turn.isPosted && !turn.asked.place.direct;
  return [
    ...(page.hasPrevious ? [turning(gallery.previous, `--before ${first}`)] : []),
    ...(page.hasNext ? [turning(gallery.next, `--after ${last}`)] : []),
    ...(isPostable ? [turning(gallery.post, ['--post', ...cursorOf(turn)].join(' '))] : []),
  ];
}

/** Only to pages that need no signing in; a posted one is read by people who are not to hand on what is secret. */
function linksOf({ turn, context, gallery }: Page): readonly Link[] {
  if (!gallery || gallery.visibility === 'members') return [];
  return turn.isPosted && gallery.visibility !== 'public' ? [] : pageOf(gallery, context);
}

/** The page that is shown, once more. */
function cursorOf({ after, before }: Turn): string[] {
  if (after !== undefined) return [`--after ${after}`];
  return before === undefined ? [] : [`--before ${before}`];
}

function wayOut({ filters, after, before }: Turn, { gallery }: Words): Button[] {
  const isAll = after === undefined && before === undefined && !isFiltered(filters);
  return isAll ? [] : [{ label: gallery.all, command: 'gallery' }];
}

function isFiltered({ words, mine, person, style, seed }: Turn['filters']): boolean {
  return [words, mine, person, style, seed].some((each) => each !== undefined);
}

/** What a page without pictures says. */
function emptyText({ filters, asked, after, before }: Turn, locale: string): string {
  const { gallery: words } = wordsFor(locale);
  if (after !== undefined || before !== undefined) return words.noMore;
  if (isFiltered(filters)) return words.noneLike;
  return asked.place.direct ? words.noneOfYours : words.none;
}
