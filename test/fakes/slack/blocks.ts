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
const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: z.string().max(255).optional(),
  elements: z
    .array(button)
    .min(1)
    .max(25)
    .refine((buttons) => new Set(buttons.map(({ action_id }) => action_id)).size === buttons.length, 'action_id twice'),
});
const block = z.discriminatedUnion('type', [richText, image, context, section, actions]);
const blocks = z.array(block).max(50);

const choice = z.strictObject({ text: plainText(75), value: z.string().min(1).max(150) });
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

export type Block = z.output<typeof block>;
export type Button = z.output<typeof button>;
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
  const doubtful = read.data.blocks.find(({ element }) => element.type === 'static_select' && !offersInitial(element));
  if (new Set(ids).size < ids.length || doubtful) return { error: 'invalid_arguments', messages: ['[ERROR] blocks'] };
  return { value: read.data };
}

function offersInitial({ options, initial_option: initial }: Extract<Field['element'], { type: 'static_select' }>) {
  return !initial || options.some((option) => JSON.stringify(option) === JSON.stringify(initial));
}

function told({ message, path }: z.core.$ZodIssue): string {
  return `[ERROR] ${message} [json-pointer:/${path.join('/')}]`;
}
