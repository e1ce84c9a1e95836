import { flagAt } from '../src/core/flags.ts';
import { parseText } from '../src/core/grammar.ts';
import type { Option } from '../src/core/option.ts';
import { Problem } from '../src/core/problem.ts';
import { shorten } from '../src/core/suggest.ts';
import { longestPinnedPrompt } from './options.ts';

/** `cat -> fox`, also with the arrows that phones and Chinese keyboards write. */
const replacement = /^(.+?)\s*(?:->|=>|→|⇒|－＞)\s*(.*)$/su;
const addition = /^[+＋]\s*(.+)$/su;
const removal = /^[-－–—−]\s+(.+)$/su;

/**
 * Options with a change applied to them, as somebody writes it in answer to a picture: `cat -> fox; + at night; - hat
 * --ar 16:9`. Words that are none of these are the new prompt. Throws Problem `change_unmatched` for words that are not in
 * the prompt, and the `option_…` Problems.
 */
export function revise(
  fields: Readonly<Record<string, unknown>>,
  change: string,
  options: readonly Option[],
): Readonly<Record<string, unknown>> {
  const { prompt: words, ...flags } = parseText(change, options);
  const prompt = typeof words === 'string' ? revisePrompt(String(fields['prompt'] ?? ''), words) : fields['prompt'];
  // A preset holds wherever nothing else was chosen, so what the picture had would leave nothing of it.
  const before = 'preset' in flags ? { seed: fields['seed'] } : fields;
  return { ...withoutRivals(before, flags), ...flags, prompt };
}

/**
 * Whether words begin as only a change does: `cat -> fox`, `+ at night`, `- hat` or `--ar 16:9`. People who talk to each
 * other write `+1` and `:->`, which are none.
 */
export function isChange(words: string, options: readonly Option[]): boolean {
  const [first = ''] = words.split(/[;；\n]/).flatMap((part) => part.trim() || []);
  if (changeOf(first)) return /[\p{L}\p{N}]/u.test(first) && !/^[+＋]\d/.test(first);
  return beginsWithFlag(first, options);
}

/** What only looks like a flag is none: nobody may have meant it for the bot. */
function beginsWithFlag(words: string, options: readonly Option[]): boolean {
  try {
    return flagAt(words, 0, options) !== undefined;
  } catch {
    return false;
  }
}

/** Either the aspect or width and height: whoever gives the one takes the others back. */
function withoutRivals(fields: Readonly<Record<string, unknown>>, flags: Readonly<Record<string, unknown>>) {
  const { aspect, width, height, ...rest } = fields;
  if ('aspect' in flags) return rest;
  if ('width' in flags || 'height' in flags) return { ...rest, width, height };
  return fields;
}

/** Changes are apart by semicolons or line breaks; one by one they are applied to what the last one has left. */
function revisePrompt(prompt: string, words: string): string {
  const changes = words.split(/[;；\n]/).flatMap((part) => part.trim() || []);
  const read = changes.map(changeOf);
  // A semicolon in a new prompt is no reason to cut it.
  if (read.some((apply) => apply === undefined)) return words.trim();
  return read.reduce((now, apply) => bounded(apply?.(now) ?? now), prompt);
}

/** A few changes could make a prompt so long that there is no room for it. Throws Problem `option_too_long`. */
function bounded(prompt: string, length = prompt.length): string {
  if (length <= longestPinnedPrompt) return prompt;
  throw new Problem('option_too_long', { option: 'prompt', length, maximum: longestPinnedPrompt });
}

type Change = (prompt: string) => string;

function changeOf(part: string): Change | undefined {
  const [, before, after] = replacement.exec(part) ?? [];
  if (before !== undefined && after !== undefined)
    return (prompt) => tidy(replaceAll(prompt, before.trim(), after.trim()));
  const added = addition.exec(part)?.[1];
  if (added !== undefined) return (prompt) => join(prompt, added.trim());
  const removed = removal.exec(part)?.[1];
  return removed === undefined ? undefined : (prompt) => tidy(replaceAll(prompt, removed.trim(), ''));
}

/** Whatever the case. Words are whole ones, so that `cat -> dog` leaves “category” as it is. */
function replaceAll(prompt: string, before: string, after: string): string {
  const literal = before.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const start = /^[\p{L}\p{N}]/u.test(before) && !spaceless.test(before) ? '(?<![\\p{L}\\p{N}])' : '';
  const end = /[\p{L}\p{N}]$/u.test(before) && !spaceless.test(before) ? '(?![\\p{L}\\p{N}])' : '';
  const pattern = new RegExp(`${start}${literal}${end}`, 'giu');
  const { length: matches } = prompt.match(pattern) ?? [];
  if (matches === 0) throw new Problem('change_unmatched', { given: shorten(before) });
  bounded(prompt, prompt.length + matches * (after.length - before.length));
  return prompt.replace(pattern, () => after);
}

/** Scripts that put no spaces between words. */
const spaceless = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u;

function join(prompt: string, added: string): string {
  const comma = spaceless.test(prompt.slice(-1)) ? '，' : ', ';
  return prompt.trim() === '' ? added : `${prompt.trimEnd().replace(/[,，、.。]$/u, '')}${comma}${added}`;
}

/** What is left around words that are gone. */
function tidy(prompt: string): string {
  return prompt
    .replace(/\s+([,，、;；.。])/gu, '$1')
    .replace(/([,，、])(?:\s*[,，、])+/gu, '$1')
    .replace(/^[\s,，、;；]+|[\s,，、;；]+$/gu, '')
    .replace(/[^\S\n]{2,}/g, ' ');
}
