import type {
  APIAllowedMentions,
  APIComponentInContainer,
  APIContainerComponent,
  APIMediaGalleryComponent,
} from 'discord.js';
import type { Reply, ReplyImage, Section } from '../../core/reply.ts';
import { escapeLine, escapeMarkdown, shorten } from './escape.ts';
import { factsLine, factText } from './facts.ts';
import { rowsOf } from './rows.ts';

/** `IS_COMPONENTS_V2` and `EPHEMERAL` of Discord's message flags; written out so that rendering never loads discord.js. */
export const componentsV2 = 1 << 15;
export const ephemeral = 1 << 6;

/** All text of one message together (Discord: components reference). */
const longestText = 4000;

/**
 * What is kept of a sentence, of a line to copy, and of a quote beside tables, so that each has its place: 800 escaped
 * characters fit there. Without tables a quote has all the room that is left, so that the words that a model read are
 * there in full. Facts share what a line to copy would take: six pictures with links, or ten with recipes, fit there.
 */
const longest = { text: 1200, code: 2000, quoteBesideTables: 2000, facts: 1400, factsBesideCode: 600 };

/** Of alternative text (Discord: components reference). */
const longestAlt = 1024;

/** Of pictures in one gallery and files in one message (Discord: components reference). */
const mostImages = 10;

const accents = { working: 0x5865f2, done: 0x57a773, failed: 0xd9534f } as const satisfies Record<
  Reply['state'],
  number
>;

/** A message's JSON. The files go beside it, in the order of `attachments`. */
export interface MessageBody {
  readonly flags: number;
  readonly components: [APIContainerComponent];
  /** Replaces the files that were there. */
  readonly attachments: {
    readonly id: string;
    readonly filename: string;
    readonly description: string;
    readonly is_spoiler?: true;
  }[];
  readonly allowed_mentions: APIAllowedMentions;
}

/** Lays a reply out as one Components V2 container: prompt, picture, words, facts, buttons. */
export function render(reply: Reply): MessageBody {
  const images = imagesOf(reply);
  return {
    flags: componentsV2,
    components: [{ type: 17, accent_color: accents[reply.state], components: [...parts(reply, images)] }],
    attachments: images.map(({ name, alt, spoiler }, index) => ({
      id: String(index),
      filename: name,
      description: shorten(alt, longestAlt),
      ...(spoiler && { is_spoiler: true }),
    })),
    allowed_mentions: { parse: [] },
  };
}

/** The pictures that `render` shows, in the order of its attachments, each under a name of its own, by which it is found. */
export function imagesOf({ images = [] }: Reply): readonly ReplyImage[] {
  const taken = new Set<string>();
  return images.slice(0, mostImages).map((image) => {
    let { name } = image;
    for (let copy = 2; taken.has(name); copy++) name = image.name.replace(/(\.[^.]*)?$/, `-${copy}$1`);
    taken.add(name);
    return { ...image, name };
  });
}

function* parts(reply: Reply, images: readonly ReplyImage[]): Generator<APIComponentInContainer> {
  const text = sentence(reply);
  const code = copyable(reply.code ?? '');
  const facts = factsLine(reply.facts ?? [], code ? longest.factsBesideCode : longest.facts);
  const room = longestText - facts.length - text.length - code.length;
  const most = reply.sections?.length ? Math.min(room, longest.quoteBesideTables) : room;
  const quote = reply.quote === undefined ? '' : shorten(reply.quote, most, quoted);
  if (quote) yield { type: 10, content: quote };
  if (images.length > 0) yield gallery(images);
  if (text) yield { type: 10, content: text };
  if (code) yield { type: 10, content: code };
  const help = tables(reply.sections ?? [], room - quote.length);
  if (help) yield { type: 10, content: help };
  if (facts) yield { type: 10, content: facts };
  yield* rowsOf(reply);
}

function gallery(images: readonly ReplyImage[]): APIMediaGalleryComponent {
  return {
    type: 12,
    items: images.map(({ name, alt, spoiler }) => ({
      media: { url: `attachment://${name}` },
      ...(alt && { description: shorten(alt, longestAlt) }),
      ...(spoiler && { spoiler }),
    })),
  };
}

function quoted(text: string): string {
  return escapeMarkdown(text).replace(/^/gm, '> ');
}

/** Discord counts `<t:…:R>` up by itself, so a live clock costs no edits. */
function sentence({ text, since }: Reply): string {
  const clock = since === undefined ? '' : ` <t:${Math.floor(since / 1000)}:R>`;
  return `${shorten(text, longest.text - clock.length, escapeMarkdown)}${clock}`;
}

/** Whole or not at all. What could end the block early is escaped text instead, which Discord copies with its backslashes. */
function copyable(line: string): string {
  if (line.trim() === '') return '';
  const block = line.includes('```') ? escapeMarkdown(line) : `\`\`\`\n${line}\n\`\`\``;
  return block.length <= longest.code ? block : '';
}

/** As many whole rows as there is room for. */
function tables(sections: readonly Section[], room: number): string {
  const lines = sections.flatMap(({ heading, rows }) => [
    `**${escapeLine(heading)}**`,
    ...rows.map(({ term, text }) => `${factText({ value: term, exact: true })} ${escapeLine(text)}`),
  ]);
  if (room < 1) return '';
  let table = '';
  for (const line of lines) {
    if (table.length + line.length + 3 > room) return `${table}…`;
    table += `${line}\n`;
  }
  return table.trimEnd();
}
