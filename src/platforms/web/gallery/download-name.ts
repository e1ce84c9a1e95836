/** Characters of the words; file systems take 255 bytes, which is 85 Chinese characters. */
const longest = 60;

/** Letters, marks and digits of any script; everything else could steer a terminal, a path or the direction of reading. */
const unnameable = /[^\p{L}\p{M}\p{N}]+/gu;

/**
 * The Content-Disposition header that saves a picture under its words and its recipe (RFC 6266, RFC 8187). Nothing that
 * people write is in it but letters and digits. `extension` without a dot.
 */
export function downloadAs(prompt: string, recipe: string, extension: string): string {
  const words = Array.from(prompt.normalize('NFC').replace(unnameable, ' ').trim());
  const name = words.slice(0, longest).join('').trim().replaceAll(' ', '-');
  const whole = [name, recipe].filter(Boolean).join('-');
  return `attachment; filename="easel-${recipe}.${extension}"; filename*=UTF-8''${encodeURIComponent(whole)}.${extension}`;
}
