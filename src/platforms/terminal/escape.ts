/**
 * Takes out everything that a terminal would obey instead of show: control characters (C0, DEL, C1; ECMA-48) but line
 * breaks, and the marks that turn the order of what follows around (Unicode, annex 9), which could disguise a path.
 * Right-to-left text itself, and the marks that it needs, stay.
 */
export function escapeText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '');
}

/** The same on one line, so that words of a prompt cannot pass for a line of ours. */
export function escapeLine(text: string): string {
  return escapeText(text.replace(/[\u2028\u2029]/g, '\n')).replace(/\s*\n\s*/g, ' ');
}
