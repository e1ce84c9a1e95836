export const imageTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;

export type ImageType = (typeof imageTypes)[number];

/** A stored picture. Plain data: the bytes stay in `Images` under `key`. */
export interface Image {
  /** SHA-256 of the bytes, 64 lower-case hex digits. */
  readonly key: string;
  readonly type: ImageType;
  /** Pixels, read from the file's header. */
  readonly width: number;
  readonly height: number;
  /** Length of the file in bytes. */
  readonly bytes: number;
}

/** What is written inside a picture file about itself, so that a copy of it anywhere can be made again. */
export interface Inscription {
  /** A line of the text grammar that asks for exactly this picture: `/imagine a fox --seed 42 …`. */
  readonly command: string;
  /** What it shows, as its maker said it. */
  readonly description: string;
}

/** Where picture files are kept. Content-addressed: the same bytes always have the same key. */
export interface Images {
  /** Throws Problem `storage_failed` when another picture could not be kept. */
  check(): Promise<void>;
  /**
   * Keeps the bytes durably before it resolves, and needs them no more once it settles. `inscription` is written into the
   * file, beside the mark that it was made by an AI (IPTC: trainedAlgorithmicMedia). Throws Problem `storage_failed`.
   */
  put(
    bytes: Uint8Array,
    type: ImageType,
    size: { width: number; height: number },
    inscription?: Inscription,
  ): Promise<Image>;
  /** The bytes as a re-readable Blob, which need not be in memory. Throws Problem `storage_failed` when they are gone. */
  open(image: Image): Promise<Blob>;
  /** All bytes, in memory that is the caller's own. Throws Problem `storage_failed` when they are gone. */
  read(image: Image): Promise<Uint8Array>;
  /** Deletes a file; one that is not there is no failure. Throws Problem `storage_failed`. */
  remove(image: Image): Promise<void>;
}

/** `image/jpeg` → `jpg`: what people expect at the end of a file name. */
export function fileExtension(type: ImageType): 'png' | 'jpg' | 'webp' {
  if (type === 'image/jpeg') return 'jpg';
  return type === 'image/png' ? 'png' : 'webp';
}
