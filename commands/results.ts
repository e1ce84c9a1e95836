import type { Made, Step } from '../src/core/command.ts';
import type { Notes, Progress, Wish } from '../src/core/generation.ts';
import { fileExtension } from '../src/core/image.ts';
import type { Invocation } from '../src/core/invocation.ts';
import type { Reply } from '../src/core/reply.ts';
import { shorten } from '../src/core/suggest.ts';
import { painting, sentenceOf } from './replies.ts';
import { wordsFor } from './words/words.ts';

/** What people see while several pictures are painted. */
export function paintingSeveral(wishes: readonly Wish[], steps: readonly Step[], invocation: Invocation): Reply {
  const { several: words } = wordsFor(invocation.locale);
  const open = steps.filter((step) => typeof step === 'object');
  const next = open[0] ?? idle(invocation);
  const made = steps.filter((step) => step === 'made').length;
  const isWaiting = open.length === steps.length && (next.ahead > 0 || next.again !== undefined);
  const [first] = wishes;
  if (!first) return { state: 'working', text: words.progress(made, 0) };
  const { quote: _, ...common } = painting(first.request, next, invocation);
  const numbered = wishes.map((wish, at) => ({ wish, number: at + 1 }));
  const text = isWaiting ? common.text : words.progress(made, wishes.length);
  return discreet({ ...common, text, ...promptsOf(numbered, invocation.locale) }, first.notes);
}

/** For the moment in which the last picture is there, but not yet its reply. */
function idle({ askedAt }: Invocation): Progress {
  return { ahead: 0, since: askedAt, again: undefined };
}

/** Every picture that was made, numbered, with its seed; and of the others, why there is none. */
export function results(made: readonly Made[], invocation: Invocation): Reply {
  const { imagine: words, several } = wordsFor(invocation.locale);
  const painted = made.flatMap((each, at) => ('generation' in each ? [{ ...each, number: at + 1 }] : []));
  const reply: Reply = {
    state: 'done',
    text: [several.done(painted.length, made.length), ...failures(made, invocation.locale)].join('\n'),
    // Words that were refused are in none of those.
    ...promptsOf(painted, invocation.locale),
    images: painted.map(({ number, generation: { request, image } }) => ({
      image,
      alt: words.altText(request.prompt),
      name: `easel-${number}-${request.seed}.${fileExtension(image.type)}`,
    })),
    facts: painted.map(({ number, generation: { request } }) => ({
      label: several.seed(number),
      value: String(request.seed),
      exact: true,
    })),
  };
  return discreet(reply, made[0]?.wish.notes ?? {});
}

/** One line for each reason, with the numbers of the pictures that it kept from being painted. */
function failures(made: readonly Made[], locale: string): string[] {
  const { several } = wordsFor(locale);
  const reasons = new Map<string, number[]>();
  for (const [at, each] of made.entries()) {
    if ('generation' in each) continue;
    const reason = sentenceOf(each.problem, locale);
    reasons.set(reason, [...(reasons.get(reason) ?? []), at + 1]);
  }
  const lines = [...reasons].map(([reason, numbers]) => several.failed(numbers, reason));
  return lines.length > 0 ? [...lines, several.notCounted] : [];
}

/** What was asked for: the words that all have in common, or those of each by its number. */
export function promptsOf(
  pictures: readonly { readonly wish: Wish; readonly number: number }[],
  locale: string,
): Pick<Reply, 'quote' | 'sections'> {
  const [first, ...others] = new Set(pictures.map(({ wish }) => wish.request.prompt));
  if (first === undefined) return {};
  if (others.length === 0) return { quote: first };
  const rows = pictures.map(({ wish, number }) => ({ term: String(number), text: shorten(wish.request.prompt) }));
  return { sections: [{ heading: wordsFor(locale).several.prompts, rows }] };
}

/** The reply for its asker alone if the picture is private, and behind a spoiler if it is one. */
export function discreet(reply: Reply, notes: Notes): Reply {
  const { images } = reply;
  return {
    ...reply,
    ...(notes.private && { whisper: true }),
    ...(notes.spoiler && images && { images: images.map((each) => ({ ...each, spoiler: true })) }),
  };
}
