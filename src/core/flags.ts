import type { Option } from './option.ts';
import { Problem } from './problem.ts';
import { dashes } from './quotes.ts';
import { nearest, shorten, squash } from './suggest.ts';

/** One way to write an option as a flag. */
interface Spelling {
  readonly name: string;
  readonly option: Option;
  /** `--no-x`. */
  readonly negated: boolean;
}

export interface Flag extends Spelling {
  /** Where the text goes on after the name. */
  readonly end: number;
}

/** Invisible marks come with right-to-left text. Phones turn -- into an en or em dash; Chinese keyboards write －－. */
const flagPattern = new RegExp(`^\\p{Cf}*([${dashes}]+)([\\p{L}\\p{N}][^\\s=＝]*)`, 'u');

/** Names have at most 32 characters (Discord's limit); the bound keeps the search linear. */
const stuckPattern = /^--([\p{L}\p{N}][\p{L}\p{N}_-]{0,31})/u;

/**
 * The flag that begins at `at`, where a word begins. Words like `-5`, `—` and `– at dawn` are none.
 * Throws `option_unknown` for what looks like a flag of this program but is not one, so that it is never painted.
 */
export function flagAt(text: string, at: number, options: readonly Option[]): Flag | undefined {
  const match = flagPattern.exec(text.slice(at));
  if (!match) return undefined;
  const [whole, run = '', name = ''] = match;
  if (!looksLong(run, name)) {
    if (exact(name, options)) throw unknown(whole, `--${name.toLowerCase()}`);
    return undefined;
  }
  const spelling = exact(name, options) ?? tolerant(name, options);
  if (!spelling) throw unknown(whole, suggestion(name, options));
  return { ...spelling, end: at + whole.length };
}

/** Throws `option_unknown` when a known flag hangs on to the word before it at `at`: `fox,--seed 42`. */
export function rejectStuckFlag(text: string, start: number, at: number, options: readonly Option[]): void {
  if (!text.startsWith('--', at)) return;
  const [whole, name = ''] = stuckPattern.exec(text.slice(at)) ?? [];
  if (whole && exact(name, options)) throw unknown(text.slice(start, at) + whole, whole);
}

/** `option_unknown` for a word that a command cannot use; what it was given is shortened to fit a sentence. */
export function unknown(given: string, suggested: string | undefined): Problem {
  return new Problem('option_unknown', { given: shorten(given), suggestion: suggested });
}

/** What was probably meant, as people write it: `--aspect`. */
export function suggestion(given: string, options: readonly Option[]): string | undefined {
  const name = /^[\p{L}\p{N}_-]+/u.exec(given)?.[0] ?? given;
  const withoutNo = name.replace(/^no[-_]?/i, '');
  // --no-seed: the nearest name would be --seed, which is the opposite.
  if (withoutNo !== name && exact(withoutNo, options)) return undefined;
  const near = nearest(
    name,
    spellings(options).map((spelling) => spelling.name),
  );
  return near && `--${near}`;
}

function looksLong(run: string, name: string): boolean {
  return run.length > 1 || (/[\u2012-\u2015]/.test(run) && /^\p{L}/u.test(name));
}

function exact(name: string, options: readonly Option[]): Spelling | undefined {
  return spellings(options).find((spelling) => spelling.name === name.toLowerCase());
}

/** The option that is meant whatever the case, hyphens and underscores; undefined when two could be. */
function tolerant(name: string, options: readonly Option[]): Spelling | undefined {
  const [first, ...others] = spellings(options).filter((spelling) => squash(spelling.name) === squash(name));
  return others.every(({ option, negated }) => option === first?.option && negated === first.negated)
    ? first
    : undefined;
}

function spellings(options: readonly Option[]): Spelling[] {
  return options.flatMap((option) =>
    [option.name, ...(option.aliases ?? [])].flatMap((name) => [
      { name, option, negated: false },
      ...(option.kind === 'flag' ? [{ name: `no-${name}`, option, negated: true }] : []),
    ]),
  );
}
