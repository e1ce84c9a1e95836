import type { Kept } from '../src/core/album.ts';
import type { Made } from '../src/core/command.ts';
import type { Generation, Notes } from '../src/core/generation.ts';
import { fileExtension } from '../src/core/image.ts';
import type { Invocation } from '../src/core/invocation.ts';
import type { Problem } from '../src/core/problem.ts';
import type { Fact, MessageRef, Reply, ReplyImage } from '../src/core/reply.ts';
import { buttonsFor, menusFor } from './picture-buttons.ts';
import { promptsOf } from './prompts.ts';
import { saidOf, sentenceOf } from './replies.ts';
import type { Finished } from './subject.ts';
import { type Words, wordsFor } from './words/words.ts';

/** A picture as a reply shows it. */
export interface Shown {
  /** The invocation that made it, and its number there: what its buttons are about. */
  readonly invocation: string;
  readonly n: number;
  readonly generation: Generation;
  readonly notes: Notes;
  /** Whether the service refused the first one, so that the seed is another than was asked for. */
  readonly reseeded?: boolean;
  readonly alt?: string | undefined;
  /** Where the picture is that it was made from. */
  readonly parent?: MessageRef | undefined;
}

/** What became of one that was asked for beside those that are shown. */
interface Failure {
  readonly n: number;
  readonly problem: Problem;
}

/** A picture from the album. */
export function shownOf({ invocation, n, generation, notes, alt }: Finished, parent?: MessageRef): Shown {
  return { invocation, n, generation, notes, alt, parent };
}

/** What came of one call: the pictures that were made, and what went wrong with the others. */
export function results(made: readonly Made[], invocation: Invocation, parent?: Kept): Reply {
  const shown = made.flatMap((each, n): Shown[] => {
    if ('problem' in each) return [];
    const { wish, generation } = each;
    const reseeded = generation.request.seed !== wish.request.seed;
    return [{ invocation: invocation.id, n, generation, notes: wish.notes, reseeded, parent: parent?.message }];
  });
  const failures = made.flatMap((each, n) => ('problem' in each ? [{ n, problem: each.problem }] : []));
  return pictures(shown, invocation.locale, failures);
}

/** One picture or several with everything needed to make them again, and what people can do next. */
export function pictures(shown: readonly Shown[], locale: string, failures: readonly Failure[] = []): Reply {
  const words = wordsFor(locale);
  const [first] = shown;
  const sentence = sentenceFor(shown, failures, words);
  const isPrivate = shown.some(({ notes }) => notes.private);
  return {
    state: 'done',
    text: isPrivate ? goOn(sentence, words.picture.private, words) : sentence,
    ...promptsOf(
      shown.map(({ generation: { request }, notes, n }) => ({ request, notes, n })),
      locale,
    ),
    images: shown.map((each) => imageOf(each, shown.length, words)),
    facts: [
      ...(shown.length === 1 && first ? factsOf(first, words) : sharedFacts(shown, words)),
      ...failures.map(({ n, problem }) => ({ label: words.picture.failed(n + 1), value: sentenceOf(problem, locale) })),
    ],
    buttons: buttonsFor(shown, words),
    menus: menusFor(shown, words),
    ...(isPrivate && { whisper: true }),
  };
}

/** Another sentence after what is said of a picture. */
export function goOn(said: string, more: string, { imagine }: Words): string {
  return said === imagine.done ? imagine.doneHow(more) : `${said} ${more}`;
}

function sentenceFor(shown: readonly Shown[], failures: readonly Failure[], { imagine, picture }: Words): string {
  const { length: failed } = failures;
  if (failed > 0) {
    const partly = picture.partly(shown.length, shown.length + failed);
    // What was being painted when it was cancelled is paid for.
    return failures.some(({ problem }) => problem.code === 'cancelled') ? partly : `${partly} ${picture.uncharged}`;
  }
  const reseeded = shown.some((each) => each.reseeded);
  const kinship = shown[0]?.notes.kinship;
  const made = reseeded ? imagine.doneNewSeed : imagine.done;
  if (kinship === undefined) return made;
  return reseeded ? `${made} ${picture.kinships[kinship]}` : imagine.doneHow(picture.kinships[kinship]);
}

function imageOf({ n, generation, notes, alt }: Shown, count: number, { imagine }: Words): ReplyImage {
  const { request, image } = generation;
  // Two of several may have one seed, as with permutations.
  const name = `easel-${request.seed}${count > 1 ? `-${n + 1}` : ''}.${fileExtension(image.type)}`;
  return {
    image,
    alt: alt ?? imagine.altText(saidOf(request, notes)),
    name,
    ...(notes.spoiler && { spoiler: true }),
  };
}

function factsOf({ generation, notes, parent }: Shown, words: Words): Fact[] {
  const { imagine, picture } = words;
  const { request, image, recipe } = generation;
  return [
    { label: imagine.seed, value: String(request.seed), exact: true },
    { label: imagine.time, value: times(generation, words) },
    { label: imagine.model, value: request.model },
    { label: imagine.size, value: `${image.width} × ${image.height}` },
    ...(notes.style === undefined ? [] : [{ label: picture.style, value: notes.style }]),
    ...(recipe === undefined ? [] : [{ label: picture.recipe, value: recipe, exact: true }]),
    ...(notes.parent === undefined ? [] : [{ label: picture.from, value: notes.parent, exact: true, message: parent }]),
  ];
}

/** What differs, one by one, and what they have in common. */
function sharedFacts(shown: readonly Shown[], words: Words): Fact[] {
  const { imagine, picture } = words;
  const slowest = shown.toSorted((a, b) => b.generation.elapsed - a.generation.elapsed)[0];
  const models = new Set(shown.map(({ generation }) => generation.request.model));
  return [
    ...shown.flatMap(({ n, generation: { request, recipe } }) => [
      { label: `${n + 1}: ${imagine.seed}`, value: String(request.seed), exact: true },
      ...(recipe === undefined ? [] : [{ label: picture.recipe, value: recipe, exact: true }]),
    ]),
    ...(slowest ? [{ label: imagine.time, value: times(slowest.generation, words) }] : []),
    { label: imagine.model, value: [...models].join(', ') },
  ];
}

/** The service's own clock when it tells, and always what the person waited by ours. */
export function times({ elapsed, upstreamElapsed }: Generation, { imagine: words, tag }: Words): string {
  const seconds = (milliseconds: number) =>
    (milliseconds / 1000).toLocaleString(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  if (upstreamElapsed === undefined) return words.seconds(seconds(elapsed));
  return words.times(seconds(upstreamElapsed), seconds(elapsed));
}
