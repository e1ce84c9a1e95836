import type { Inscription } from '../core/image.ts';
import { decodeUtf8 } from './utf8.ts';
import { readXmp, writeXmp } from './xmp.ts';

interface Segment {
  readonly marker: number;
  /** Where it begins, and where the next one does. */
  readonly start: number;
  readonly end: number;
}

/** How a segment with XMP begins (XMP specification, part 3, 1.1.3), and one with Exif. */
const xmpHeader = Buffer.from('http://ns.adobe.com/xap/1.0/\0');
const exifHeader = Buffer.from('Exif\0\0');

const app0 = 0xe0;
const app1 = 0xe1;
const startOfScan = 0xda;

/** Before the pixels; a colour profile and its like take some dozens. */
const mostSegments = 1000;

/** Nobody has more packets, and each costs time to read. */
const mostPackets = 8;

/** The file in pieces, with the inscription in it; undefined when it is not built as a JPEG should be. */
export function inscribeJpeg(bytes: Buffer, inscription: Inscription): readonly Uint8Array[] | undefined {
  const segments = [...segmentsOf(bytes)];
  if (segments.at(-1)?.marker !== startOfScan) return undefined;
  const first = segments.find((segment) => isXmp(bytes, segment));
  const existing = first && packetIn(bytes, first);
  if (first && existing === undefined) return undefined;
  const xmp = writeXmp(inscription, existing);
  if (xmp === undefined) return undefined;
  // JFIF and Exif both want to be first, and readers expect the one or the other there.
  const at = segments.find((segment) => segment.marker !== app0 && !begins(bytes, segment, exifHeader))?.start ?? 2;
  return first
    ? [bytes.subarray(0, first.start), segmentOf(xmp), bytes.subarray(first.end)]
    : [bytes.subarray(0, at), segmentOf(xmp), bytes.subarray(at)];
}

/** What a JPEG says about itself, wherever its XMP stands before the pixels. */
export function readJpeg(bytes: Buffer): Inscription | undefined {
  let found = 0;
  for (const segment of segmentsOf(bytes)) {
    if (!isXmp(bytes, segment)) continue;
    const packet = packetIn(bytes, segment);
    const read = packet === undefined ? undefined : readXmp(packet);
    if (read || ++found === mostPackets) return read;
  }
  return undefined;
}

/** Every whole segment up to the pixels, that one included. */
function* segmentsOf(bytes: Buffer): Generator<Segment, void, void> {
  for (let start = 2, count = 0; start + 4 <= bytes.length && count < mostSegments; count++) {
    if (bytes[start] !== 0xff) return;
    const marker = bytes[start + 1] ?? 0;
    if (marker === 0xff) {
      // Padding.
      start += 1;
      continue;
    }
    const end = start + 2 + bytes.readUInt16BE(start + 2);
    if (end > bytes.length) return;
    yield { marker, start, end };
    if (marker === startOfScan) return;
    start = end;
  }
}

function isXmp(bytes: Buffer, segment: Segment): boolean {
  return begins(bytes, segment, xmpHeader);
}

function begins(bytes: Buffer, { marker, start, end }: Segment, header: Buffer): boolean {
  return (
    marker === app1 &&
    bytes
      .subarray(start + 4, end)
      .subarray(0, header.length)
      .equals(header)
  );
}

function packetIn(bytes: Buffer, { start, end }: Segment): string | undefined {
  return decodeUtf8(bytes.subarray(start + 4 + xmpHeader.length, end));
}

/** The length counts its own two bytes. `writeXmp` keeps to what fits. */
function segmentOf(xmp: string): Buffer {
  const body = Buffer.from(xmp);
  const head = Buffer.from([0xff, app1, 0, 0]);
  head.writeUInt16BE(2 + xmpHeader.length + body.length, 2);
  return Buffer.concat([head, xmpHeader, body]);
}
