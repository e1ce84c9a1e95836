import type { Option } from './option.ts';
import { Problem } from './problem.ts';
import { dashes } from './quotes.ts';
import { exact, isFollowedByValue, mistyped, type Spelling, spellings, tolerant } from './spellings.ts';
import { nearest, shorten } from './suggest.ts';

export interface Flag extends Spelling {
  /** Where the text goes on after the name. */
  readonly end: number;
}

/** Invisible marks come with right-to-left text. Phones turn -- into an en or em dash; Chinese keyboards write －－. */
const flagPattern = new RegExp(`^\\p{Cf}*([${dashes}]+)([\\p{L}\\p{N}][^\\s=＝]*)`, 'u');

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
    rejectMistyped(text, at + whole.length - name.length, name, options);
    return undefined;
  }
  const spelling = exact(name, options) ?? tolerant(name, options);
  if (!spelling) throw unknown(whole, suggestion(name, options));
  return { ...spelling, end: at + whole.length };
}

/** `option_unknown` for a word that a command cannot use; what it was given is shortened to fit a sentence. */
export function unknown(given: string, suggested: string | undefined): Problem {
  return new Problem('option_unknown', { given: shorten(given), suggestion: suggested });
}

/** What was probably meant, as people write it: `--aspect`. */
export function suggestion(given: string, options: readonly Option[]): string | undefined {
  const name = nameIn(given);
  const withoutNo = name.replace(/^no[-_]?/i, '');
  // --no-seed: the nearest name would be --seed, which is the opposite.
  if (withoutNo !== name && exact(withoutNo, options)) return undefined;
  const near = nearest(
    name,
    spellings(options).map((spelling) => spelling.name),
  );
  return near && `--${near}`;
}

/** Throws `option_unknown` for `-asepct 16:9`; `-ish` and `-working` are words. */
function rejectMistyped(text: string, start: number, given: string, options: readonly Option[]): void {
  const name = nameIn(given);
  const near = mistyped(name, options);
  if (!near || !isFollowedByValue(text, start + name.length, near)) return;
  throw unknown(text.slice(start - 1, start) + given, suggestion(name, options));
}

/** What is written of a name, without what follows it: `seed` in `seed:42`. */
function nameIn(given: string): string {
  return /^[\p{L}\p{N}_-]+/u.exec(given)?.[0] ?? given;
}

/** Two dashes of any kind or one long one before a letter, as `flagAt` takes them for a flag. */
const anywhere = new RegExp(`[${dashes}]{2}\\p{L}|[\\u2012-\\u2015]\\p{L}`, 'u');

/** Whether words hold what may be a flag, so that they are to be read as a line of text. */
export function mayHoldFlags(words: string): boolean {
  return anywhere.test(words);
}

function looksLong(run: string, name: string): boolean {
  return run.length > 1 || (/[\u2012-\u2015]/.test(run) && /^\p{L}/u.test(name));
}
