export interface Rendered {
  /** What is read, with the markup gone. */
  readonly visible: string;
  /** Markup that does something: mentions, links, formats. */
  readonly live: readonly string[];
}

/** Inline markup, in the order that Discord's client tries it. Rather finds too much than too little. */
const rules: readonly { readonly kind: string; readonly pattern: RegExp; readonly shown?: number }[] = [
  { kind: 'code block', pattern: /^```(?:[\w+-]*\n)?([\s\S]*?)```/, shown: 1 },
  { kind: 'code', pattern: /^(`+)([\s\S]*?[^`])\1(?!`)/, shown: 2 },
  { kind: 'mention', pattern: /^<(?:@[!&]?|#)\d+>/ },
  { kind: 'mention', pattern: /^@(?:everyone|here)/ },
  { kind: 'command', pattern: /^<\/[^>]+:\d+>/ },
  { kind: 'guide', pattern: /^<id:\w+>/ },
  { kind: 'emoji', pattern: /^<a?:\w+:\d+>/ },
  { kind: 'emoji', pattern: /^:[\w+-]+:/ },
  { kind: 'timestamp', pattern: /^<t:-?\d+(?::[tTdDfFsSR])?>/ },
  { kind: 'link', pattern: /^<(?:https?|steam|discord|mailto|tel):[^\s>]+>/ },
  { kind: 'link', pattern: /^<[^\s<>@]+@[^\s<>]+>|^<\+\d[\d ().-]+>/ },
  { kind: 'link', pattern: /^(?:https?|steam|discord):\/\/[^\s<]+/ },
  { kind: 'masked link', pattern: /^\[([^\]\n]+)\]\(\s*<?[^\s)]+>?[^)\n]*\)/, shown: 1 },
  { kind: 'spoiler', pattern: /^\|\|([\s\S]+?)\|\|/, shown: 1 },
  { kind: 'struck', pattern: /^~~([\s\S]+?)~~/, shown: 1 },
  { kind: 'bold', pattern: /^\*\*([\s\S]+?)\*\*/, shown: 1 },
  { kind: 'underline', pattern: /^__([\s\S]+?)__/, shown: 1 },
  { kind: 'italics', pattern: /^\*([^\s*][\s\S]*?)\*/, shown: 1 },
  { kind: 'italics', pattern: /^_([^\s_][\s\S]*?)_/, shown: 1 },
];

const lineRules: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  { kind: 'heading', pattern: /^[^\S\n]*#{1,3}[^\S\n]+/ },
  { kind: 'small print', pattern: /^[^\S\n]*-#[^\S\n]+/ },
  { kind: 'quote', pattern: /^[^\S\n]*>(?:>>)?[^\S\n]/ },
  { kind: 'list', pattern: /^[^\S\n]*(?:[-*+]|\d+[.)])[^\S\n]+/ },
];

/** Reads text as Discord's client does. */
export function renderMarkdown(text: string): Rendered {
  const live: string[] = [];
  const write = (part: string, lineStart: boolean): string => {
    let visible = '';
    for (let at = 0; at < part.length; ) {
      const rest = part.slice(at);
      const escaped = /^\\([^0-9A-Za-z\s])/u.exec(rest);
      if (escaped) {
        visible += escaped[1];
        at += escaped[0].length;
        continue;
      }
      const begins = at === 0 ? lineStart : part[at - 1] === '\n';
      const line = begins ? match(lineRules, rest) : undefined;
      if (line) {
        live.push(line.kind);
        at += line.found[0].length;
        continue;
      }
      const inline = match(rules, rest);
      if (inline) {
        live.push(`${inline.kind}: ${inline.found[0]}`);
        const shown = inline.rule.shown === undefined ? inline.found[0] : (inline.found[inline.rule.shown] ?? '');
        visible += inline.rule.shown === undefined || inline.kind.startsWith('code') ? shown : write(shown, false);
        at += inline.found[0].length;
        continue;
      }
      visible += part[at];
      at += 1;
    }
    return visible;
  };
  return { visible: write(text, true), live };
}

function match<Rule extends { kind: string; pattern: RegExp }>(candidates: readonly Rule[], text: string) {
  for (const rule of candidates) {
    const found = rule.pattern.exec(text);
    if (found) return { rule, kind: rule.kind, found };
  }
  return undefined;
}
