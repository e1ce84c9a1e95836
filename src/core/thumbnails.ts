import type { Image } from './image.ts';

/**
 * Smaller copies of a picture: by the longer side of a WebP in pixels, or `card`, a JPEG of 1200 by 630 for link previews
 * (Open Graph has no limits of its own; that is what the large previews of Discord, Slack and others show).
 */
export const thumbnailKinds = ['512', '1024', 'card'] as const;

export type ThumbnailKind = (typeof thumbnailKinds)[number];

/** Smaller copies of pictures, made when they are first asked for. */
export interface Thumbnails {
  /** Undefined where none can be made, because the picture library is not installed or cannot read the file: then the original has to do. */
  open(image: Image, kind: ThumbnailKind): Promise<Blob | undefined>;
  /** The 24 to 33 bytes of evanw/thumbhash in base64; undefined as above. */
  thumbhash(image: Image): Promise<string | undefined>;
  /** Deletes all copies of a picture. */
  remove(image: Image): Promise<void>;
}
