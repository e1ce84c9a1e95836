import { readChoice } from './coerce.ts';
import { readFlagValue } from './flag-values.ts';
import { type Flag, flagAt, suggestion, unknown } from './flags.ts';
import type { Option } from './option.ts';
import { Problem } from './problem.ts';
import { dashes, findQuotes, type Quotes, quote, withoutEscapes } from './quotes.ts';
import { isBlank, isSpace, skipSpace, skipWord } from './spaces.ts';
import { rejectStuckFlag, stuckDashes } from './stuck-flags.ts';

/** Words between two flags, as they stand in the text. */
interface Piece {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads `a fox --ar 16:9 --seed 42 --no-enhance` into raw fields by `Option.key`: strings, and booleans for flags.
 * Words between flags are the positional option. Double quotes and what they hold belong to the words, because the
 * model draws quoted text; only when everything is one quoted string are they taken off. A backslash makes the quote,
 * dash or backslash after it a plain character. Throws the `option_…` Problems.
 */
export function parseText(text: string, options: readonly Option[]): Record<string, unknown> {
  const quotes = findQuotes(text);
  const fields = new Map<string, unknown>();
  const pieces: Piece[] = [];
  let open: Piece | undefined;
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const flag = flagAt(text, at, options);
    if (flag) {
      if (fields.has(flag.option.key)) throw new Problem('option_twice', { option: flag.option.name });
      const read = flag.option.positional ? readNamedWords : readFlagValue;
      const { value, end } = read(text, flag, quotes, options);
      fields.set(flag.option.key, value);
      open = undefined;
      at = end;
    } else {
      const end = endOfWord(text, at, quotes, options);
      if (open) pieces.pop();
      open = { start: open?.start ?? at, end };
      pieces.push(open);
      at = end;
    }
  }
  const [first] = pieces;
  if (first) {
    const { key, name } = positionalFor(text, first, options);
    if (fields.has(key)) throw new Problem('option_twice', { option: name });
    fields.set(key, join(text, pieces, first, quotes));
  }
  return Object.fromEntries(fields);
}

/** In `--prompt a fox --seed 42` the words go on to the next flag, as they would without their name. */
function readNamedWords(text: string, { option, end: after }: Flag, quotes: Quotes, options: readonly Option[]) {
  const next = skipSpace(text, after);
  const start = /[=＝]/.test(text.charAt(next)) ? skipSpace(text, next + 1) : next;
  let end = start;
  for (let at = start; at < text.length && !flagAt(text, at, options); at = skipSpace(text, end)) {
    end = endOfWord(text, at, quotes, options);
  }
  const value = join(text, [{ start, end }], { start, end }, quotes);
  if (isBlank(value)) throw new Problem('option_value_missing', { option: option.name });
  return { value, end };
}

/** Where a word among the prompt's is over; spaces within quotes belong to it. */
function endOfWord(text: string, start: number, quotes: Quotes, options: readonly Option[]): number {
  let at = start;
  while (at < text.length && !isSpace(text, at)) {
    if (at > start) rejectStuckFlag(text, start, at, options);
    at = quotes.endInSentence(at) ?? (text[at] === '\\' ? endOfEscape(text, at) : at + 1);
  }
  return Math.min(at, text.length);
}

/** One backslash makes a whole run of dashes plain: `狐狸\\——seed`. */
function endOfEscape(text: string, at: number): number {
  if (isSpace(text, at + 1)) return at + 1;
  return at + (escapedDashes.exec(text.slice(at))?.[0].length ?? 2);
}

function positionalFor(text: string, { start }: Piece, options: readonly Option[]): Option {
  const positional = options.find((option) => option.positional);
  if (positional) return positional;
  const word = text.slice(start, skipWord(text, start));
  throw unknown(word, suggestion(word, options));
}

function join(text: string, pieces: readonly Piece[], first: Piece, quotes: Quotes): string {
  const wholeIsQuoted = pieces.length === 1 && quotes.end(first.start) === first.end;
  if (wholeIsQuoted) return withoutEscapes(text.slice(first.start + 1, first.end - 1));
  return pieces.map(({ start, end }) => withoutEscapes(text.slice(start, end))).join(' ');
}

/** A text that `parseText` reads as these fields. Fields that are undefined or empty are left out. */
export function formatText(fields: Readonly<Record<string, unknown>>, options: readonly Option[]): string {
  const parts = [...options]
    .sort((a, b) => Number(b.positional ?? false) - Number(a.positional ?? false))
    .map((option) => formatField(option, fields[option.key]));
  return parts.filter(Boolean).join(' ');
}

function formatField(option: Option, value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  if (typeof value === 'boolean') return value ? `--${option.name}` : `--no-${option.name}`;
  const text = String(value);
  if (option.positional) return isPlain(text) ? text : quote(text);
  const bare = readChoice(option, text) === text || /^(?:\p{L}|-?\p{N})[^\s\\]*$/u.test(text);
  return `--${option.name} ${bare ? text : quote(text)}`;
}

const escapedDashes = new RegExp(`^\\\\[${dashes}]+`);

/** Standing alone and closed, so that both this file and `findQuotes` see the same run whatever is around it. */
const quotedWords = /(?<!\S)"[^\s"\\][^"\\]*"(?!\S)/g;

/** A quote, a backslash, a word that begins like a flag, or what could be a flag that hangs on to a word. */
const special = new RegExp(`["“”„«»\\\\]|(?<!\\S)\\p{Cf}*[${dashes}]|${stuckDashes}`, 'u');

/** Whether the words need no quotes around them to be read as they are. */
function isPlain(words: string): boolean {
  const unquoted = words.replace(quotedWords, '');
  return unquoted.trim() !== '' && !special.test(unquoted);
}
