import { sha256 } from './images.ts';

/** PNG specification, 5.2: how every file begins. */
const signature = 8;

/**
 * SHA-256 of a PNG file as its painter gave it: without the texts that Easel has written inside (`src/images`). Of any
 * other file, of the whole.
 */
export function paintedSha(file: Uint8Array): string {
  const bytes = Buffer.from(file);
  if (bytes.toString('latin1', 1, 4) !== 'PNG') return sha256(bytes);
  const kept = [bytes.subarray(0, signature)];
  for (let start = signature; start < bytes.length; ) {
    // A chunk is its length, its name, so many bytes and a checksum.
    const end = start + 12 + bytes.readUInt32BE(start);
    if (bytes.toString('latin1', start + 4, start + 8) !== 'iTXt') kept.push(bytes.subarray(start, end));
    start = end;
  }
  return sha256(Buffer.concat(kept));
}
