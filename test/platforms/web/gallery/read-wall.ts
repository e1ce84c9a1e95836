/** What a page says, as somebody would read it. Not a parser: it knows what the pages write. */
export interface ReadPage {
  readonly title: string;
  readonly headings: readonly string[];
  /** Recipes of the pictures in the wall, in their order. */
  readonly recipes: readonly string[];
  /** Where links lead, by what they say or are called. */
  readonly links: ReadonlyMap<string, string>;
  readonly meta: ReadonlyMap<string, string>;
  /** Paths of all that a browser fetches for the page's pictures. */
  readonly images: readonly string[];
  readonly text: string;
}

export function readPage(page: string): ReadPage {
  const attribute = (tag: string, name: string) => plain(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
  const tags = (name: string) => [...page.matchAll(new RegExp(`<${name}\\b[^>]*>`, 'g'))].map(([tag]) => tag);
  const links = [...page.matchAll(/(<a\b[^>]*>)([\s\S]*?)<\/a>/g)].map(([, tag = '', content = '']) => {
    const label =
      attribute(tag, 'aria-label') || attribute(content, 'alt') || plain(content).trim().replace(/\s+/g, ' ');
    return [label, attribute(tag, 'href')] as const;
  });
  const meta = tags('meta').map((tag) => [
    attribute(tag, 'property') || attribute(tag, 'name'),
    attribute(tag, 'content'),
  ]);
  return {
    title: plain(/<title>([\s\S]*?)<\/title>/.exec(page)?.[1] ?? ''),
    headings: [...page.matchAll(/<h[123]\b[^>]*>([\s\S]*?)<\/h[123]>/g)].map(([, text = '']) => plain(text)),
    recipes: [...page.matchAll(/<li id="([^"]+)"/g)].map(([, recipe = '']) => recipe),
    links: new Map(links),
    meta: new Map(meta.map(([name = '', content = '']) => [name, content])),
    images: tags('img').map((tag) => attribute(tag, 'src')),
    text: plain(page.replace(/<(script|style|title)\b[\s\S]*?<\/\1>/g, '')),
  };
}

const named: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

/** Tags taken out, then characters put back: whatever was not escaped is gone, and the test sees that. */
export function plain(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/&(?:lt|gt|quot|amp|#39);/g, (entity) => named[entity] ?? entity);
}
