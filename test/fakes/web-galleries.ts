import { systemClock } from '../../src/core/clock.ts';
import type { Images } from '../../src/core/image.ts';
import type { Log } from '../../src/core/log.ts';
import { noAlbum, noGalleries } from '../../src/core/no-album.ts';
import type { WebGalleries } from '../../src/platforms/web/gallery/galleries.ts';
import { noThumbnails } from './thumbnails.ts';

/** No gallery at all, and nobody can sign in. */
export function noWebGalleries({ images, log }: { readonly images: Images; readonly log: Log }): WebGalleries {
  return {
    ...{ galleries: noGalleries, album: noAlbum, thumbnails: noThumbnails, images, log, clock: systemClock },
    ...{ commandLine: () => '', linkTo: () => undefined, publicUrl: undefined, registrations: {} },
  };
}
