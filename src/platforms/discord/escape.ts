/**
 * Makes plain text look in Discord exactly as it is written. A backslash goes before
 *
 * - `\` `*` `_` `~` `|` and the backtick: emphasis, underline, strike-through, spoilers, code, the escape itself;
 * - `<` `@` `#`: mentions of people, roles, channels, @everyone and @here, timestamps, custom emoji, command links,
 *   angle-bracket links, headings and small print;
 * - `[` `]`: masked links; `:` before anything but a blank: addresses (`https://`) and emoji names (`:fox:`);
 * - `>` and, where a line begins, `-` `+` and the dot of `1.`: quotes and lists.
 *
 * Nothing else is touched, because "Copy Text" in Discord copies the backslashes too. Control characters other than
 * line breaks and tabs go. Escapes do not stop notifications, which Discord finds in the raw text: every payload also
 * carries `allowed_mentions: { parse: [] }`.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\p{Cc}--[\n\t]]/gv, '')
    .replace(/[\\*_~|`<>@#[\]]|:(?=\S)/g, '\\$&')
    .replace(/^([^\S\n]*)([-+])(?=\s|$)/gm, '$1\\$2')
    .replace(/^([^\S\n]*\d+)([.)])(?=\s|$)/gm, '$1\\$2');
}

/** The same, on one line: for values that stand beside others. */
export function escapeLine(text: string): string {
  return escapeMarkdown(text.replace(/\s+/g, ' '));
}

/**
 * The longest beginning of `text` that is at most `limit` UTF-16 units after `write`, cut between whole characters as
 * people see them and ended by `…` when something is missing. `write` must not shorten when its text grows.
 */
export function shorten(text: string, limit: number, write: (text: string) => string = (same) => same): string {
  const whole = write(text);
  if (whole.length <= limit) return whole;
  const ends = [0, ...Array.from(characters.segment(text), ({ index, segment }) => index + segment.length)];
  const cut = (at: number) => write(`${text.slice(0, ends[at])}…`);
  let [fits, tooLong] = [0, ends.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (cut(middle).length <= limit) fits = middle;
    else tooLong = middle;
  }
  const result = cut(fits);
  return result.length <= limit ? result : '';
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
