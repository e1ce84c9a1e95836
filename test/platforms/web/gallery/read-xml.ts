/**
 * Whether a text is well-formed XML as far as feeds go: elements that end in their order, attributes in quotes and once
 * each, characters that XML 1.0 has, entities that it knows. Returns the first thing that is wrong.
 */
export function wrongInXml(text: string): string | undefined {
  if (!text.isWellFormed()) return 'half a character';
  const odd = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(text);
  if (odd) return `a character that XML has not: ${JSON.stringify(odd[0])}`;
  const open: string[] = [];
  for (const [part, tag] of text.replace(/^<\?xml [^?]*\?>\n/, '').matchAll(/<([^>]*)>|[^<]+/g)) {
    if (tag === undefined) {
      if (/&(?!(?:lt|gt|amp|quot|#39|#13);)/.test(part) || part.includes(']]>')) return `in the text: ${part}`;
      continue;
    }
    if (tag.startsWith('/')) {
      if (open.pop() !== tag.slice(1)) return `the end of ${tag}`;
      continue;
    }
    const [, name, attributes = '', single] = /^([a-z]+)((?:\s[a-z:]+="[^"<]*")*)(\/?)$/.exec(tag) ?? [];
    if (name === undefined) return `the tag <${tag}>`;
    if (/&(?!(?:lt|gt|amp|quot|#39|#13);)/.test(attributes)) return `an attribute of <${tag}>`;
    if (!single) open.push(name);
  }
  return open.length > 0 ? `${open.join(', ')} not ended` : undefined;
}

const named: Readonly<Record<string, string>> = {
  ...{ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&#13;': '\r', '&amp;': '&' },
};

/** What stands between the first tag of this name and its end. */
export function textIn(xml: string, name: string): string | undefined {
  const found = new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`).exec(xml)?.[1];
  return found?.replace(/&(?:lt|gt|quot|amp|#39|#13);/g, (entity) => named[entity] ?? entity);
}
