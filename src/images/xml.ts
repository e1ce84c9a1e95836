/** What XML 1.0 cannot hold, not even by its number: most controls, halves of surrogate pairs, two non-characters. */
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** A backslash that would be read as one of ours. */
const likeOurs = /\\(?=u[\da-f]{4})/gi;

/** Whatever has a meaning in XML, or is changed by those who read it. `]]>` must not be there either. */
const special = /[&<>"'\t\n\r\u007f-\u009f\u2028\u2029\ufeff]/g;

/** Any text, so that XML can hold it: what it cannot is written `\u0000`. `readEscapes` gives exactly the text again. */
export function escapeUnwritable(text: string): string {
  return text.replace(likeOurs, hex).replace(unwritable, hex);
}

/** Takes back what `escapeUnwritable` did. */
export function readEscapes(text: string): string {
  return text.replace(/\\u([\da-f]{4})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** For people: what XML cannot hold is shown as a sign that something was there. */
export function withoutUnwritable(text: string): string {
  return text.replace(unwritable, '\ufffd');
}

/** Text for elements and attributes alike. Nothing in it needs to be kept by those who tidy up blanks. */
export function escapeXml(text: string): string {
  return text.replace(special, (character) => `&#${character.charCodeAt(0)};`);
}

/** What an element or attribute says. A reference that means nothing stays as it is. */
export function unescapeXml(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos));/gi,
    (whole, decimal, hexadecimal, name) => {
      if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function hex(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
