import type { ImageType, Inscription } from '../core/image.ts';
import { inscribeJpeg, readJpeg } from './jpeg.ts';
import { inscribePng, readPng } from './png.ts';
import { inscribeWebp, readWebp } from './webp.ts';

/** No header of the three types is shorter. */
const shortestFile = 20;

/**
 * The picture file with an inscription in it, as pieces to be written one after the other, most of them views of `bytes`:
 * XMP with the mark that it was made by an AI (IPTC: trainedAlgorithmicMedia), and texts in a PNG. The pixels stay as they
 * are. A file that is not built as its type should be stays as it is: the picture matters more.
 */
export function inscribe(bytes: Uint8Array, type: ImageType, inscription: Inscription): readonly Uint8Array[] {
  const file = viewOf(bytes);
  if (typeOf(file) !== type) return [bytes];
  return writers[type](file, inscription) ?? [bytes];
}

/**
 * What a picture file of anybody's tells about how it was made, when it was made here. The file may hold anything: it is
 * gone through once, and texts of more than 64 KiB are passed over. Both strings are as long as that at most.
 */
export function readInscription(bytes: Uint8Array): Inscription | undefined {
  const file = viewOf(bytes);
  const type = typeOf(file);
  return type && readers[type](file);
}

const writers = { 'image/png': inscribePng, 'image/jpeg': inscribeJpeg, 'image/webp': inscribeWebp } as const;
const readers = { 'image/png': readPng, 'image/jpeg': readJpeg, 'image/webp': readWebp } as const;

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** What a file begins as; undefined for any other kind, and for one that is too short to be a picture. */
export function typeOf(bytes: Buffer): ImageType | undefined {
  if (bytes.length < shortestFile) return undefined;
  const starts = bytes.toString('latin1', 0, 12);
  if (starts.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (starts.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  return /^RIFF.{4}WEBP$/s.test(starts) ? 'image/webp' : undefined;
}
