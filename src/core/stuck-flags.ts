import { suggestion, unknown } from './flags.ts';
import type { Option } from './option.ts';
import { dashes, spaceless } from './quotes.ts';
import { exact, isFollowedByValue, mistyped, type Spelling } from './spellings.ts';

/** A name of an option, or nearly one, that hangs on to the word before it. */
interface Stuck {
  /** The dashes and the name as they are written. */
  readonly given: string;
  readonly spelling: Spelling;
  /** What was probably meant, as people write it. */
  readonly meant: string | undefined;
  /** It can be nothing else. Otherwise only a value after it tells it from words of the prompt. */
  readonly certain: boolean;
}

/** What a flag within a word begins with, as a pattern: two dashes of any kind or one long one, and then a name. */
export const stuckDashes = `(?:[${dashes}]{2}|[\\u2012-\\u2015\\uFF0D])(?=[\\p{L}\\p{N}])`;

/** Names have at most 32 characters (Discord's limit); the bound keeps the search linear. */
const pattern = new RegExp(`^${stuckDashes}([\\p{L}\\p{N}_-]{1,32})`, 'u');

/** Long dashes are punctuation as well, in Chinese two of them. */
const longDashes = /^[\u2012-\u2015]+|^\uFF0D(?!\uFF0D)/;

/** After these, and in scripts without spaces, a word begins, so that a slip in its name can be told from other words. */
const beforeWords = new RegExp(`(?![${dashes}])[\\p{P}\\p{S}]$`, 'u');

/** Throws `option_unknown` when a flag hangs on to the word before it at `at`: `fox,--seed 42`, `狐狸——seed 42`. */
export function rejectStuckFlag(text: string, start: number, at: number, options: readonly Option[]): void {
  const stuck = stuckAt(text, at, options);
  if (!stuck) return;
  const { given, spelling, meant, certain } = stuck;
  if (!certain && !isFollowedByValue(text, at + given.length, spelling)) return;
  throw unknown(text.slice(start, at) + given, meant);
}

function stuckAt(text: string, at: number, options: readonly Option[]): Stuck | undefined {
  const [given, written] = pattern.exec(text.slice(at, at + 34)) ?? [];
  if (!given || !written) return undefined;
  const name = written.normalize('NFKC');
  const certain = !longDashes.test(given);
  const known = exact(name, options);
  if (known) return { given, spelling: known, meant: `--${known.name}`, certain };
  const numbered = withNumber(name, options);
  if (numbered && (certain || isNumeric(numbered))) {
    return { given, spelling: numbered, meant: `--${numbered.name}`, certain: true };
  }
  const before = text.slice(Math.max(0, at - 2), at);
  const near = beforeWords.test(before) || spaceless.test(before) ? mistyped(name, options) : undefined;
  return near && { given, spelling: near, meant: suggestion(name, options), certain: false };
}

/** `seed42`: a number that hangs on to a name of more than one letter. */
function withNumber(name: string, options: readonly Option[]): Spelling | undefined {
  const [, letters] = /^(\D{2,})\d+$/.exec(name) ?? [];
  return letters === undefined ? undefined : exact(letters, options);
}

function isNumeric({ option }: Spelling): boolean {
  return option.kind === 'integer' || option.kind === 'number';
}
