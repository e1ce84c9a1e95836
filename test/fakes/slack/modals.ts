import { z } from 'zod';
import { type Checked, choice, longestView, plainText, told } from './blocks.ts';

/** Modals as far as a bot like this can use them, with Slack's limits. Unknown keys are refused. */

const numeral = z.string().regex(/^-?\d+(\.\d+)?$/);
const field = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('plain_text_input'),
    action_id: z.string().max(255),
    multiline: z.boolean().optional(),
    focus_on_load: z.boolean().optional(),
    max_length: z.int().min(1).max(3000).optional(),
    initial_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('number_input'),
    action_id: z.string().max(255),
    is_decimal_allowed: z.boolean(),
    min_value: numeral.optional(),
    max_value: numeral.optional(),
    initial_value: numeral.optional(),
  }),
  z.strictObject({
    type: z.literal('static_select'),
    action_id: z.string().max(255),
    options: z.array(choice).min(1).max(100),
    initial_option: choice.optional(),
  }),
  z.strictObject({
    type: z.literal('external_select'),
    action_id: z.string().max(255),
    min_query_length: z.int().min(0).optional(),
    initial_option: choice.optional(),
  }),
]);
const input = z.strictObject({
  type: z.literal('input'),
  block_id: z.string().min(1).max(255),
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  element: field,
});
const view = z.strictObject({
  type: z.literal('modal'),
  callback_id: z.string().max(255),
  private_metadata: z.string().max(3000),
  title: plainText(24),
  submit: plainText(24),
  blocks: z.array(input).min(1).max(100),
});

const suggestions = z.strictObject({ options: z.array(choice).max(100) });

export type Choice = z.output<typeof choice>;
export type Field = z.output<typeof input>;
export type View = z.output<typeof view>;

/** A modal, or Slack's refusal. */
export function checkView(given: unknown): Checked<View> {
  const read = view.safeParse(given);
  if (!read.success) return { error: 'invalid_arguments', messages: read.error.issues.map(told) };
  const ids = read.data.blocks.map(({ block_id }) => block_id);
  const doubtful = read.data.blocks.find(({ element }) => !hasRightInitial(element));
  const isTooLong = JSON.stringify(given).length > longestView;
  if (new Set(ids).size < ids.length || doubtful || isTooLong)
    return { error: 'invalid_arguments', messages: ['[ERROR] blocks'] };
  return { value: read.data };
}

/** Slack refuses what the person could not have filled in. */
function hasRightInitial(element: Field['element']): boolean {
  if (element.type === 'static_select') {
    const { options, initial_option: initial } = element;
    return !initial || options.some((option) => JSON.stringify(option) === JSON.stringify(initial));
  }
  if (element.type === 'plain_text_input') {
    return (element.initial_value ?? '').length <= (element.max_length ?? 3000);
  }
  if (element.type === 'external_select' || element.initial_value === undefined) return true;
  const { initial_value: value, min_value: least = value, max_value: most = value } = element;
  return Number(value) >= Number(least) && Number(value) <= Number(most);
}

/** What a field offers while somebody types. Throws when Slack would show an error there. */
export function readSuggestions(given: unknown): readonly Choice[] {
  return suggestions.parse(given).options;
}
