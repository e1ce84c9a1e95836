import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Manual } from '../../core/command.ts';
import type { Input } from '../../core/invocation.ts';
import type { Option } from '../../core/option.ts';
import { cut, plain } from './escape.ts';

type Element = types.InputBlock['element'];

/** Where a field's value stands in a submission: under the option's name, then this. */
export const fieldAction = 'value';

/** Slack's limits for a label and a hint, a choice's text, and a text field. */
const longestLabel = 2000;
const longestChoice = 75;
const longestText = 3000;

/** A command's options as the input blocks of a modal, in order; each block has its option's name as `block_id`. */
export function formBlocks(options: readonly Option[], manual: Manual | undefined): types.InputBlock[] {
  return options.map((option) => {
    const hint = manual?.options[option.key];
    return {
      type: 'input',
      block_id: option.name,
      label: text(manual?.labels?.[option.key] ?? labelOf(option.name), longestLabel),
      optional: !option.required,
      element: element(option),
      ...(hint && { hint: text(hint, longestLabel) }),
    };
  });
}

/** `wording-seed` → `Wording seed`. */
function labelOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

function element(option: Option): Element {
  if (option.kind === 'flag') return select(['on', 'off'], flagWord(option.default));
  if (option.kind === 'choice') return select(option.choices, option.default);
  const initial = option.default === undefined ? {} : { initial_value: String(option.default) };
  if (option.kind === 'text') return textField(option, initial);
  return {
    type: 'number_input',
    action_id: fieldAction,
    is_decimal_allowed: option.kind === 'number',
    ...(option.minimum !== undefined && { min_value: String(option.minimum) }),
    ...(option.maximum !== undefined && { max_value: String(option.maximum) }),
    ...initial,
  };
}

function textField({ maximum, positional, required }: Option, initial: { initial_value?: string }): Element {
  return {
    type: 'plain_text_input',
    action_id: fieldAction,
    multiline: positional ?? false,
    focus_on_load: Boolean(positional && required),
    // Ours counts code points. Twice as many fit into Slack's field, so that what is too long gets our sentence.
    max_length: Math.min(2 * (maximum ?? longestText), longestText),
    ...initial,
  };
}

/** No choice means the default, which for some flags depends on the rest; a checkbox could not say that. */
function select(values: readonly string[], initial: Option['default']): Element {
  const options = values.map((value) => ({ text: text(value, longestChoice), value }));
  const chosen = options.find(({ value }) => value === initial);
  return {
    type: 'static_select',
    action_id: fieldAction,
    options,
    ...(chosen && { initial_option: chosen }),
  };
}

function flagWord(value: Option['default']): string | undefined {
  return value === undefined ? undefined : value ? 'on' : 'off';
}

function text(words: string, maximum: number): types.PlainTextElement {
  return { type: 'plain_text', text: cut(plain(words), maximum), emoji: false };
}

/** A submission's values by block and action, as Slack sends them. */
export const formState = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({
      value: z.string().nullish(),
      selected_option: z.object({ value: z.string() }).nullish(),
    }),
  ),
);

/** What a person filled in, as the strings that Slack sends; empty fields are left out. */
export function readForm(state: z.output<typeof formState>, options: readonly Option[]): Input {
  const fields = options.flatMap(({ key, name }): [string, string][] => {
    const field = state[name]?.[fieldAction];
    const given = field?.selected_option?.value ?? field?.value;
    return given ? [[key, given]] : [];
  });
  return { kind: 'fields', fields: Object.fromEntries(fields) };
}
