import { crc32, deflateSync } from 'node:zlib';
import type { Paint } from './paint.ts';
import { hashOf } from './random.ts';

/** A valid PNG of one colour, made in well under a millisecond: one bit for each pixel and a palette of one entry. */
export function plainPicture(width: number, height: number, seed = 0): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Depth 1, palette; compression, filter and interlace have no other value that we want.
  header.set([1, 3, 0, 0, 0], 8);
  const palette = Buffer.alloc(3);
  palette.writeUIntBE(hashOf(String(seed)) & 0xffffff, 0, 3);
  const rows = Buffer.alloc(height * (1 + Math.ceil(width / 8)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Paints plain pictures of the ordered size in a colour that depends on the seed, for tests that look at no picture. */
export const plainPaint: Paint = async ({ width, height, seed }, signal) => {
  signal.throwIfAborted();
  return plainPicture(width, height, seed);
};

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(12 + data.byteLength);
  bytes.writeUInt32BE(data.byteLength, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.byteLength)), 8 + data.byteLength);
  return bytes;
}
