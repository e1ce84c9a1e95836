import { findQuotes } from '../src/core/quotes.ts';

/** A piece of a prompt: plain or quoted words, `{{list}}`, or a sign that may mean something with the backslashes before it. */
export interface Token {
  readonly kind: 'text' | 'list' | 'opening' | 'closing' | 'comma';
  readonly start: number;
  readonly end: number;
  /** How many of them stand before a sign. */
  readonly backslashes: number;
  /** Without the backslashes before a sign. */
  readonly text: string;
  /** Of a list, whatever its case and width. */
  readonly name: string;
}

/** Chinese keyboards write the wide ones. */
const signs: Readonly<Record<string, Token['kind']>> = {
  '{': 'opening',
  '｛': 'opening',
  '}': 'closing',
  '｝': 'closing',
  ',': 'comma',
  '，': 'comma',
  '、': 'comma',
};

const plain = /[^{}｛｝,，、"“”„«»\\]+/y;
const backslashes = /\\*/y;

/** `{{colors}}`. All is bounded, so that looking for one takes no time. */
const list = /[{｛]{2}[ \t]{0,8}([\p{L}\p{M}\p{N}_-]{1,32})[ \t]{0,8}[}｝]{2}/uy;

/** Takes a prompt apart, in linear time. What stands in quotes is one piece of text. `findsLists`: else each brace is a sign. */
export function* readTokens(prompt: string, findsLists = true): Generator<Token, void, void> {
  const quotes = findQuotes(prompt);
  for (let at = 0; at < prompt.length; ) {
    const quoted = quotes.endInSentence(at);
    const token = quoted === undefined ? tokenAt(prompt, at, findsLists) : textOf(prompt, at, quoted);
    yield token;
    at = token.end;
  }
}

function tokenAt(prompt: string, start: number, findsLists: boolean): Token {
  const words = matchAt(plain, prompt, start);
  if (words) return textOf(prompt, start, start + words[0].length);
  const run = matchAt(backslashes, prompt, start)?.[0].length ?? 0;
  const at = start + run;
  const kind = signs[prompt.charAt(at)];
  // A quote, or backslashes before something else.
  if (kind === undefined) return textOf(prompt, start, run === 0 ? at + 1 : at);
  const named = findsLists && run % 2 === 0 ? matchAt(list, prompt, at) : undefined;
  const [text = prompt.charAt(at), written = ''] = named ?? [];
  const name = written.normalize('NFKC').toLowerCase();
  return { kind: named ? 'list' : kind, start, end: at + text.length, backslashes: run, text, name };
}

function textOf(prompt: string, start: number, end: number): Token {
  return { kind: 'text', start, end, backslashes: 0, text: prompt.slice(start, end), name: '' };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
