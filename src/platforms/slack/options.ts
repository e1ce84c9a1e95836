import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Manual, Suggestion } from '../../core/command.ts';
import type { Input } from '../../core/invocation.ts';
import type { Option } from '../../core/option.ts';
import { cut, plain } from './escape.ts';

type Element = types.InputBlock['element'];
type Choice = types.PlainTextOption;

/** Where a field's value stands in a submission: under the option's name, then this. */
export const fieldAction = 'value';

/** Slack's limits for a label and a hint, a choice's text and value, choices, and a text field. */
const longestLabel = 2000;
const longestChoice = 75;
const longestValue = 150;
const mostChoices = 100;
const longestText = 3000;

/** A choice that stands for none, since Slack lets nobody take a choice back. Needs no translation. */
const nothing = '–';

/**
 * A command's options as the input blocks of a modal, in order; each block has its option's name as `block_id`. `given`
 * is what is filled in already, by `Option.key`.
 */
export function formBlocks(
  options: readonly Option[],
  manual: Manual | undefined,
  given: Readonly<Record<string, unknown>> = {},
): types.InputBlock[] {
  return options
    .filter(({ silent }) => !silent)
    .map((option) => {
      const hint = manual?.options[option.key];
      return {
        type: 'input',
        block_id: option.name,
        label: text(manual?.labels?.[option.key] ?? labelOf(option.name), longestLabel),
        optional: !option.required,
        element: element(option, initialOf(given[option.key]) ?? option.default),
        ...(hint && { hint: text(hint, longestLabel) }),
      };
    });
}

/** Whether all of what is filled in already fits into a form, so that none of its words are lost when that is sent off. */
export function fitsForm(options: readonly Option[], given: Readonly<Record<string, unknown>>): boolean {
  return options.every((option) => {
    const value = String(initialOf(given[option.key]) ?? '');
    if (value === '' || option.silent) return true;
    if (isSuggested(option)) return choice({ label: value, value }) !== undefined;
    return option.kind !== 'text' || plain(value).length <= longestText;
  });
}

/** `wording-seed` → `Wording seed`. */
function labelOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

/** Forms are asked for with whatever a command has at hand. */
function initialOf(value: unknown): Option['default'] {
  const { data } = z.union([z.string().min(1), z.number(), z.boolean()]).safeParse(value);
  return data;
}

function element(option: Option, initial: Option['default']): Element {
  if (option.kind === 'flag') return select(option, ['on', 'off'], flagWord(initial));
  if (option.kind === 'choice') return select(option, option.choices, initial);
  if (isSuggested(option)) return suggestedField(initial);
  return option.kind === 'text' ? textField(option, initial) : numberField(option, initial);
}

/** A field for text or numbers cannot suggest anything in Slack, so these are menus that ask us. */
export function isSuggested({ kind, suggested, positional }: Option): boolean {
  return kind !== 'choice' && kind !== 'flag' && Boolean(suggested && !positional);
}

function numberField({ kind, minimum, maximum }: Option, initial: Option['default']): Element {
  const value = Number(initial);
  const fits =
    initial !== undefined && value >= (minimum ?? value) && value <= (maximum ?? value) && !/e/.test(String(value));
  return {
    type: 'number_input',
    action_id: fieldAction,
    is_decimal_allowed: kind === 'number',
    ...(minimum !== undefined && { min_value: String(minimum) }),
    ...(maximum !== undefined && { max_value: String(maximum) }),
    ...(fits && { initial_value: String(value) }),
  };
}

function textField({ maximum, positional, required }: Option, initial: Option['default']): Element {
  // Ours counts code points. Twice as many fit into Slack's field, so that what is too long gets our sentence.
  const words = initial === undefined ? undefined : plain(String(initial));
  const room = Math.min(Math.max(2 * (maximum ?? longestText), words?.length ?? 0), longestText);
  return {
    type: 'plain_text_input',
    action_id: fieldAction,
    multiline: positional ?? false,
    focus_on_load: Boolean(positional && required),
    max_length: room,
    ...(words !== undefined && { initial_value: cut(words, room) }),
  };
}

function suggestedField(initial: Option['default']): Element {
  const chosen = initial === undefined ? undefined : choice({ label: String(initial), value: String(initial) });
  return {
    type: 'external_select',
    action_id: fieldAction,
    min_query_length: 0,
    ...(chosen && { initial_option: chosen }),
  };
}

/**
 * What a suggested field offers while somebody types: what the command knows, and the words as they are. Nothing typed
 * offers to choose nothing, too.
 */
export function offered(suggestions: readonly Suggestion[], typed: string): Choice[] {
  const words = typed.trim();
  const own = suggestions.some(({ value }) => value === words) ? [] : [{ label: words, value: words }];
  const all = words === '' ? [{ label: nothing, value: nothing }, ...suggestions] : [...suggestions, ...own];
  return all.slice(0, mostChoices).flatMap((each) => choice(each) ?? []);
}

/** Undefined when the value does not fit: cut, it would be another one. */
function choice({ label, value }: Suggestion): Choice | undefined {
  const words = text(label.trim() || value, longestChoice);
  const isSendable = value !== '' && value.length <= longestValue && plain(value) === value && words.text.trim() !== '';
  return isSendable ? { text: words, value } : undefined;
}

/** No choice means the default, which for some flags depends on the rest; a checkbox could not say that. */
function select({ required }: Option, values: readonly string[], initial: Option['default']): Element {
  const offered = required ? values : [nothing, ...values];
  const options = offered.map((value) => ({ text: text(value, longestChoice), value }));
  const chosen = options.find(({ value }) => value === initial);
  return {
    type: 'static_select',
    action_id: fieldAction,
    options,
    ...(chosen && { initial_option: chosen }),
  };
}

function flagWord(value: Option['default']): string | undefined {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'string' ? value : undefined;
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
    return given && !(field?.selected_option && given === nothing) ? [[key, given]] : [];
  });
  return { kind: 'fields', fields: Object.fromEntries(fields) };
}
