import type { Block } from './blocks.ts';

/** What a person reads in a message, and what in it is alive. */
export interface Seen {
  /** Rich text paragraphs and list items, a line each. */
  readonly lines: readonly string[];
  readonly quote: string | undefined;
  /** The small print: one array for each context block. */
  readonly contexts: readonly (readonly string[])[];
  readonly alts: readonly string[];
  /** What the buttons say. */
  readonly buttons: readonly string[];
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
  const read = (text: string) => {
    const shown = readMrkdwn(text);
    live.push(...shown.live);
    return shown.text;
  };
  const inline = (elements: readonly Inline[]) => elements.map((element) => inlineText(element, live)).join('');
  const bodies = blocks.flatMap((block) => (block.type === 'rich_text' ? block.elements : []));
  const quotes = bodies.flatMap((body) => (body.type === 'rich_text_quote' ? [inline(body.elements)] : []));
  return {
    lines: bodies.flatMap((body) => {
      if (body.type === 'rich_text_section') return [inline(body.elements)];
      return body.type === 'rich_text_list' ? body.elements.map(({ elements }) => inline(elements)) : [];
    }),
    quote: quotes[0],
    contexts: blocks.flatMap((block) =>
      block.type === 'context'
        ? [block.elements.map((element) => (element.type === 'mrkdwn' ? read(element.text) : plainText(element, live)))]
        : [],
    ),
    alts: blocks.flatMap((block) => (block.type === 'image' ? [block.alt_text] : [])),
    buttons: blocks.flatMap((block) =>
      block.type === 'actions' ? block.elements.map(({ text }) => plainText(text, live)) : [],
    ),
    live,
  };
}

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
