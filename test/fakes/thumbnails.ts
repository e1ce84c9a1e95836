import type { Thumbnails } from '../../src/core/thumbnails.ts';

/** As without a picture library. */
export const noThumbnails: Thumbnails = {
  open: async () => undefined,
  thumbhash: async () => undefined,
  remove: async () => undefined,
};
