import { z } from 'zod';

/** Block Kit as far as a bot like this can use it, with Slack's limits (docs.slack.dev, Block Kit reference). Unknown keys are refused. */

export const plainText = (maximum: number) =>
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
  url: z.url().max(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});
export const choice = z.strictObject({ text: plainText(75), value: z.string().min(1).max(150) });
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
const card = z
  .strictObject({
    type: z.literal('card'),
    block_id: z.string().max(255).optional(),
    hero_image: image.omit({ title: true }).optional(),
    title: mrkdwn(150).optional(),
    subtitle: mrkdwn(150).optional(),
    body: mrkdwn(200).optional(),
    actions: z.array(button).min(1).max(3).optional(),
  })
  .refine(({ hero_image, title, body, actions }) => hero_image ?? title ?? body ?? actions, 'an empty card');
const carousel = z.strictObject({
  type: z.literal('carousel'),
  block_id: z.string().max(255).optional(),
  elements: z.array(card).min(1).max(10),
});
const block = z.discriminatedUnion('type', [richText, image, context, section, actions, carousel]);
const blocks = z.array(block).max(50).refine(hasEachActionOnce, 'action_id twice');

/** Slack asks for it within a block; within a message it is what tells presses apart. */
function hasEachActionOnce(given: readonly z.output<typeof block>[]): boolean {
  const ids = given.flatMap(pressablesIn).map(({ action_id }) => action_id);
  return new Set(ids).size === ids.length;
}

/** What can be pressed in a block. */
export function pressablesIn(given: z.output<typeof block>): readonly (Button | Menu)[] {
  if (given.type === 'carousel') return given.elements.flatMap(({ actions = [] }) => actions);
  return given.type === 'actions' ? given.elements : [];
}

/** The pictures in a block: in a message of their own, or in cards. */
export function picturesIn(given: z.output<typeof block>): readonly z.output<typeof image>[] {
  if (given.type === 'carousel') return given.elements.flatMap(({ hero_image }) => hero_image ?? []);
  return given.type === 'image' ? [given] : [];
}

const home = z.strictObject({
  type: z.literal('home'),
  blocks: z.array(block).max(100).refine(hasEachActionOnce, 'action_id twice'),
});
export type Block = z.output<typeof block>;
export type Button = z.output<typeof button>;
export type Menu = z.output<typeof menu>;
export type HomeView = z.output<typeof home>;

/** Undocumented: Slack answers `msg_blocks_too_long` near this many characters (bolt-js issue 2509). */
const longestBlocks = 13_200;

export type Checked<Value> = { value: Value } | { error: string; messages: string[] };

/** What Slack takes at the moment. */
export interface Takes {
  /** Whether a file may be shown. */
  file(id: string): boolean;
  readonly cards: boolean;
}

/** A Slack that shows every file. */
export const takesAll: Takes = { file: () => true, cards: true };

/** A message's blocks, or Slack's refusal. */
export function checkBlocks(given: unknown, takes: Takes): Checked<readonly Block[]> {
  const read = blocks.safeParse(given ?? []);
  if (read.success && !takes.cards && read.data.some(({ type }) => type === 'carousel')) return unknownBlock;
  if (!read.success) return { error: 'invalid_blocks', messages: read.error.issues.map(told) };
  if (JSON.stringify(given ?? []).length > longestBlocks) return { error: 'msg_blocks_too_long', messages: [] };
  const broken = read.data.flatMap(picturesIn).filter(({ slack_file }) => !takes.file(slack_file.id));
  if (broken.length === 0) return { value: read.data };
  return { error: 'invalid_blocks', messages: ['[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]'] };
}

const unknownBlock = { error: 'invalid_blocks', messages: ['[ERROR] unsupported type: carousel'] };

/** Slack: a view is at most 250 kB. */
export const longestView = 250_000;

/** An App Home, or Slack's refusal. */
export function checkHome(given: unknown, takes: Takes): Checked<HomeView> {
  const read = home.safeParse(given);
  if (!read.success) return { error: 'invalid_arguments', messages: read.error.issues.map(told) };
  if (JSON.stringify(given).length > longestView) return { error: 'view_too_large', messages: [] };
  const shown = read.data.blocks;
  if (!takes.cards && shown.some(({ type }) => type === 'carousel')) {
    return { ...unknownBlock, error: 'invalid_arguments' };
  }
  if (shown.flatMap(picturesIn).some(({ slack_file }) => !takes.file(slack_file.id))) {
    return { error: 'invalid_arguments', messages: ['[ERROR] invalid slack file'] };
  }
  return { value: read.data };
}

/** A refusal's sentence. */
export function told({ message, path }: z.core.$ZodIssue): string {
  return `[ERROR] ${message} [json-pointer:/${path.join('/')}]`;
}
