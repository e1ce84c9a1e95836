/** Of a post's title (Discord: channels, name). */
const longestTitle = 100;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first words of somebody's, on one line and never cut within what reads as one character. */
export function titleOf(said: string): string {
  const line = said.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  if (line.length <= longestTitle) return line || '…';
  let title = '';
  for (const { segment } of graphemes.segment(line)) {
    if (title.length + segment.length >= longestTitle) break;
    title += segment;
  }
  // At a word's end, where there is one; some scripts have none.
  const [whole = title] = /^.{40,}(?=\s)/su.exec(title) ?? [];
  return `${whole.trim()}…`;
}
