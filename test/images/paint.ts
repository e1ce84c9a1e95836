import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { ImageType } from '../../src/core/image.ts';

export interface Painting {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
  readonly alpha?: boolean;
  readonly lossless?: boolean;
  /** Written into it by others. */
  readonly xmp?: string | undefined;
}

/** A small picture of noise, made by a library that is not ours. */
export async function paint({ type, width, height, alpha = false, lossless = false, xmp }: Painting): Promise<Buffer> {
  const channels = alpha && type !== 'image/jpeg' ? 4 : 3;
  const noise = Buffer.from(Array.from({ length: width * height * channels }, (_, at) => (at * 7919) % 256));
  const raw = sharp(noise, { raw: { width, height, channels } });
  const image = xmp === undefined ? raw : raw.withXmp(xmp);
  if (type === 'image/png') return image.png().toBuffer();
  return type === 'image/jpeg' ? image.jpeg().toBuffer() : image.webp({ lossless }).toBuffer();
}

/** A PNG's chunk with a text in it. `data`: what comes after its name. */
export function textChunk(data: string | Uint8Array, type = 'tEXt'): Buffer {
  return pngChunk(data, type);
}

export function pngChunk(data: string | Uint8Array, type: string): Buffer {
  const body = Buffer.concat([Buffer.from(type), Buffer.from(data)]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(body.length - 4);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), chunk.length - 4);
  return chunk;
}

/** A small chunk whose text takes 16 MiB once it is unpacked. */
export function bomb(type: 'zTXt' | 'iTXt'): Buffer {
  const packed = deflateSync(Buffer.alloc(16 * 1024 * 1024, ' '));
  const head = type === 'zTXt' ? 'parameters\0\0' : 'parameters\0\u0001\0\0\0';
  return textChunk(Buffer.concat([Buffer.from(head), packed]), type);
}
