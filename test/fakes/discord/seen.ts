import { renderMarkdown } from './markdown.ts';
import { type Component, everyComponent, type Message } from './model.ts';
import { buttonsOf, linksOf, menusOf } from './rows.ts';

/** A message as the people in the channel see it. */
export interface Seen {
  readonly id: string;
  readonly ephemeral: boolean;
  /** Discord's own "thinking…". */
  readonly loading: boolean;
  readonly text: string;
  readonly quote: string | undefined;
  readonly facts: string;
  /** What Discord copies of a block of code. */
  readonly code: string | undefined;
  /** Labels. */
  readonly buttons: readonly string[];
  readonly menus: readonly { readonly label: string; readonly choices: readonly string[] }[];
  readonly images: readonly {
    readonly sha: string;
    readonly alt: string;
    readonly name: string;
    readonly spoiler: boolean;
  }[];
  /** Buttons that open a page. */
  readonly pages: readonly { readonly label: string; readonly url: string }[];
  /** What leads somewhere, by the words that can be pressed. */
  readonly links: readonly { readonly text: string; readonly address: string }[];
  /** Id of the message that it answers. */
  readonly answers: string | undefined;
  /** Id of whoever wrote it; undefined: the bot. */
  readonly author: string | undefined;
  /** Id of the only one who sees it. */
  readonly reader: string | undefined;
  readonly channel: string;
  /** Markup that does something, by the part that it is in. */
  readonly live: {
    readonly text: readonly string[];
    readonly quote: readonly string[];
    readonly facts: readonly string[];
  };
  readonly pings: readonly string[];
  readonly edits: number;
}

export function seen(message: Message): Seen {
  const parts = { text: '', quote: '', facts: '' };
  let quoted = false;
  const texts = everyComponent(message.components).flatMap(({ type, content }) => (type === 10 ? (content ?? '') : []));
  const blocks = texts.map(codeIn);
  for (const [at, content] of texts.entries()) {
    // Nothing in a block of code has a meaning.
    if (blocks[at] !== undefined) continue;
    for (const line of content.split('\n')) {
      const [, mark, rest = line] = /^(> |-# )(.*)$/.exec(line) ?? [];
      const part = mark === '> ' ? 'quote' : mark === '-# ' ? 'facts' : 'text';
      quoted ||= part === 'quote';
      parts[part] += `${rest}\n`;
    }
  }
  const [text, quote, facts] = [parts.text, parts.quote, parts.facts].map((part) => renderMarkdown(part.slice(0, -1)));
  return {
    id: message.id,
    ephemeral: message.ephemeral,
    loading: message.loading,
    text: text?.visible ?? '',
    quote: quoted ? quote?.visible : undefined,
    facts: facts?.visible ?? '',
    code: blocks.find((block) => block !== undefined),
    buttons: buttonsOf(message.components).map(({ label }) => label),
    menus: menusOf(message.components).map(({ label, choices }) => ({
      label,
      choices: choices.map((each) => each.label),
    })),
    pages: linksOf(message.components),
    links: [text, quote, facts].flatMap((part) => linksIn(part?.live ?? [])),
    answers: message.answers,
    author: message.author?.id,
    reader: message.reader ?? message.channel.owner,
    channel: message.channel.id,
    images: everyComponent(message.components).flatMap((component) => picturesOf(component, message)),
    live: { text: text?.live ?? [], quote: quote?.live ?? [], facts: facts?.live ?? [] },
    pings: message.pings,
    edits: message.edits,
  };
}

/** What is in a text that is one block of code and nothing else. */
function codeIn(content: string): string | undefined {
  const { live, visible } = renderMarkdown(content);
  return live.length === 1 && live[0] === `code block: ${content}` ? visible.replace(/\n$/, '') : undefined;
}

/** Files that no gallery shows are invisible in Components V2. */
function picturesOf({ type, items = [] }: Component, { files }: Message): Seen['images'] {
  if (type !== 12) return [];
  return items.flatMap(({ media, description, spoiler }) => {
    const file = files.find(({ filename }) => `attachment://${filename}` === media.url);
    return file
      ? { sha: file.sha, name: file.filename, alt: description ?? file.description, spoiler: spoiler ?? false }
      : [];
  });
}

function linksIn(live: readonly string[]): Seen['links'] {
  return live.flatMap((mark) => {
    const [, text = '', address = ''] = /^masked link: \[([^\]]*)\]\(([^)]*)\)$/.exec(mark) ?? [];
    return address ? { text: renderMarkdown(text).visible, address } : [];
  });
}
