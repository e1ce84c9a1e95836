import type { Fact } from '../../core/reply.ts';
import { escapeLine, shorten } from './escape.ts';
import { linkTo } from './link.ts';

/** What is kept of a label or value after escaping. */
const longest = { value: 200 };

/** As many whole facts as fit into so many characters, as one line of small print; the first one always does. */
export function factsLine(facts: readonly Fact[], room: number): string {
  const [first, ...rest] = facts.map((fact) => `${shorten(fact.label, longest.value, escapeLine)} ${linked(fact)}`);
  if (first === undefined) return '';
  return rest.reduce((line, fact) => {
    const longer = `${line} · ${fact}`;
    return longer.length <= room ? longer : line;
  }, `-# ${first}`);
}

/** Code is copied without its marks; what could end the code early is shown as text instead. */
export function factText({ value, exact }: Pick<Fact, 'value' | 'exact'>): string {
  const asCode = exact && value.length <= longest.value && /^[\w.:+-]+$/.test(value);
  return asCode ? `\`${value}\`` : shorten(value, longest.value, escapeLine);
}

function linked(fact: Fact): string {
  const [text, address] = [factText(fact), fact.message && linkTo(fact.message)];
  // A link around nothing, or around a bracket, may be shown with all its signs.
  return address && text.trim() && !/[[\]]/.test(text) ? `[${text}](${address})` : text;
}
