import { createHash } from 'node:crypto';
import type { Image, Images } from '../../src/core/image.ts';
import { Problem } from '../../src/core/problem.ts';
import { inscribe } from '../../src/images/inscription.ts';

/** Pictures in memory, content-addressed like the real ones. */
export function memoryImages(): Images {
  const blobs = new Map<string, Blob>();
  async function open(image: Image): Promise<Blob> {
    const blob = blobs.get(image.key);
    if (!blob) throw new Problem('storage_failed', {});
    return blob;
  }
  return {
    open,
    check: async () => undefined,
    remove: async ({ key }) => void blobs.delete(key),
    read: async (image) => (await open(image)).bytes(),
    async put(given, type, { width, height }, inscription) {
      const bytes = inscription ? Buffer.concat(inscribe(given, type, inscription)) : given;
      const image: Image = { key: sha256(bytes), type, width, height, bytes: bytes.byteLength };
      blobs.set(image.key, new Blob([Uint8Array.from(bytes)], { type }));
      return image;
    },
  };
}

/** 64 lower-case hex digits, the same as `Image.key`. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Bytes that begin like a PNG and are different for each seed; no platform looks further. */
export function pngBytes(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0, state = seed; at < length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
}
