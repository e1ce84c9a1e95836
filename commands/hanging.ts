import type { Ask } from '../src/core/consent.ts';
import type { Family, Hung, Job, Relative, Scene } from '../src/core/curation.ts';
import { type Exhibit, shapeOf } from '../src/core/gallery.ts';
import { bareId } from '../src/core/ids.ts';
import type { Button, Fact, Reply } from '../src/core/reply.ts';
import { shorten } from '../src/core/suggest.ts';
import { type Displayed, numberedFact } from './gallery/page-reply.ts';
import { troubleText } from './gallery/trouble.ts';
import { pictures, shownOf } from './pictures.ts';
import { saidOf } from './replies.ts';
import { finished } from './subject.ts';
import { titleOf } from './title.ts';
import { type Words, wordsFor } from './words/words.ts';

/** Pictures of one message (Discord: media gallery). */
const mostShown = 10;

/** Of one post (Discord: forum channels). */
const mostTags = 5;

/** What hangs in a chat of the bot's own accord; undefined when there is nothing to show any more. */
export function hangingReply(job: Job, scene: Scene): Reply | undefined {
  const { hung } = job;
  const shown = scene.exhibits.flatMap(finished).map((each) => asThere(each, scene));
  switch (hung.kind) {
    case 'picture':
      return pictureReply(shown.filter((each) => mayHang(each, scene))[0], job, scene);
    case 'ask':
      return askReply(hung.ask, shown[0], scene);
    case 'exhibition':
      return exhibitionReply(
        hung,
        shown.filter((each) => mayHang(each, scene)),
        { job, scene },
      );
    case 'original':
      return undefined;
    case 'trouble':
      return troubleReply(hung, scene);
  }
}

/** The store and the curator see to it, too: this is the last one who can. */
function mayHang({ notes }: Displayed, { binding }: Scene): boolean {
  return !notes.private && !notes.unlisted && (!notes.restricted || binding?.restricted === true);
}

/** Where every picture is hidden, what hangs there is, too. */
function asThere(shown: Displayed, { spoiler }: Scene): Displayed {
  return spoiler ? { ...shown, notes: { ...shown.notes, spoiler } } : shown;
}

function pictureReply(shown: Displayed | undefined, { look }: Job, scene: Scene): Reply | undefined {
  if (!shown) return undefined;
  const { locale, family } = scene;
  const words = wordsFor(locale);
  const { facts = [], ...reply } = pictures([shownOf(shown, family?.before.at(-1)?.message)], locale);
  return {
    ...reply,
    facts: [
      ...(shown.stars > 0 ? [{ label: '★', value: String(shown.stars) }] : []),
      ...creditOf(shown, words),
      ...facts,
      ...originOf(shown, scene, words),
      ...(family ? familyFacts(family, words) : []),
    ],
    of: { about: shown.invocation, picture: shown.n },
    ...(look === 'posts' && { post: { title: titleOf(saidOf(shown.request, shown.notes)), tags: tagsOf(shown) } }),
  };
}

/** The parent is told already. */
function familyFacts({ before, after }: Family, { gallery: words }: Words): Fact[] {
  const factOf = (label: string) => (relative: Relative) => {
    return { label, value: relative.recipe, exact: true, message: relative.message };
  };
  return [...before.slice(0, -1).toReversed().map(factOf(words.earlier)), ...after.map(factOf(words.later))];
}

function creditOf({ credit }: Exhibit, { gallery: words }: Words): Fact[] {
  return credit === undefined ? [] : [{ label: words.by, value: credit }];
}

/** Leads to the message of its own call, where people are who may reach that: in the same server or workspace. */
function originOf({ message, community }: Exhibit, { binding }: Scene, { gallery: words }: Words): Fact[] {
  const isReachable = message !== undefined && community !== undefined && community === binding?.community;
  return isReachable ? [{ label: words.original, value: words.message, message }] : [];
}

function tagsOf({ notes, generation }: Displayed): readonly string[] {
  const tags = [notes.style, shapeOf(generation.image), generation.request.model];
  return tags.filter((tag) => tag !== undefined).slice(0, mostTags);
}

function askReply(ask: Ask, shown: Displayed | undefined, { gallery, locale }: Scene): Reply | undefined {
  if (!shown || !gallery) return undefined;
  const { gallery: words } = wordsFor(locale);
  const { images, quote } = pictures([shownOf(shown)], locale);
  const answer = (name: keyof typeof words.answers): Button => ({
    ...{ label: words.answers[name], command: 'agree', about: shown.invocation, picture: shown.n },
    with: `--answer ${name} --ask ${ask}`,
  });
  return {
    ...{ state: 'done', text: words.questions[ask](gallery.name) },
    ...(quote !== undefined && { quote }),
    ...(images && { images }),
    buttons: [answer('yes'), answer('no'), answer('always'), answer('never')],
    of: { about: shown.invocation, picture: shown.n },
  };
}

function exhibitionReply(
  { week }: Extract<Hung, { kind: 'exhibition' }>,
  all: readonly Displayed[],
  { job, scene: { gallery, locale } }: { readonly job: Job; readonly scene: Scene },
): Reply | undefined {
  const shown = all.slice(0, mostShown);
  if (shown.length === 0 || !gallery) return undefined;
  const words = wordsFor(locale);
  const day = new Intl.DateTimeFormat(words.tag, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(week));
  const text = words.gallery.week(gallery.name, day);
  const { images = [] } = pictures(
    shown.map((each) => shownOf(each)),
    locale,
  );
  return {
    ...{ state: 'done', text },
    images: images.map((image, at) => ({ ...image, name: `${at + 1}-${image.name}` })),
    sections: [{ heading: words.gallery.pictures, rows: shown.map(rowOf) }],
    menus: [
      {
        label: words.gallery.open,
        choices: shown.map(({ invocation, n }, at) => ({
          ...{ label: words.picture.numbered(at + 1), command: 'show', about: invocation, picture: n, with: '--whole' },
        })),
      },
    ],
    ...(job.look === 'posts' && { post: { title: titleOf(text), tags: [] } }),
  };
}

/** `7K3Q-9XWM-2D4H` `1. ★ 5 a fox at dawn · Ada`: all ten fit, unlike facts with links. */
function rowOf(shown: Displayed, at: number): { readonly term: string; readonly text: string } {
  const { label, value } = numberedFact(shown, at);
  return { term: value, text: shown.credit === undefined ? label : `${label} · ${shorten(shown.credit)}` };
}

function troubleReply({ channel, code }: Extract<Hung, { kind: 'trouble' }>, { gallery, locale }: Scene): Reply {
  const words = wordsFor(locale);
  return {
    state: 'done',
    text: [words.gallery.trouble(gallery?.name), troubleText(code, words)].join(' '),
    facts: [{ label: words.gallery.channel, value: bareId(channel), exact: true }],
  };
}
