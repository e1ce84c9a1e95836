import type { Notes } from '../src/core/generation.ts';
import type { Reply } from '../src/core/reply.ts';
import { shorten } from '../src/core/suggest.ts';
import { saidOf } from './replies.ts';
import { wordsFor } from './words/words.ts';

/** A picture that is wanted or was made, with the words that are sent for it. */
interface Worded {
  readonly request: Parameters<typeof saidOf>[0];
  readonly notes: Notes;
  /** Its number in its call, from 0; missing: its place among the others. */
  readonly n?: number;
}

/** What pictures are about: what they have in common, or the words of each by its number. */
export function promptsOf(pictures: readonly Worded[], locale: string): Pick<Reply, 'quote' | 'sections'> {
  const [first] = pictures;
  if (!first) return {};
  const prompts = new Set(pictures.map(({ request }) => request.prompt));
  if (prompts.size === 1) return { quote: saidOf(first.request, first.notes) };
  const said = new Set(pictures.map(({ request, notes }) => saidOf(request, notes)));
  // What people wrote says more than what a style made of it, but not which word of a list it was.
  const wordsOf = (each: Worded) =>
    said.size === prompts.size ? saidOf(each.request, each.notes) : each.request.prompt;
  const rows = pictures.map((each, at) => ({ term: String((each.n ?? at) + 1), text: shorten(wordsOf(each)) }));
  return { sections: [{ heading: wordsFor(locale).several.prompts, rows }] };
}
