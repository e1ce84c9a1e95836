import { readChoice } from './coerce.ts';
import type { Option } from './option.ts';
import { dashes } from './quotes.ts';
import { skipWord } from './spaces.ts';
import { nearest, squash } from './suggest.ts';

/** One way to write an option as a flag. */
export interface Spelling {
  readonly name: string;
  readonly option: Option;
  /** `--no-x`. */
  readonly negated: boolean;
}

/** Every name that a flag may have. */
export function spellings(options: readonly Option[]): Spelling[] {
  return options.flatMap((option) =>
    [option.name, ...(option.aliases ?? [])].flatMap((name) => [
      { name, option, negated: false },
      ...(option.kind === 'flag' ? [{ name: `no-${name}`, option, negated: true }] : []),
    ]),
  );
}

/** The option of this name, whatever the case. */
export function exact(name: string, options: readonly Option[]): Spelling | undefined {
  return spellings(options).find((spelling) => spelling.name === name.toLowerCase());
}

/** The option that is meant whatever the case, hyphens and underscores; undefined when two could be. */
export function tolerant(name: string, options: readonly Option[]): Spelling | undefined {
  const [first, ...others] = spellings(options).filter((spelling) => squash(spelling.name) === squash(name));
  return others.every(({ option, negated }) => option === first?.option && negated === first.negated)
    ? first
    : undefined;
}

/** Letters of the shortest name that counts as mistyped: `are` is a word of its own, not a slip of `ar`. */
const shortestMistyped = 4;

/** The option whose name was clearly mistyped. The start of a longer name is too little: `water` is no `watermark`. */
export function mistyped(name: string, options: readonly Option[]): Spelling | undefined {
  const candidates = spellings(options).filter(
    (spelling) => spelling.name.length >= shortestMistyped && Math.abs(spelling.name.length - name.length) < 3,
  );
  const near = nearest(
    name,
    candidates.map((spelling) => spelling.name),
  );
  return candidates.find((spelling) => spelling.name === near);
}

/** Characters that are looked at for a value: more than any number or name of a choice has. */
const longestValue = 40;

/** A flag without a value is the last thing, or the next flag follows. */
const beforeFlag = new RegExp(`^(?:[${dashes}]|[^\\p{L}\\p{N}]*$)`, 'u');

/**
 * Whether what stands from `end` on could be the option's value. It tells a flag in an odd place, `fox—steps 20`, from a
 * word of the prompt, `a path—steps of stone`.
 */
export function isFollowedByValue(text: string, end: number, { option, negated }: Spelling): boolean {
  const [, assigned, rest = ''] = /^\s*([=＝])?[:：]?\s*(.*)$/su.exec(text.slice(end, end + longestValue)) ?? [];
  if (assigned) return true;
  if (option.kind === 'flag') return negated || beforeFlag.test(rest);
  const word = rest.slice(0, skipWord(rest, 0)).replace(/[^\p{L}\p{N}]+$/u, '');
  if (option.kind === 'text') return word !== '' && !option.positional;
  if (option.kind !== 'choice') return /^[+\-\u2010-\u2015\u2212]?[.,]?\p{Nd}/u.test(word);
  const names = [...option.choices, ...Object.keys(option.spellings ?? {})];
  return readChoice(option, word) !== undefined || nearest(word, names) !== undefined;
}
