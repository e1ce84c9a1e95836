import type { Fact, MessageRef } from '../../core/reply.ts';
import { escapeLine, shorten } from './escape.ts';

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
  const [text, address] = [factText(fact), fact.message && addressOf(fact.message)];
  // A link around nothing, or around a bracket, may be shown with all its signs.
  return address && text.trim() && !/[[\]]/.test(text) ? `[${text}](${address})` : text;
}

const id = /^\d{17,20}$/;

/** Where a message is on Discord; undefined for one that is elsewhere. */
function addressOf({ key, channel, community }: MessageRef): string | undefined {
  const [, message = ''] = /^discord:(.*)$/.exec(key) ?? [];
  const ids = [message, channel, ...(community === undefined ? [] : [community])];
  if (!ids.every((each) => id.test(each))) return undefined;
  return `https://discord.com/channels/${community ?? '@me'}/${channel}/${message}`;
}
