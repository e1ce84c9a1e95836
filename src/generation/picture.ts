import { imageSize } from 'image-size';
import type { ImageType } from '../core/image.ts';
import { Problem } from '../core/problem.ts';
import { mebibyte } from './read-body.ts';

/** Four times the largest picture to be expected, a 1536 × 1536 PNG of about 5 MB (API sheet, section 3). */
export const largestPicture = 20 * mebibyte;

/** The size stands near the start, behind colour profile and provenance. image-size takes 0.3 s for a hostile MiB. */
const longestHeader = mebibyte / 4;

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
 * Throws Problem `picture_unreadable`.
 */
export function readPicture(bytes: Buffer): Picture {
  const type = typeOf(bytes);
  if (!type || bytes.length < shortestFile) throw unreadable('neither PNG, JPEG nor WebP');
  const { width, height } = sizeOf(bytes);
  if (!(width > 0 && height > 0)) throw unreadable('a picture without width or height');
  return { bytes, type, width, height };
}

/** Base64 characters decoded at once, a multiple of four: short texts cost no lasting memory. */
const piece = 65_536;

/** Decodes base64 characters, with or without a `data:` prefix. Throws Problem `picture_unreadable` or `picture_too_large`. */
export function decodeBase64(text: Buffer): Buffer {
  const start = text.toString('latin1', 0, 5) === 'data:' ? text.indexOf(',') + 1 : 0;
  const padding = /={0,2}$/.exec(text.toString('latin1', Math.max(start, text.length - 2)))?.[0].length ?? 0;
  const characters = text.length - padding - start;
  const length = Math.floor((characters * 3) / 4);
  if (length > largestPicture) throw new Problem('picture_too_large', {}, { hint: `${length} bytes` });
  const bytes = Buffer.allocUnsafe(length);
  let written = 0;
  for (let from = start; from < text.length; from += piece) {
    written += bytes.write(text.toString('latin1', from, from + piece), written, 'base64');
  }
  // The decoder skips what is not base64, which shows as missing bytes or as a length that base64 never has.
  if (written !== length || characters % 4 === 1) throw unreadable('invalid base64');
  return bytes;
}

function typeOf(bytes: Buffer): ImageType | undefined {
  const starts = bytes.toString('latin1', 0, 12);
  if (starts.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (starts.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  return /^RIFF.{4}WEBP$/s.test(starts) ? 'image/webp' : undefined;
}

function sizeOf(bytes: Buffer): { width: number; height: number } {
  try {
    // A copy of exactly the header: image-size reads past the end of a view into whatever memory follows it.
    return imageSize(new Uint8Array(bytes.subarray(0, longestHeader)));
  } catch (cause) {
    throw unreadable('a broken header', cause);
  }
}

function unreadable(hint: string, cause?: unknown): Problem {
  return new Problem('picture_unreadable', {}, { hint, cause });
}
