import { z } from 'zod';
import { readSwitch } from '../../core/coerce.ts';
import type { Command } from '../../core/command.ts';
import { formatText } from '../../core/grammar.ts';
import type { Option } from '../../core/option.ts';
import type { Question } from './asking.ts';
import { longestId, type Press, writtenPress } from './press.ts';

/** Characters in one field; the longest prompt is 800, and who types more should be told so by the bot. */
export const longestText = 4000;

/**
 * What a form sends: the call's id; the line of text or what a control calls; and the option fields, each named like its
 * flag. `form`: the call whose card held it.
 */
export const submission = z
  .object({
    id: z.uuid(),
    text: z.string().max(longestText).default(''),
    press: writtenPress.optional(),
    form: z.uuid().optional(),
  })
  .catchall(z.string().max(longestText));

export type Submission = z.output<typeof submission>;
/** What the script sends while somebody fills in a field. */
export const typing = z.object({
  command: z.string().max(32),
  option: z.string().max(64),
  typed: z.string().max(longestText),
  about: z.string().max(longestId).optional(),
});

type Fields = Readonly<Record<string, unknown>>;

/** The name of an option's field in the form. */
export const fieldName = ({ name }: Option) => `--${name}`;

/** Turns what a page sent into a call: of the control that was pressed, or else of the line. */
export function readQuestion(given: Submission, commands: readonly Command[]): Question {
  const { text, press, form, id: _id, ...fields } = given;
  if (!press) return readLine(text, fields, commands);
  return form === undefined ? readPress(press, commands) : readForm(press, fields, commands);
}

/**
 * A line that begins with a slash names its command; any other line is for the first command, whose options the form
 * shows. Filled-in fields become flags in the line, so that there is one grammar, one place that checks it, and a line to
 * copy that asks for the same again.
 */
function readLine(text: string, fields: Fields, commands: readonly Command[]): Question {
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

function readPress({ command, about, picture, with: text = '' }: Press, commands: readonly Command[]): Question {
  const known = commands.some(({ name }) => name === command);
  return { command, about, picture, known, input: { kind: 'text', text }, asked: `/${command} ${text}`.trim() };
}

/** Fields, and not a line: in a form, a word that looks like a flag is a word. */
function readForm({ command, about, picture }: Press, fields: Fields, commands: readonly Command[]): Question {
  const named = commands.find(({ name }) => name === command);
  const options = named?.options ?? [];
  const chosen = Object.fromEntries(options.map((option) => [option.key, chosenValue(option, fields)]));
  const line = formatText(chosen, options);
  return {
    ...{ command, about, picture, known: named !== undefined },
    input: { kind: 'fields', fields: chosen },
    asked: command === commands[0]?.name ? line : `/${command} ${line}`.trim(),
  };
}

/** Flags with quoted values lead, where no open quote of the words can swallow them; the others read best at the end. */
function withFlags(words: string, options: readonly Option[], fields: Fields): string {
  const flags = (chosen: readonly Option[]) =>
    formatText(Object.fromEntries(chosen.map((option) => [option.key, chosenValue(option, fields)])), chosen);
  const others = options.filter((option) => !option.positional);
  const leading = flags(others.filter(({ kind }) => kind === 'text'));
  const trailing = flags(others.filter(({ kind }) => kind !== 'text'));
  return [leading, words, trailing].filter(Boolean).join(' ');
}

function chosenValue(option: Option, fields: Fields): string | boolean | undefined {
  const given = fields[fieldName(option)];
  const value = typeof given === 'string' ? given.replace(/\r\n?/g, '\n').trim() : undefined;
  return option.kind === 'flag' && value ? readSwitch(value) : value;
}
