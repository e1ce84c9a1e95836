import { z } from 'zod';

/** Block Kit as far as a bot like this can use it, with Slack's limits (docs.slack.dev, Block Kit reference). Unknown keys are refused. */

const plainText = (maximum: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(maximum),
    emoji: z.boolean().optional(),
  });
const mrkdwn = (maximum: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(maximum),
    verbatim: z.boolean().optional(),
  });
const style = z
  .strictObject({ bold: z.boolean(), italic: z.boolean(), strike: z.boolean(), code: z.boolean() })
  .partial();
const inline = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style: style.optional() }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int().positive(),
    format: z.string().min(1),
    fallback: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('user'), user_id: z.string() }),
  z.strictObject({ type: z.literal('broadcast'), range: z.string() }),
  z.strictObject({ type: z.literal('link'), url: z.string(), text: z.string().optional() }),
  z.strictObject({ type: z.literal('emoji'), name: z.string() }),
]);
const richSection = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(inline).min(1) });
const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: z.string().max(255).optional(),
  elements: z
    .array(
      z.discriminatedUnion('type', [
        richSection,
        z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(inline).min(1) }),
        z.strictObject({ type: z.literal('rich_text_preformatted'), elements: z.array(inline).min(1) }),
        z.strictObject({
          type: z.literal('rich_text_list'),
          style: z.enum(['bullet', 'ordered']),
          elements: z.array(richSection).min(1),
        }),
      ]),
    )
    .min(1),
});
const image = z.strictObject({
  type: z.literal('image'),
  slack_file: z.strictObject({ id: z.string() }),
  alt_text: z.string().min(1).max(2000),
  title: plainText(2000).optional(),
});
const context = z.strictObject({
  type: z.literal('context'),
  elements: z
    .array(z.discriminatedUnion('type', [plainText(3000), mrkdwn(3000)]))
    .min(1)
    .max(10),
});
const section = z.strictObject({
  type: z.literal('section'),
  text: z.discriminatedUnion('type', [plainText(3000), mrkdwn(3000)]),
});
const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: z.string().min(1).max(255),
  value: z.string().min(1).max(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});
const choice = z.strictObject({ text: plainText(75), value: z.string().min(1).max(150) });
const menu = z.strictObject({
  type: z.literal('static_select'),
  action_id: z.string().min(1).max(255),
  placeholder: plainText(150).optional(),
  options: z.array(choice).min(1).max(100),
});
const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: z.string().max(255).optional(),
  elements: z
    .array(z.discriminatedUnion('type', [button, menu]))
    .min(1)
    .max(25),
});
const block = z.discriminatedUnion('type', [richText, image, context, section, actions]);
const blocks = z.array(block).max(50).refine(hasEachActionOnce, 'action_id twice');

/** Slack asks for it within a block; within a message it is what tells presses apart. */
function hasEachActionOnce(given: readonly z.output<typeof block>[]): boolean {
  const ids = given.flatMap((each) => (each.type === 'actions' ? each.elements.map(({ action_id }) => action_id) : []));
  return new Set(ids).size === ids.length;
}

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

const home = z.strictObject({
  type: z.literal('home'),
  blocks: z.array(block).max(100).refine(hasEachActionOnce, 'action_id twice'),
});
const suggestions = z.strictObject({ options: z.array(choice).max(100) });

export type Block = z.output<typeof block>;
export type Button = z.output<typeof button>;
export type Menu = z.output<typeof menu>;
export type Choice = z.output<typeof choice>;
export type HomeView = z.output<typeof home>;
export type Field = z.output<typeof input>;
export type View = z.output<typeof view>;

/** Undocumented: Slack answers `msg_blocks_too_long` near this many characters (bolt-js issue 2509). */
const longestBlocks = 13_200;

export type Checked<Value> = { value: Value } | { error: string; messages: string[] };

/** A message's blocks, or Slack's refusal. `usable` says whether a file may be shown at the moment. */
export function checkBlocks(given: unknown, usable: (id: string) => boolean): Checked<readonly Block[]> {
  const read = blocks.safeParse(given ?? []);
  if (!read.success) return { error: 'invalid_blocks', messages: read.error.issues.map(told) };
  if (JSON.stringify(given ?? []).length > longestBlocks) return { error: 'msg_blocks_too_long', messages: [] };
  const broken = read.data.filter((each) => each.type === 'image' && !usable(each.slack_file.id));
  if (broken.length === 0) return { value: read.data };
  return { error: 'invalid_blocks', messages: ['[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]'] };
}

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

/** Slack: a view is at most 250 kB. */
const longestView = 250_000;

/** An App Home, or Slack's refusal. */
export function checkHome(given: unknown, usable: (id: string) => boolean): Checked<HomeView> {
  const read = home.safeParse(given);
  if (!read.success) return { error: 'invalid_arguments', messages: read.error.issues.map(told) };
  if (JSON.stringify(given).length > longestView) return { error: 'view_too_large', messages: [] };
  if (read.data.blocks.some((each) => each.type === 'image' && !usable(each.slack_file.id))) {
    return { error: 'invalid_arguments', messages: ['[ERROR] invalid slack file'] };
  }
  return { value: read.data };
}

/** What a field offers while somebody types. Throws when Slack would show an error there. */
export function readSuggestions(given: unknown): readonly Choice[] {
  return suggestions.parse(given).options;
}

function told({ message, path }: z.core.$ZodIssue): string {
  return `[ERROR] ${message} [json-pointer:/${path.join('/')}]`;
}
