import type {
  APIActionRowComponent,
  APIAllowedMentions,
  APIButtonComponentWithCustomId,
  APIComponentInContainer,
  APIContainerComponent,
  APIMediaGalleryComponent,
} from 'discord.js';
import type { Button, Fact, Reply, ReplyImage, Section } from '../../core/reply.ts';
import { writeButton } from './button.ts';
import { escapeLine, escapeMarkdown, shorten } from './escape.ts';

/** `IS_COMPONENTS_V2` and `EPHEMERAL` of Discord's message flags; written out so that rendering never loads discord.js. */
export const componentsV2 = 1 << 15;
export const ephemeral = 1 << 6;

/** All text of one message together (Discord: components reference). */
const longestText = 4000;

/** What is kept of a quote, a sentence, a value and all facts, so that each has its place; 800 escaped characters fit the first. */
const longest = { quote: 2000, text: 1200, value: 200, facts: 600 };

/** Of alternative text (Discord: components reference). */
const longestAlt = 1024;

/** Of pictures in one gallery and files in one message (Discord: components reference). */
const mostImages = 10;

/** Of a button's label, of buttons in a row, and of rows (Discord: components reference); all in all a message has 40 components. */
const longestLabel = 80;
const mostInRow = 5;
const mostRows = 5;

/** Grey: none of them is more important than the picture (Discord: components reference, button styles). */
const secondary = 2;

const accents = { working: 0x5865f2, done: 0x57a773, failed: 0xd9534f } as const satisfies Record<
  Reply['state'],
  number
>;

/** A message's JSON. The files go beside it, in the order of `attachments`. */
export interface MessageBody {
  readonly flags: number;
  readonly components: [APIContainerComponent];
  readonly attachments: { readonly id: string; readonly filename: string; readonly description: string }[];
  readonly allowed_mentions: APIAllowedMentions;
}

/** Lays a reply out as one Components V2 container: prompt, picture, words, facts, buttons. */
export function render(reply: Reply): MessageBody {
  const images = imagesOf(reply);
  return {
    flags: componentsV2,
    components: [{ type: 17, accent_color: accents[reply.state], components: [...parts(reply, images)] }],
    attachments: images.map(({ name, alt }, index) => ({
      id: String(index),
      filename: name,
      description: shorten(alt, longestAlt),
    })),
    allowed_mentions: { parse: [] },
  };
}

/** The pictures that `render` shows, in the order of its attachments. */
export function imagesOf({ images = [] }: Reply): readonly ReplyImage[] {
  return images.slice(0, mostImages);
}

function* parts(reply: Reply, images: readonly ReplyImage[]): Generator<APIComponentInContainer> {
  const facts = small(reply.facts ?? []);
  const said = [reply.quote === undefined ? '' : shorten(reply.quote, longest.quote, quoted), sentence(reply)] as const;
  const left = longestText - facts.length - said.join('').length;
  const [quote, text] = said;
  if (quote) yield { type: 10, content: quote };
  if (images.length > 0) yield gallery(images);
  if (text) yield { type: 10, content: text };
  const help = tables(reply.sections ?? [], left);
  if (help) yield { type: 10, content: help };
  if (facts) yield { type: 10, content: facts };
  yield* rows(reply.buttons ?? []);
}

type Row = APIActionRowComponent<APIButtonComponentWithCustomId>;

/** Discord refuses the whole message for one button without a label, or for two that do the same. */
function* rows(buttons: readonly Button[]): Generator<Row> {
  const shown = new Map<string, APIButtonComponentWithCustomId>();
  for (const button of buttons) {
    const [id, label] = [writeButton(button), shorten(button.label.trim(), longestLabel)];
    if (id && label && !shown.has(id)) shown.set(id, { type: 2, style: secondary, label, custom_id: id });
  }
  const all = [...shown.values()].slice(0, mostInRow * mostRows);
  for (let at = 0; at < all.length; at += mostInRow) yield { type: 1, components: all.slice(at, at + mostInRow) };
}

function gallery(images: readonly ReplyImage[]): APIMediaGalleryComponent {
  return {
    type: 12,
    items: images.map(({ name, alt }) => ({
      media: { url: `attachment://${name}` },
      ...(alt && { description: shorten(alt, longestAlt) }),
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

/** As many whole facts as there is room for; the first one always fits. */
function small(facts: readonly Fact[]): string {
  const [first, ...rest] = facts.map((fact) => `${shorten(fact.label, longest.value, escapeLine)} ${factText(fact)}`);
  if (first === undefined) return '';
  return rest.reduce((line, fact) => {
    const longer = `${line} · ${fact}`;
    return longer.length <= longest.facts ? longer : line;
  }, `-# ${first}`);
}

/** Code is copied without its marks; what could end the code early is shown as text instead. */
function factText({ value, exact }: Pick<Fact, 'value' | 'exact'>): string {
  const asCode = exact && value.length <= longest.value && /^[\w.:+-]+$/.test(value);
  return asCode ? `\`${value}\`` : shorten(value, longest.value, escapeLine);
}

/** As many whole rows as there is room for. */
function tables(sections: readonly Section[], room: number): string {
  const lines = sections.flatMap(({ heading, rows }) => [
    `**${escapeLine(heading)}**`,
    ...rows.map(({ term, text }) => `${factText({ value: term, exact: true })} ${escapeLine(text)}`),
  ]);
  let table = '';
  for (const line of lines) {
    if (table.length + line.length + 3 > room) return `${table}…`;
    table += `${line}\n`;
  }
  return table.trimEnd();
}
