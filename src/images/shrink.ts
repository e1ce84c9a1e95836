import type sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import type { ImageType } from '../core/image.ts';
import type { ThumbnailKind } from '../core/thumbnails.ts';

/** The picture library: the only part of Easel that decodes a picture. */
export type Library = typeof sharp;

/** Seven times the largest picture to be expected (1536 × 1536), and 64 MiB once it is decoded. */
const mostPixels = 4096 * 4096;

/** A picture takes 0.1 s; what takes so long was made to. */
const longest = { seconds: 20 };

/** Open Graph names no size; this is what Discord, Slack and others show as a large preview. */
const card = { width: 1200, height: 630 };

/** More makes files larger than anybody sees a difference; 2 of 6 takes 25 ms instead of 100 for 5 % more bytes. */
const webp = { quality: 80, effort: 2 };
const jpeg = { quality: 82 };

/** Behind what is transparent: a JPEG cannot be. */
const backdrop = '#ffffff';

const whole = { fit: 'contain', background: backdrop } as const;

/**
 * Times that one side may be as long as the other for a part to be chosen: enlarged until the shorter one fills the card, a
 * line of pixels would be 300 megapixels, at which the library looks for half a minute without minding its own time limit
 * (sharp 0.35.5). Ours are 3:1 at most.
 */
const longestCut = 4;

/** No thumbhash is made of more. */
const longestHashed = 100;

/** What a smaller copy is. */
export const typeOfCopy = (kind: ThumbnailKind): ImageType => (kind === 'card' ? 'image/jpeg' : 'image/webp');

/**
 * A smaller copy without anything that was written inside the file, upright as its marks of orientation say. Throws for what
 * is no picture, is cut off, or declares more pixels than any of ours has.
 */
export async function shrink(library: Library, bytes: Uint8Array, kind: ThumbnailKind): Promise<Buffer> {
  const picture = decode(library, bytes);
  if (kind === 'card') {
    const { width, height } = await picture.metadata();
    const isLine = Math.max(width / height, height / width) > longestCut;
    // The most striking part, as hardly any picture has this shape.
    const part = isLine ? whole : ({ fit: 'cover', position: library.strategy.attention } as const);
    return picture
      .resize({ ...card, ...part })
      .flatten({ background: backdrop })
      .jpeg(jpeg)
      .toBuffer();
  }
  const side = Number(kind);
  return picture.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true }).webp(webp).toBuffer();
}

/** The miniature, in base64. Throws like `shrink`. */
export async function miniature(library: Library, bytes: Uint8Array): Promise<string> {
  const { data, info } = await decode(library, bytes)
    .resize({ width: longestHashed, height: longestHashed, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
}

function decode(library: Library, bytes: Uint8Array) {
  return library(bytes, { limitInputPixels: mostPixels, failOn: 'error' }).timeout(longest).autoOrient();
}
