import type { types } from '@slack/bolt';
import type { Fact, Reply, ReplyImage, Section } from '../../core/reply.ts';
import { altText } from './alt.ts';
import { carousel, type Deck, deckOf } from './cards.ts';
import { cut, escapeMrkdwn, plain } from './escape.ts';
import { linkTo } from './link.ts';
import { pressables } from './pressable.ts';

type Block = types.KnownBlock;
type Body = types.RichTextBlock['elements'][number];
type Inline = types.RichTextSection['elements'][number];

/** What `chat.postMessage`, `chat.update`, a slash command's acknowledgement and a response_url all take. */
export interface Rendered {
  /** For notifications and screen readers. */
  readonly text: string;
  readonly blocks: Block[];
}

/** Slack refuses a message near 13,200 characters of blocks with `msg_blocks_too_long` (bolt-js issue 2509). */
const longestBlocks = 12_000;

/** `chat.update` refuses a longer `text` with `msg_too_long` (its reference). An escaped character is five at most. */
const longestText = 4000;

/**
 * Longest single string at each try; the last one fits whatever the reply is. Lists hold a tenth as many items. The first
 * takes the longest words that the service makes of a prompt.
 */
const rooms = [4000, 800, 200, 50, 20];

/** Of those, what people can press takes at most so many: what they cannot see there they cannot do at all. */
const longestPressables = 7000;

/** Slack: a text in a context block, an image block's `alt_text`, a context block's elements, and pictures that people still look at. */
const longestElement = 3000;
const longestAlt = 2000;
const contextElements = 10;
const mostPictures = 10;

/** Escaped it is up to five times as long, and with its value it has to fit into an element's 3000. */
const longestLabel = 400;

/**
 * A reply as blocks. Prompts and sentences stand in rich text or plain text, where Slack resolves nothing.
 * `caption` says who asked; `files` has the Slack file id of each picture that is shown inside the message, by image key.
 * `url` is where the workspace is, for links to messages. `cards`: whether several pictures may stand side by side, each
 * with its buttons.
 */
export function render(
  reply: Reply,
  caption: string | undefined,
  files: ReadonlyMap<string, string>,
  url?: string,
  cards = false,
): Rendered {
  const deck = cards ? deckOf(reply, files) : undefined;
  const shown = { ...(deck && { deck }), caption, files, url };
  const rendered = renderWith(deck?.rest ?? reply, shown);
  return !deck || fits(rendered.blocks) ? rendered : renderWith(reply, { caption, files, url });
}

/** Whether pictures stand in cards. */
export function hasCards({ blocks }: Pick<Rendered, 'blocks'>): boolean {
  return blocks.some(({ type }) => type === 'carousel');
}

function fits(blocks: readonly Block[]): boolean {
  return JSON.stringify(blocks).length <= longestBlocks;
}

function renderWith(reply: Reply, shown: Omit<Rendering, 'room'>): Rendered {
  const words = plain([reply.text, reply.quote].filter(Boolean).join('\n'));
  const whole = escapeMrkdwn(words);
  const text = whole.length <= longestText ? whole : escapeMrkdwn(cut(words, longestText / 5));
  const pressed = pressables(reply, longestPressables);
  let blocks: Block[] = pressed;
  for (const room of rooms) {
    blocks = [...blocksOf(reply, { ...shown, room }), ...pressed];
    if (fits(blocks)) break;
  }
  return { text, blocks };
}

interface Rendering {
  /** The pictures, where they are cards. */
  readonly deck?: Deck;
  readonly caption: string | undefined;
  readonly files: ReadonlyMap<string, string>;
  readonly url: string | undefined;
  readonly room: number;
}

function blocksOf(reply: Reply, { deck, caption, files, url, room }: Rendering) {
  const pictures = deck ? [carousel(deck, url, room)] : pictureBlocks(reply.images, files, room);
  const words = inline(reply.text, room);
  // Under a picture our words are a footnote; alone they are the message.
  const footnote = pictures.length > 0 ? [reply.text, caption] : [caption];
  const body = [
    ...(pictures.length > 0 ? [] : paragraph([...words, ...clock(reply.since)])),
    ...quotation(reply.quote, room),
    ...copyable(reply.code, room),
    ...(reply.sections ?? []).slice(0, room / 10).flatMap((section) => sectionBody(section, room)),
  ];
  return [
    ...(body.length > 0 ? [{ type: 'rich_text' as const, elements: body }] : []),
    ...pictures,
    ...context((reply.facts ?? []).slice(0, Math.min(room / 10, 40)).flatMap((fact) => factElement(fact, url, room))),
    ...context(footnote.flatMap((line) => plainElement(line, room))),
  ] satisfies Block[];
}

