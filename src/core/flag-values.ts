import { readChoice, readSwitch } from './coerce.ts';
import { type Flag, flagAt } from './flags.ts';
import type { Option } from './option.ts';
import { Problem } from './problem.ts';
import { type Quotes, withoutEscapes } from './quotes.ts';
import { isBlank, skipSpace, skipWord } from './spaces.ts';
import { squash } from './suggest.ts';

interface Read {
  readonly value: unknown;
  /** Where the text goes on. */
  readonly end: number;
}

/** What a flag is set to: `--seed 42`, `--seed=42`, `--upscale`, `--no-upscale`, `--upscale=off`. Throws `option_value_…`. */
export function readFlagValue(text: string, flag: Flag, quotes: Quotes, options: readonly Option[]): Read {
  const next = skipSpace(text, flag.end);
  if (text[next] === '=' || text[next] === '＝') return readAssigned(text, next + 1, flag, quotes, options);
  if (flag.option.kind !== 'flag') return readValue(text, next, flag.option, quotes, options);
  // In `--upscale off` the word would be painted and the flag mean its opposite.
  if (readSwitch(text.slice(next, skipWord(text, next))) !== undefined) throw unwanted(flag.option);
  return { value: !flag.negated, end: flag.end };
}

function readAssigned(text: string, at: number, flag: Flag, quotes: Quotes, options: readonly Option[]): Read {
  if (flag.negated) throw unwanted(flag.option);
  const start = skipSpace(text, at);
  if (start > at) return readValue(text, start, flag.option, quotes, options);
  return readChoiceAt(text, start, flag.option) ?? readWordOrQuoted(text, start, flag.option, quotes);
}

function readValue(text: string, start: number, option: Option, quotes: Quotes, options: readonly Option[]): Read {
  if (flagAt(text, start, options)) throw new Problem('option_value_missing', { option: option.name });
  return readChoiceAt(text, start, option) ?? readWordOrQuoted(text, start, option, quotes);
}

/** Choices may hold spaces, so the longest run of words that names one is taken: `1:1 large`, not `1:1`. */
function readChoiceAt(text: string, start: number, option: Option): Read | undefined {
  const names = [...option.choices, ...Object.keys(option.spellings ?? {})];
  const longest = Math.max(0, ...names.map((name) => name.split(' ').length));
  let found: Read | undefined;
  for (let words = 0, end = start; words < longest; words++) {
    const next = skipSpace(text, end);
    end = skipWord(text, next);
    // A lone dash is as good as nothing in a name; after one it belongs to the prompt.
    if (squash(text.slice(next, end)) === '') break;
    const value = readChoice(option, text.slice(start, end));
    if (value !== undefined) found = { value, end };
  }
  return found;
}

function readWordOrQuoted(text: string, start: number, option: Option, quotes: Quotes): Read {
  const quoted = quotes.end(start);
  const end = quoted ?? skipWord(text, start);
  const value = withoutEscapes(quoted ? text.slice(start + 1, quoted - 1) : text.slice(start, end));
  if (isBlank(value)) throw new Problem('option_value_missing', { option: option.name });
  return { value, end };
}

function unwanted({ name }: Option): Problem {
  return new Problem('option_value_unwanted', { option: name });
}
