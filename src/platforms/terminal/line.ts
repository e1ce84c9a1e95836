import type { Command } from '../../core/command.ts';
import { type Flag, flagAt } from '../../core/flags.ts';
import type { Option } from '../../core/option.ts';
import { quote } from '../../core/quotes.ts';

/** A command and the line of text that it reads. */
export interface Line {
  readonly command: string;
  readonly text: string;
}

/**
 * Joins the words of a command line to one line of the text grammar. The first word may be a command's name, with or
 * without a slash; otherwise it is the first command's. The shell has taken the quotes off: a flag's value gets them
 * back, and any other word with spaces is words of the prompt.
 */
export function readLine(words: readonly string[], commands: readonly Command[]): Line {
  const [first] = commands;
  const named = commands.find(({ name }) => name === words[0]?.replace(/^\//, '').toLowerCase());
  const { name = '', options = [] } = named ?? first ?? {};
  const rest = named ? words.slice(1) : words;
  return { command: name, text: rest.map((word, at) => restore(word, rest[at - 1], rest[at + 1], options)).join(' ') };
}

function restore(
  word: string,
  before: string | undefined,
  after: string | undefined,
  options: readonly Option[],
): string {
  const flag = flagIn(word, options);
  if (flag && /^[=＝]/.test(word.slice(flag.end))) {
    return word.slice(0, flag.end + 1) + quoteValue(word.slice(flag.end + 1), after);
  }
  const previous = before === undefined ? undefined : flagIn(before, options);
  const isValue = !flag && previous?.option.kind !== 'flag' && previous?.end === before?.length;
  return isValue && previous ? quoteValue(word, after) : word;
}

/** In quotes when the grammar would read it otherwise, or read on into the words after it: `--aspect 1:1 "large fox"`. */
function quoteValue(value: string, after: string | undefined): string {
  const plain = value !== '' && !/[\s"“”„«»\\]/.test(value) && !/\s/.test(after ?? '');
  return plain ? value : quote(value);
}

/** The flag that a word is or begins with. What is wrong with it is for the command to say. */
function flagIn(word: string, options: readonly Option[]): Flag | undefined {
  try {
    return flagAt(word, 0, options);
  } catch {
    return undefined;
  }
}
