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

/** Whether a reader would see nothing at all: only spaces, controls and characters without a shape. */
export function isBlank(text: string): boolean {
  // U+2800 is the braille pattern without dots: the one blank that Unicode counts as visible.
  return /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u.test(text);
}
