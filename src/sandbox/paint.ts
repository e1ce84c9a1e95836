export interface Watermark {
  readonly text: string;
  readonly corner: 'bottom right' | 'bottom left' | 'top left' | 'top right';
  /** 0 (invisible) to 1 (opaque). */
  readonly opacity: number;
}

/** One picture to be painted. The same order always gives the same bytes. */
export interface PaintOrder {
  /** The words that are painted: the expanded prompt where there is one. */
  readonly prompt: string;
  /** 0 to 2147483646. */
  readonly seed: number;
  /** How strongly the words steer the picture, 1 to 10. */
  readonly guidance: number;
  /** 1 to 200. */
  readonly steps: number;
  /** Pixels of the finished picture, after upscaling. */
  readonly width: number;
  readonly height: number;
  readonly watermark: Watermark | undefined;
}

/** Paints a picture file of exactly the ordered size. Rejects with the signal's reason when it is aborted. */
export type Paint = (order: PaintOrder, signal: AbortSignal) => Promise<Uint8Array>;
