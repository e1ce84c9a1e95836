import { isSpace } from './spaces.ts';

/** Opening quote → what closes it. ” also opens: in Swedish, and on phones, which write it after a letter or `=`. */
const closers: Readonly<Record<string, string>> = { '"': '"', '“': '”', '”': '”', '„': '“”', '«': '»', '»': '«' };

/** These also close, or mean inches, so they open only in front of a word. */
const doubtful = new Set(['"', '”', '»']);

/** Everything that phones and keyboards write for a hyphen, as the inside of a character class. */
export const dashes = '\\-\u2010-\u2015\u2212\uFF0D';

const escaped = new RegExp(`\\\\(["“”„«»\\\\${dashes}])`, 'gu');

/** Finds quoted runs in one text. A quote that nothing closes is a character like any other: a 12" record. */
export interface Quotes {
  /** Where the run that starts with the quote at `start` is over; undefined when no closed run starts there. */
  end(start: number): number | undefined;
  /** The same, but only where a quote within a sentence would open: not after a letter, and not before a space. */
  endInSentence(start: number): number | undefined;
}

export function findQuotes(text: string): Quotes {
  // From where on a quote is closed no more: remembered so that a text of nothing but quotes takes linear time.
  const unclosedFrom = new Map<string, number>();

  function end(start: number): number | undefined {
    const opener = text[start] ?? '';
    const closer = closers[opener];
    if (!closer || start >= (unclosedFrom.get(opener) ?? text.length)) return undefined;
    for (let at = start + 1; at < text.length; at += text[at] === '\\' ? 2 : 1) {
      if (closer.includes(text.charAt(at))) return at + 1;
    }
    unclosedFrom.set(opener, start);
    return undefined;
  }

  return {
    end,
    endInSentence: (start) => (doubtful.has(text.charAt(start)) && !opens(text, start) ? undefined : end(start)),
  };
}

/** The end of a word in a script that puts no spaces between words. */
export const spaceless = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}]$/u;

/** Letters and digits before a quote mean that it closes or measures, except in scripts that put no spaces between words. */
function opens(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2), at);
  const insideWord = /[\p{L}\p{N}]$/u.test(before) && !spaceless.test(before);
  return !insideWord && !isSpace(text, at + 1);
}

/** Takes the backslash off a quote, a dash or another backslash. */
export function withoutEscapes(text: string): string {
  return text.replace(escaped, '$1');
}

/** Puts the text in double quotes, so that `withoutEscapes` of what is between them is the text again. */
export function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
