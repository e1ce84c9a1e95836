const key = Buffer.from('"binary_data_base64"');

/** Stands in the JSON for the lifted text; base64 has no colon. */
export const placeholder = 'lifted:0';

/** Below this, parsing the text as it is costs nothing. */
const shortest = 16_384;

/** An answer of the service with the long base64 of its picture, if there is one, taken out of the JSON. */
export interface Lifted {
  /** JSON, or whatever the service sent instead. */
  readonly text: string;
  readonly base64: Buffer | undefined;
}

/**
 * Takes the picture out of the JSON before that becomes text: a single Chinese word in an answer would double the
 * memory of the whole picture, and parsing would copy it once more.
 */
export function liftPicture(body: Buffer): Lifted {
  const start = startOfText(body);
  const end = start < 0 ? -1 : body.indexOf('"', start);
  const base64 = end - start < shortest ? undefined : unescaped(body.subarray(start, end));
  if (!base64) return { text: body.toString(), base64: undefined };
  return { text: `${body.toString('utf8', 0, start)}${placeholder}${body.toString('utf8', end)}`, base64 };
}

/** With escapes resolved: PHP writes `\/`, Gson `\u003d`, and line breaks are `\n`. Undefined when JSON has no such escape. */
function unescaped(text: Buffer): Buffer | undefined {
  if (!text.includes('\\')) return text;
  try {
    return Buffer.from(String(JSON.parse(`"${text}"`)));
  } catch {
    return undefined;
  }
}

/** Where the first string with something in it begins in the list of pictures, or -1. Inside of other strings the key would have escaped quotes. */
function startOfText(body: Buffer): number {
  const found = body.indexOf(key);
  if (found < 0) return -1;
  const after = found + key.length;
  const opening = /^\s*:\s*\[\s*(?:""\s*,\s*)*"/.exec(body.toString('latin1', after, after + 64))?.[0];
  return opening === undefined ? -1 : after + opening.length;
}
