/** What is in a card, as a person would see it. Not a parser: it knows what render.ts writes. */
export interface Card {
  readonly id: string;
  readonly state: string;
  readonly text: string;
  readonly asked: string | undefined;
  readonly quote: string | undefined;
  readonly pictures: readonly { readonly path: string; readonly alt: string; readonly name: string }[];
  readonly facts: string;
}

export function readCards(page: string): Card[] {
  return page
    .split('<article')
    .slice(1)
    .map((rest) => readCard(rest.split('</article>', 1)[0] ?? ''));
}

export function readCard(card: string): Card {
  const sections = [...card.matchAll(/<section class="section">([\s\S]*?)<\/section>/g)].map(([, inner = '']) =>
    plain(inner),
  );
  const names = [...card.matchAll(/download="([^"]*)"/g)].map(([, name = '']) => plain(name));
  return {
    id: /id="call-([^"]+)"/.exec(card)?.[1] ?? '',
    state: /data-state="(\w+)"/.exec(card)?.[1] ?? '',
    text: [inside(card, 'span class="words" dir="auto"') ?? '', ...sections].join('\n').trim(),
    asked: inside(card, 'p class="asked" dir="auto"'),
    quote: inside(card, 'blockquote class="quote" dir="auto"'),
    pictures: [...card.matchAll(/<img src="([^"]*)" alt="([^"]*)"/g)].map(([, path = '', alt = ''], at) => ({
      path,
      alt: plain(alt),
      name: names[at] ?? '',
    })),
    facts: plain(/<dl class="facts">([\s\S]*?)<\/dl>/.exec(card)?.[1] ?? ''),
  };
}

/** What is between a tag, written as it is opened, and its end. */
function inside(card: string, tag: string): string | undefined {
  const found = new RegExp(`<${tag}>([\\s\\S]*?)</${tag.split(' ')[0]}>`).exec(card)?.[1];
  return found === undefined ? undefined : plain(found);
}

const named: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

/** Tags taken out, then characters put back: whatever was not escaped is gone, and the test sees that. */
function plain(html: string): string {
  return html.replace(/<[^>]*>/g, ' ').replace(/&(?:lt|gt|quot|amp|#39);/g, (entity) => named[entity] ?? entity);
}