/** Several are numbered, as the buttons under them are. */
function pictureBlocks(images: readonly ReplyImage[] = [], files: ReadonlyMap<string, string>, room: number): Block[] {
  return images.slice(0, mostPictures).flatMap((image, at) => {
    const title = { type: 'plain_text' as const, text: String(at + 1), emoji: false };
    return pictureBlock(image, files, room).map((block) => ({ ...block, ...(images.length > 1 && { title }) }));
  });
}

function pictureBlock(given: ReplyImage, files: ReadonlyMap<string, string>, room: number): types.ImageBlock[] {
  const id = files.get(given.image.key);
  // Slack hides nothing inside a message.
  if (id === undefined || given.spoiler) return [];
  return [{ type: 'image', slack_file: { id }, alt_text: altText(given, Math.min(longestAlt, room)) }];
}

function inline(text: string | undefined, room: number, style: { bold?: boolean; code?: boolean } = {}): Inline[] {
  const shown = cut(plain(text ?? ''), room);
  // Slack refuses an empty text element.
  return shown === '' ? [] : [{ type: 'text', text: shown, ...(Object.keys(style).length > 0 && { style }) }];
}

function paragraph(elements: Inline[]): Body[] {
  return elements.length > 0 ? [{ type: 'rich_text_section', elements }] : [];
}

function quotation(text: string | undefined, room: number): Body[] {
  const elements = inline(text, room);
  return elements.length > 0 ? [{ type: 'rich_text_quote', elements }] : [];
}

/** A line to copy is shown whole, or not at all. */
function copyable(code: string | undefined, room: number): Body[] {
  const text = plain(code ?? '');
  if (text === '' || text.length > room) return [];
  return [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }];
}

/** "2 minutes ago": Slack's clients count by themselves, so waiting costs no edits. */
function clock(since: number | undefined): Inline[] {
  if (since === undefined) return [];
  const fallback = `${new Date(since).toISOString().slice(11, 16)} UTC`;
  return [
    { type: 'text', text: ' ' },
    { type: 'date', timestamp: Math.floor(since / 1000), format: '{ago}', fallback },
  ];
}

function sectionBody({ heading, rows }: Section, room: number): Body[] {
  const items = rows.slice(0, room / 10).map(({ term, text }) => ({
    type: 'rich_text_section' as const,
    elements: [...inline(term, room, { code: true }), ...inline(` ${text}`, room)],
  }));
  return [
    ...paragraph(inline(heading, room, { bold: true })),
    ...(items.length > 0 ? [{ type: 'rich_text_list' as const, style: 'bullet' as const, elements: items }] : []),
  ];
}

type ContextElement = types.ContextBlock['elements'][number];

/** A value to copy stands in code style, which Slack knows in mrkdwn only; so only values without any mark get it. */
function factElement({ label, value, exact, message }: Fact, url: string | undefined, room: number): ContextElement[] {
  const name = plain(label);
  const link = message && linkTo(message, url);
  if (link) {
    const words = [name, plain(value) || link].map((part) => escapeMrkdwn(cut(part, Math.min(room, longestLabel))));
    const [before = '', inside = ''] = words.map((part) => part.replace(/[|\n]/g, ' '));
    return [{ type: 'mrkdwn', text: `${before} <${link}|${inside}>`.trim(), verbatim: true }];
  }
  if (exact && /^[\w.-]{1,200}$/.test(value)) {
    return [
      { type: 'mrkdwn', text: `${escapeMrkdwn(cut(name, Math.min(room, longestLabel)))} \`${value}\``, verbatim: true },
    ];
  }
  return plainElement(`${name} ${value}`, room);
}

function plainElement(text: string | undefined, room: number): ContextElement[] {
  const shown = cut(plain(text ?? ''), Math.min(room, longestElement));
  return shown === '' ? [] : [{ type: 'plain_text', text: shown, emoji: false }];
}

function context(elements: ContextElement[]): Block[] {
  const blocks: Block[] = [];
  for (let from = 0; from < elements.length; from += contextElements) {
    blocks.push({ type: 'context', elements: elements.slice(from, from + contextElements) });
  }
  return blocks;
}
