import type { Reply, Section } from '../../core/reply.ts';
import { escapeLine, escapeText } from './escape.ts';

/** A last word as plain lines. `paths` are where its pictures were written, in their order. */
export function renderReply(
  { text, quote, code, images = [], facts = [], sections = [], links = [] }: Reply,
  paths: readonly string[],
): string {
  const alts = images.map(({ alt }) => alt);
  // A picture's description mostly says "AI-generated" and the prompt already; nobody needs to read them twice.
  const said = (words: string) => alts.some((alt) => alt.includes(words));
  const lines = [
    ...paths.map(escapeLine),
    ...alts.map(escapeLine),
    said(text) ? '' : escapeText(text),
    quote === undefined || said(quote) ? '' : `“${escapeLine(quote)}”`,
    code === undefined ? '' : escapeLine(code),
    ...facts.map(({ label, value }) => `${escapeLine(label)}: ${escapeLine(value)}`),
    ...sections.map(renderSection),
    ...links.map(({ label, url }) => `${escapeLine(label)}: ${escapeLine(url)}`),
  ];
  return lines.filter(Boolean).join('\n');
}

/** Characters of the prompt beside the spinner: enough to tell calls apart, and one line on most terminals. */
const longestQuote = 40;

/** What is said while it works, on one line. `seconds` since the wait began, where they can tick. */
export function renderProgress({ text, quote }: Reply, seconds: number | undefined): string {
  const words = quote === undefined ? '' : `“${shorten(escapeLine(quote))}”`;
  return [escapeLine(text), words, seconds === undefined ? '' : `${seconds} s`].filter(Boolean).join(' ');
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length > longestQuote ? `${characters.slice(0, longestQuote - 1).join('')}…` : text;
}

function renderSection({ heading, rows }: Section): string {
  const width = Math.max(0, ...rows.map(({ term }) => term.length));
  const lines = rows.map(({ term, text }) => `  ${escapeLine(term).padEnd(width)}  ${escapeLine(text)}`);
  return ['', escapeLine(heading), ...lines].join('\n');
}
