import type { APIComponentInLabel, APILabelComponent, APIModalInteractionResponseCallbackData } from 'discord.js';
import { type Command, type Manual, manualFor } from '../../core/command.ts';
import { formatText } from '../../core/grammar.ts';
import type { Option } from '../../core/option.ts';
import type { Form } from '../../core/reply.ts';
import { writeButton } from './button.ts';
import { shorten } from './escape.ts';

/** Discord: components reference, label, text input and string select; receiving and responding, modal. */
const longest = { title: 45, label: 45, description: 100, value: 4000 };
const mostFields = 5;
const mostChoices = 25;

/** Text input styles (Discord: components reference). */
const oneLine = 1;
const paragraph = 2;

/** Custom id of the field that takes all options without a field of their own. No option has such a key. */
export const lineOfOthers = '--';

/** What a choice between on and off is called, as in the text grammar. */
export const [on, off] = ['on', 'off'];

/**
 * A form as Discord's modal; undefined when something does not fit, such as a value that is already there. Every option has a
 * field of its own where there is room for all, otherwise the main ones, and the others share a line.
 */
export function writeModal(
  command: Command,
  { about, picture, fields }: Form,
  locale: string,
): APIModalInteractionResponseCallbackData | undefined {
  const manual = manualFor(command, locale);
  const custom_id = writeButton({ command: command.name, about, picture });
  const { own, others } = placesOf(command.options);
  const components = own.map((option) => labelOf(option, fields[option.key], manual));
  if (others.length > 0) components.push(lineOf(others, fields));
  const values = components.map(({ component }) => ('value' in component ? (component.value ?? '') : ''));
  const fits = components.length > 0 && values.every((value) => value.length <= longest.value);
  if (custom_id === undefined || !fits) return undefined;
  const title = shorten((manual?.door ?? manual?.summary ?? command.name).trim(), longest.title);
  return { custom_id, title: title || command.name, components };
}

/** Which options have a field of their own. */
function placesOf(options: readonly Option[]): { own: readonly Option[]; others: readonly Option[] } {
  const asked = options.filter(({ silent }) => !silent);
  if (asked.length <= mostFields) return { own: asked, others: [] };
  const own = asked.filter(({ main }) => main).slice(0, mostFields - 1);
  return { own, others: asked.filter((option) => !own.includes(option)) };
}

function labelOf(option: Option, value: unknown, manual: Manual | undefined): APILabelComponent {
  const { key, name } = option;
  const description = shorten(manual?.options[key]?.trim() ?? '', longest.description);
  return {
    type: 18,
    label: shorten(manual?.labels?.[key]?.trim() || name, longest.label),
    ...(description && { description }),
    component: fieldOf(option, value),
  };
}

function fieldOf(option: Option, value: unknown): APIComponentInLabel {
  const { kind, choices } = option;
  if (kind === 'flag') return selectOf(option, [on, off], value === true ? on : value === false ? off : undefined);
  if (kind === 'choice' && choices.length <= mostChoices) return selectOf(option, choices, value);
  const text = value === undefined || value === null ? '' : String(value);
  return {
    type: 4,
    custom_id: option.key,
    style: option.positional ? paragraph : oneLine,
    required: option.required,
    // What is there already is not refused for its length before anybody has touched it.
    max_length: Math.max(1, Math.min(longest.value, Math.max(lengthOf(option), text.length))),
    ...(text && { value: text }),
  };
}

/** In UTF-16 units, of which Easel's limits count two as one where they are a pair; numbers are as long as people write them. */
function lengthOf({ kind, maximum }: Option): number {
  return kind === 'text' && maximum !== undefined ? maximum * 2 : longest.value;
}

function selectOf({ key, required }: Option, choices: readonly string[], value: unknown): APIComponentInLabel {
  return {
    type: 3,
    custom_id: key,
    required,
    min_values: required ? 1 : 0,
    options: choices.map((choice) => ({ label: choice, value: choice, ...(choice === value && { default: true }) })),
  };
}

/** Written as people would type it, so that it can be read and changed. */
function lineOf(others: readonly Option[], fields: Form['fields']): APILabelComponent {
  const value = formatText(fields, others);
  return {
    type: 18,
    label: '--…',
    description: shorten(others.map(({ name }) => `--${name}`).join(' '), longest.description),
    component: {
      type: 4,
      custom_id: lineOfOthers,
      style: oneLine,
      required: false,
      max_length: longest.value,
      ...(value && { value }),
    },
  };
}
