import { crc32, inflateSync } from 'node:zlib';
import type { Inscription } from '../core/image.ts';
import { decodeUtf8 } from './utf8.ts';
import { escapeUnwritable, readEscapes, withoutUnwritable } from './xml.ts';
import { longestXmp, readXmp, writeXmp } from './xmp.ts';

/** PNG specification, third edition: the text of a chunk, under a keyword. */
interface Text {
  readonly keyword: string;
  readonly text: string;
}

interface Chunk {
  readonly type: string;
  /** Where it begins, and where the next one does. */
  readonly start: number;
  readonly end: number;
}

/** Where Adobe keeps XMP in a PNG (XMP specification, part 3, 1.1.5). */
const xmpKeyword = 'XML:com.adobe.xmp';
/** Where AUTOMATIC1111 and whatever reads its pictures keep what a picture was asked for with. */
const parametersKeyword = 'parameters';
const descriptionKeyword = 'Description';
const keywords: readonly string[] = [xmpKeyword, parametersKeyword, descriptionKeyword];

/** How the lines of ours begin, among those of others. */
const ourLine = '/imagine ';

/** Nobody has more texts under these keywords, and each may cost as much as `longestXmp` to unpack. */
const mostTexts = 8;

/** More than the largest picture has, whose data come in pieces of 8 KiB; who has more has something in mind. */
const mostChunks = 10_000;

/** Signature and IHDR. */
const headerEnd = 33;

/** The file in pieces, with the inscription in it; undefined when it is not built as a PNG should be. */
export function inscribePng(bytes: Buffer, inscription: Inscription): readonly Uint8Array[] | undefined {
  const chunks = [...chunksOf(bytes)];
  if (chunks[0]?.type !== 'IHDR' || chunks[0].end !== headerEnd || chunks.at(-1)?.type !== 'IEND') return undefined;
  const texts = chunks.flatMap((chunk) => {
    const text = textIn(bytes, chunk);
    return text ? [{ ...text, chunk }] : [];
  });
  const xmps = texts.filter(({ keyword }) => keyword === xmpKeyword);
  const ours = texts.some(isOurs) ? texts.filter((text) => isOurs(text) || text.keyword === descriptionKeyword) : [];
  const xmp = writeXmp(inscription, xmps[0]?.text);
  const written = [
    textChunk(parametersKeyword, escapeUnwritable(inscription.command)),
    textChunk(descriptionKeyword, withoutUnwritable(inscription.description)),
    ...(xmp === undefined ? [] : [textChunk(xmpKeyword, xmp)]),
  ];
  const replaced = [...ours, ...(xmp === undefined ? [] : xmps)].map(({ chunk }) => chunk);
  return [bytes.subarray(0, headerEnd), ...written, ...without(bytes, headerEnd, replaced)];
}

/** What a PNG says about itself, in the XMP or in the words of our own. */
export function readPng(bytes: Buffer): Inscription | undefined {
  let command: string | undefined;
  let description: string | undefined;
  let found = 0;
  for (const chunk of chunksOf(bytes)) {
    if (keywordIn(bytes, chunk) === undefined) continue;
    // Also what cannot be unpacked has cost the time to try.
    if (++found > mostTexts) break;
    const text = textIn(bytes, chunk);
    if (!text) continue;
    const read = text.keyword === xmpKeyword ? readXmp(text.text) : undefined;
    if (read) return read;
    if (isOurs(text)) command ??= readEscapes(text.text);
    if (text.keyword === descriptionKeyword) description ??= text.text;
  }
  return command === undefined ? undefined : { command, description: description ?? '' };
}

function isOurs({ keyword, text }: Text): boolean {
  return keyword === parametersKeyword && text.startsWith(ourLine);
}

/** Every whole chunk up to the end. A chunk is its length, its name, so many bytes and a checksum. */
function* chunksOf(bytes: Buffer): Generator<Chunk, void, void> {
  for (let start = 8, count = 0; start + 12 <= bytes.length && count < mostChunks; count++) {
    const end = start + 12 + bytes.readUInt32BE(start);
    if (end > bytes.length) return;
    const type = bytes.toString('latin1', start + 4, start + 8);
    yield { type, start, end };
    if (type === 'IEND') return;
    start = end;
  }
}

/** Which of the keywords a chunk's text is under. */
function keywordIn(bytes: Buffer, { type, start, end }: Chunk): string | undefined {
  if (!['tEXt', 'zTXt', 'iTXt'].includes(type) || end - start > longestXmp + 200) return undefined;
  const data = bytes.subarray(start + 8, end - 4);
  return keywords.find((word) => data.toString('latin1', 0, word.length + 1) === `${word}\0`);
}

/** The text of a chunk under one of the keywords; undefined for every other one, and for what cannot be read. */
function textIn(bytes: Buffer, chunk: Chunk): Text | undefined {
  const keyword = keywordIn(bytes, chunk);
  if (keyword === undefined) return undefined;
  const { type, start, end } = chunk;
  const rest = bytes.subarray(start + 8 + keyword.length + 1, end - 4);
  const text = type === 'iTXt' ? international(rest) : type === 'zTXt' ? unpack(rest.subarray(1)) : rest;
  if (!text) return undefined;
  const words = type === 'iTXt' ? decodeUtf8(text) : text.toString('latin1');
  return words === undefined ? undefined : { keyword, text: words };
}

/** Whether it is packed, how, its language, the keyword in that language, and the text. */
function international(data: Buffer): Buffer | undefined {
  const language = data.indexOf(0, 2);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) return undefined;
  const text = data.subarray(translated + 1);
  return data[0] === 0 ? text : unpack(text);
}

function unpack(packed: Buffer): Buffer | undefined {
  try {
    return inflateSync(packed, { maxOutputLength: longestXmp });
  } catch {
    return undefined;
  }
}

function textChunk(keyword: string, text: string): Buffer {
  const body = Buffer.from(`iTXt${keyword}\0\0\0\0\0${text}`);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), chunk.length - 4);
  return chunk;
}

/** What is left from `from` on without those chunks, as views. */
function without(bytes: Buffer, from: number, chunks: readonly Chunk[]): Uint8Array[] {
  const kept: Uint8Array[] = [];
  let at = from;
  for (const { start, end } of chunks.toSorted((one, other) => one.start - other.start)) {
    kept.push(bytes.subarray(at, start));
    at = end;
  }
  return [...kept, bytes.subarray(at)].filter(({ length }) => length > 0);
}
