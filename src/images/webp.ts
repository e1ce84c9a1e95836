import type { Inscription } from '../core/image.ts';
import { decodeUtf8 } from './utf8.ts';
import { longestXmp, readXmp, writeXmp } from './xmp.ts';

interface Chunk {
  readonly type: string;
  /** Where it begins, where its own bytes end, and where the next one begins: at an even place. */
  readonly start: number;
  readonly stop: number;
  readonly end: number;
}

/** Flags of the extended header (RFC 9649, section 2.7). */
const hasXmp = 0x04;
const hasAlpha = 0x10;

const xmpType = 'XMP ';

/** Nobody has more packets, and each costs time to read. */
const mostPackets = 8;

/** The file in pieces, with the inscription in it; undefined when it is not built as a WebP should be. */
export function inscribeWebp(bytes: Buffer, inscription: Inscription): readonly Uint8Array[] | undefined {
  const size = bytes.readUInt32LE(4) + 8;
  const chunks = [...chunksOf(bytes)];
  const first = chunks[0];
  if (!first || chunks.at(-1)?.end !== size || size > bytes.length) return undefined;
  const head = headOf(bytes, first);
  const old = chunks.find(({ type }) => type === xmpType);
  const existing = old && packetIn(bytes, old);
  if (!head || (old && existing === undefined)) return undefined;
  const xmp = writeXmp(inscription, existing);
  if (xmp === undefined) return undefined;
  const from = first.type === 'VP8X' ? first.end : first.start;
  const body = [
    bytes.subarray(from, old?.start ?? size),
    chunkOf(xmpType, Buffer.from(xmp)),
    bytes.subarray(old?.end ?? size, size),
  ];
  const length = [head, ...body].reduce((sum, piece) => sum + piece.length, 4);
  return [riff(length), head, ...body, bytes.subarray(size)].filter((piece) => piece.length > 0);
}

/** What a WebP says about itself. */
export function readWebp(bytes: Buffer): Inscription | undefined {
  let found = 0;
  for (const chunk of chunksOf(bytes)) {
    if (chunk.type !== xmpType) continue;
    const packet = packetIn(bytes, chunk);
    const read = packet === undefined ? undefined : readXmp(packet);
    if (read || ++found === mostPackets) return read;
  }
  return undefined;
}

/** Every whole chunk of the file: its type, its length, so many bytes, and one more where that is odd. */
function* chunksOf(bytes: Buffer): Generator<Chunk, void, void> {
  const size = Math.min(bytes.length, bytes.readUInt32LE(4) + 8);
  for (let start = 12; start + 8 <= size; ) {
    const length = bytes.readUInt32LE(start + 4);
    const stop = start + 8 + length;
    const end = stop + (length % 2);
    if (end > size) return;
    yield { type: bytes.toString('latin1', start, start + 4), start, stop, end };
    start = end;
  }
}

function packetIn(bytes: Buffer, { start, stop }: Chunk): string | undefined {
  return stop - start > longestXmp + 8 ? undefined : decodeUtf8(bytes.subarray(start + 8, stop));
}

/** The extended header that says there is XMP: the file's own, or one made for a simple file. */
function headOf(bytes: Buffer, first: Chunk): Buffer | undefined {
  const data = bytes.subarray(first.start + 8, first.stop);
  if (first.type === 'VP8X') {
    if (data.length < 10) return undefined;
    const extended = Buffer.from(bytes.subarray(first.start, first.end));
    extended[8] = (extended[8] ?? 0) | hasXmp;
    return extended;
  }
  const simple = first.type === 'VP8 ' ? lossy(data) : first.type === 'VP8L' ? lossless(data) : undefined;
  if (!simple) return undefined;
  const { width, height, alpha } = simple;
  const extended = Buffer.alloc(10);
  extended[0] = hasXmp | (alpha ? hasAlpha : 0);
  extended.writeUIntLE(width - 1, 4, 3);
  extended.writeUIntLE(height - 1, 7, 3);
  return chunkOf('VP8X', extended);
}

interface Canvas {
  /** Pixels, from 1. */
  readonly width: number;
  readonly height: number;
  readonly alpha: boolean;
}

/** A key frame's header (RFC 6386, section 9.1). The two highest bits of each side only say how to scale. */
function lossy(data: Buffer): Canvas | undefined {
  if (data.length < 10 || data.readUIntBE(3, 3) !== 0x9d012a) return undefined;
  const width = data.readUInt16LE(6) & 0x3fff;
  const height = data.readUInt16LE(8) & 0x3fff;
  return width > 0 && height > 0 ? { width, height, alpha: false } : undefined;
}

/** RFC 9649, section 3.4: a signature, both sides less one in 14 bits each, and whether there is transparency. */
function lossless(data: Buffer): Canvas | undefined {
  if (data.length < 5 || data[0] !== 0x2f) return undefined;
  const bits = data.readUInt32LE(1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, alpha: ((bits >>> 28) & 1) === 1 };
}

function chunkOf(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

function riff(length: number): Buffer {
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(length, 4);
  return head;
}
