/** Whether a space, line break or the like is at `at`. False past the end. */
export function isSpace(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at));
}

/** The first place from `start` that holds no space. */
export function skipSpace(text: string, start: number): number {
  let at = start;
  while (isSpace(text, at)) at++;
  return at;
}

/** The first place from `start` that holds a space, or the end of the text. */
export function skipWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isSpace(text, at)) at++;
  return at;
}
