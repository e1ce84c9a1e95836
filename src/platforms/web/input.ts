import { z } from 'zod';
import { readSwitch } from '../../core/coerce.ts';
import type { Command } from '../../core/command.ts';
import { formatText } from '../../core/grammar.ts';
import type { Option } from '../../core/option.ts';
import type { Question } from './asking.ts';

/** Characters in one field; the longest prompt is 800, and who types more should be told so by the bot. */
const longestText = 4000;

/** What a form sends: the call's id, the line of text, and the option fields, each named like its flag. */
export const submission = z
  .object({ id: z.uuid(), text: z.string().max(longestText).default('') })
  .catchall(z.string().max(longestText));

export type Submission = z.output<typeof submission>;

/** The name of an option's field in the form. */
export const fieldName = ({ name }: Option) => `--${name}`;

/**
 * Turns a form into a call. A line that begins with a slash names its command; any other line is for the first command,
 * whose options the form shows. Filled-in fields become flags in the line, so that there is one grammar, one place that
 * checks it, and a line to copy that asks for the same again.
 */
export function readQuestion({ text, ...fields }: Submission, commands: readonly Command[]): Question {
  const [first] = commands;
  const [, named, rest = ''] = /^\s*\/(\S+)([\s\S]*)$/.exec(text) ?? [];
  const words = (named ? rest : text).trim();
  const command = named?.toLowerCase() ?? first?.name ?? '';
  if (command !== first?.name) {
    return { command, input: { kind: 'text', text: words }, asked: `/${command} ${words}`.trim() };
  }
  const line = withFlags(words, first.options, fields);
  return { command, input: { kind: 'text', text: line }, asked: line };
}

/** Flags with quoted values lead, where no open quote of the words can swallow them; the others read best at the end. */
function withFlags(words: string, options: readonly Option[], fields: Readonly<Record<string, string>>): string {
  const flags = (chosen: readonly Option[]) =>
    formatText(Object.fromEntries(chosen.map((option) => [option.key, chosenValue(option, fields)])), chosen);
  const others = options.filter((option) => !option.positional);
  const leading = flags(others.filter(({ kind }) => kind === 'text'));
  const trailing = flags(others.filter(({ kind }) => kind !== 'text'));
  return [leading, words, trailing].filter(Boolean).join(' ');
}

function chosenValue(option: Option, fields: Readonly<Record<string, string>>): string | boolean | undefined {
  const value = fields[fieldName(option)]?.trim();
  return option.kind === 'flag' && value ? readSwitch(value) : value;
}
