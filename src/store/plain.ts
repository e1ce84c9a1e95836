/** What people wrote, as both engines take it: PostgreSQL has no NUL in a text. */
export function plain(text: string): string {
  return text.replaceAll('\u0000', '');
}
