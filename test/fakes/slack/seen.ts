import type { Block } from './blocks.ts';

/** What a person reads in a message, and what in it is alive. */
export interface Seen {
  /** Rich text paragraphs and list items, a line each. */
  readonly lines: readonly string[];
  readonly quote: string | undefined;
  /** A line to copy. */
  readonly code: string | undefined;
  /** The small print: one array for each context block. */
  readonly contexts: readonly (readonly string[])[];
  readonly alts: readonly string[];
  /** The titles over pictures. */
  readonly titles: readonly string[];
  /** What cards say, and what their buttons do, one after the other. */
  readonly cards: readonly { title: string; body: string; alt: string; buttons: readonly string[] }[];
  /** What the buttons say that call something. */
  readonly buttons: readonly string[];
  /** Those that open a page. */
  readonly pages: readonly { readonly label: string; readonly url: string }[];
  /** What the menus say, with what can be chosen in each. */
  readonly menus: readonly { readonly label: string; readonly choices: readonly string[] }[];
  /** Where the links to messages lead. */
  readonly links: readonly string[];
  /** Mentions, links, emoji and formats other than code that Slack would make of it. Empty is right. */
  readonly live: readonly string[];
}

type Inline = Extract<
  Extract<Block, { type: 'rich_text' }>['elements'][number],
  { type: 'rich_text_section' }
>['elements'][number];

/** Reads blocks the way Slack's clients show them. */
export function see(blocks: readonly Block[]): Seen {
  const live: string[] = [];
  const links: string[] = [];
  const read = (text: string) => {
    const [, before = '', link, inside = ''] = messageLink.exec(text) ?? [];
    if (link) links.push(link);
    const shown = readMrkdwn(link ? before + inside : text);
    live.push(...shown.live);
    return shown.text;
  };
  const inline = (elements: readonly Inline[]) => elements.map((element) => inlineText(element, live)).join('');
  const bodies = blocks.flatMap((block) => (block.type === 'rich_text' ? block.elements : []));
  const pressables = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  const quotes = bodies.flatMap((body) => (body.type === 'rich_text_quote' ? [inline(body.elements)] : []));
  return {
    lines: bodies.flatMap((body) => {
      if (body.type === 'rich_text_section') return [inline(body.elements)];
      return body.type === 'rich_text_list' ? body.elements.map(({ elements }) => inline(elements)) : [];
    }),
    quote: quotes[0],
    code: bodies.flatMap((body) => (body.type === 'rich_text_preformatted' ? [inline(body.elements)] : []))[0],
    contexts: blocks.flatMap((block) =>
      block.type === 'context'
        ? [block.elements.map((element) => (element.type === 'mrkdwn' ? read(element.text) : plainText(element, live)))]
        : [],
    ),
    alts: blocks.flatMap((block) => (block.type === 'image' ? [block.alt_text] : [])),
    titles: blocks.flatMap((block) => (block.type === 'image' && block.title ? [plainText(block.title, live)] : [])),
    cards: blocks.flatMap((block) =>
      block.type === 'carousel'
        ? block.elements.map(({ title, body, hero_image, actions = [] }) => ({
            title: read(title?.text ?? ''),
            body: read(body?.text ?? ''),
            alt: hero_image?.alt_text ?? '',
            buttons: actions.map(({ text }) => plainText(text, live)),
          }))
        : [],
    ),
    buttons: pressables.flatMap((each) =>
      each.type === 'button' && each.url === undefined ? [plainText(each.text, live)] : [],
    ),
    pages: pressables.flatMap((each) =>
      each.type === 'button' && each.url !== undefined ? [{ label: plainText(each.text, live), url: each.url }] : [],
    ),
    menus: pressables.flatMap((each) => {
      if (each.type !== 'static_select') return [];
      const choices = each.options.map(({ text }) => plainText(text, live));
      return [{ label: each.placeholder ? plainText(each.placeholder, live) : '', choices }];
    }),
    links,
    live,
  };
}

/** A link to a message of the workspace is the only one that Easel writes; what it says is read as everything else. */
const messageLink = /^([^<]*)<(https:\/\/fake\.slack\.com\/archives\/\w+\/p\d+)\|([^<>|]*)>$/;

/** Slack turns `:fox_face:` into an emoji unless it is told not to. */
function plainText({ text, emoji = true }: { text: string; emoji?: boolean | undefined }, live: string[]): string {
  if (emoji) live.push(...(text.match(/:[a-z0-9_+'-]+:/gi) ?? []));
  return text;
}

function inlineText(element: Inline, live: string[]): string {
  if (element.type === 'text') return element.text;
  // A date is our own clock, nothing that a person wrote.
  if (element.type === 'date') return element.fallback ?? '';
  live.push(element.type);
  return '';
}

/** mrkdwn as Slack understands it with `parse: none` and `link_names: false`: entities, `<…>`, formats, emoji, quotes. */
export function readMrkdwn(text: string): { text: string; live: string[] } {
  const live: string[] = [];
  let shown = text.replace(/<[^<>\n]*>/g, (markup) => {
    live.push(markup);
    return '';
  });
  live.push(...(shown.match(/```/g) ?? []));
  const code = /`([^`\n]+)`/g;
  for (const format of [/\*[^*\s][^*\n]*\*/g, /_[^_\s][^_\n]*_/g, /~[^~\s][^~\n]*~/g, /:[a-z0-9_+'-]+:/gi]) {
    // Inside of code nothing is a format. Inside of words marks are letters to Slack, as in snake_case_names; taking
    // those for alive is the strict side.
    live.push(...shown.split(code).flatMap((part, index) => (index % 2 === 0 ? (part.match(format) ?? []) : [])));
  }
  shown = shown.replace(code, '$1');
  live.push(...(shown.match(/^&gt;.*$/gm) ?? []));
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
  shown = shown.replace(/&(?:amp|lt|gt);/g, (entity) => entities[entity] ?? entity);
  return { text: shown, live };
}
