const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

/**
 * Characters that mean nothing to Slack and look like those that do. mrkdwn has no escape for its marks, and whether an
 * invisible character beside one takes its meaning away is written nowhere.
 */
export const lookAlikes: Readonly<Record<string, string>> = {
  '*': '∗',
  _: 'ˍ',
  '~': '∼',
  '`': 'ˋ',
  ':': '∶',
  '>': '›',
};

/**
 * What a person typed, from the form in which Slack hands over a slash command's text: `&amp;` for an ampersand, and
 * `<@U1|name>`, `<#C1|name>`, `<!here>` or `<https://…|label>` for what Slack recognised. `by`: as what people and channels
 * stand there, `@name` as they were typed, or `@U1`.
 */
export function typedText(text: string, by: 'name' | 'id' = 'name'): string {
  return text.replace(
    /<([@#!])([^<>|]*)(?:\|([^<>]*))?>|<([a-z][a-z0-9+.-]*:[^<>|]*)(?:\|([^<>]*))?>|&(?:amp|lt|gt);/gi,
    (whole, mark, id, name, address, label) => {
      if (address) return decode(label || address);
      if (!mark) return decode(whole);
      const sign = mark === '#' ? '#' : '@';
      if (by === 'id' && mark !== '!') return `${sign}${decode(id)}`;
      return name?.startsWith(sign) ? decode(name) : `${sign}${decode(name || id)}`;
    },
  );
}

function decode(text: string): string {
  return text.replace(/&(amp|lt|gt);/gi, (whole, name: string) => entities[name.toLowerCase()] ?? whole);
}

/**
 * Plain text as mrkdwn that reads the same: never a mention, link, format, quote or emoji. For the places where Slack
 * knows no plain text: a message's fallback `text`.
 */
export function escapeMrkdwn(text: string): string {
  return text
    .replace(/[*_~`:]|^>/gm, (mark) => lookAlikes[mark] ?? '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** The same in at most `maximum` UTF-16 units, however many of them the escaping takes. */
export function cutMrkdwn(text: string, maximum: number): string {
  // Finding where a character ends takes long in a long text.
  const beginning = text.slice(0, 4 * maximum);
  for (let room = maximum; ; ) {
    const shown = escapeMrkdwn(cut(beginning, room));
    if (shown.length <= maximum) return shown;
    // An escaped character is five at most.
    room = Math.max(Math.floor(maximum / 5), room - (shown.length - maximum));
  }
}

/** Text that Slack's JSON accepts and shows as it is: whole surrogate pairs, no control characters but line breaks and tabs. */
export function plain(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(controls, '');
}

// C0 without tab and line feed, DEL and C1.
const controls = /(?![\t\n])\p{Cc}/gu;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** At most `maximum` UTF-16 units with `…` at the end when something is missing; never cuts inside what reads as one character. */
export function cut(text: string, maximum: number): string {
  if (text.length <= maximum) return text;
  const end = graphemes.segment(text).containing(maximum - 1)?.index ?? 0;
  // A single character can be longer than the limit, e.g. a letter under hundreds of accents.
  const kept = end > 0 ? text.slice(0, end) : text.slice(0, maximum - 1).replace(/[\ud800-\udbff]$/, '');
  return `${kept}…`;
}
