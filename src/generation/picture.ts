import { imageSize } from 'image-size';
import type { ImageType } from '../core/image.ts';
import { Problem } from '../core/problem.ts';
import { walkJpeg } from './jpeg.ts';
import { mebibyte } from './read-body.ts';

/** Four times the largest picture to be expected, a 1536 × 1536 PNG of about 5 MB (API sheet, section 3). */
export const largestPicture = 20 * mebibyte;

/** PNG and WebP have their size in the first 40 bytes. image-size takes 0.3 s for a hostile MiB. */
const longestHeader = 64;

/** More than five times the largest picture to be expected; a decoder would need 256 MiB for it. */
const longestSide = 8192;

/** No header of the three types is shorter, but image-size takes missing bytes of a WebP for zeros. */
const shortestFile = 30;

/** A picture file as the service sent it. */
export interface Picture {
  readonly bytes: Buffer;
  readonly type: ImageType;
  /** Pixels, read from the file itself. */
  readonly width: number;
  readonly height: number;
}

/**
 * Reads type and size from the bytes, never from names or content types (API sheet, section 3).
 * Throws Problem `picture_unreadable`, also for half a picture, which viewers would show as a whole one.
 */
export function readPicture(bytes: Buffer): Picture {
  const type = typeOf(bytes);
  if (!type || bytes.length < shortestFile) throw unreadable('neither PNG, JPEG nor WebP');
  if (isCutOff(bytes)) throw unreadable('the file is cut off');
  const { width, height } = sizeOf(bytes, type);
  if (!(width > 0 && height > 0)) throw unreadable('a picture without width or height');
  if (Math.max(width, height) > longestSide) throw unreadable(`a picture of ${width} × ${height}`);
  return { bytes, type, width, height };
}

/** Whether the bytes begin as a picture and do not end as one. Bytes after the end do not matter. */
export function isCutOff(bytes: Buffer): boolean {
  switch (typeOf(bytes)) {
    case 'image/png':
      return !hasLastChunk(bytes);
    case 'image/jpeg':
      return !walkJpeg(bytes).isWhole;
    case 'image/webp':
      return bytes.readUInt32LE(4) + 8 > bytes.length;
    default:
      return false;
  }
}

/** A chunk is its length, its name, so many bytes and a checksum. */
function hasLastChunk(png: Buffer): boolean {
  for (let at = 8; at + 12 <= png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IEND') return true;
  }
  return false;
}

/** Base64 characters decoded at once, a multiple of four: short texts cost no lasting memory. */
const piece = 65_536;

/**
 * Decodes base64 characters, with or without a `data:` prefix, line breaks and blanks.
 * Throws Problem `picture_unreadable` or `picture_too_large`.
 */
export function decodeBase64(written: Buffer): Buffer {
  const text = withoutBlanks(written);
  const start = text.toString('latin1', 0, 5) === 'data:' ? text.indexOf(',') + 1 : 0;
  const padding = /={0,2}$/.exec(text.toString('latin1', Math.max(start, text.length - 2)))?.[0].length ?? 0;
  const characters = text.length - padding - start;
  const length = Math.floor((characters * 3) / 4);
  if (length > largestPicture) throw new Problem('picture_too_large', {}, { hint: `${length} bytes` });
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  for (let from = start; from < text.length; from += piece) {
    filled += bytes.write(text.toString('latin1', from, from + piece), filled, 'base64');
  }
  // The decoder skips what is not base64, which shows as missing bytes or as a length that base64 never has.
  if (filled !== length || characters % 4 === 1) throw unreadable('invalid base64');
  return bytes;
}

/** Blank, tab, line feed, carriage return. */
const blanks = [0x20, 0x09, 0x0a, 0x0d];

function withoutBlanks(text: Buffer): Buffer {
  if (!blanks.some((blank) => text.includes(blank))) return text;
  const rest = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (const byte of text) if (!blanks.includes(byte)) rest[length++] = byte;
  return rest.subarray(0, length);
}

function typeOf(bytes: Buffer): ImageType | undefined {
  const starts = bytes.toString('latin1', 0, 12);
  if (starts.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (starts.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  return /^RIFF.{4}WEBP$/s.test(starts) ? 'image/webp' : undefined;
}

function sizeOf(bytes: Buffer, type: ImageType): { readonly width: number; readonly height: number } {
  const size = type === 'image/jpeg' ? walkJpeg(bytes).size : headerSize(bytes, type);
  if (!size) throw unreadable('a broken header');
  return size;
}

function headerSize(bytes: Buffer, type: ImageType) {
  try {
    // A copy of exactly the header: image-size reads past the end of a view into whatever memory follows it.
    const found = imageSize(new Uint8Array(bytes.subarray(0, longestHeader)));
    // What it does not know as PNG or WebP may still look like one of its other types inside.
    return `image/${found.type}` === type ? found : undefined;
  } catch {
    return undefined;
  }
}

function unreadable(hint: string): Problem {
  return new Problem('picture_unreadable', {}, { hint });
}
