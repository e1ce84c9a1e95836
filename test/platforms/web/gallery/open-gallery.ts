import { Hono } from 'hono';
import { systemClock } from '../../../../src/core/clock.ts';
import type { Exhibit, Gallery } from '../../../../src/core/gallery.ts';
import type { Images } from '../../../../src/core/image.ts';
import type { Thumbnails } from '../../../../src/core/thumbnails.ts';
import { addWebGalleries } from '../../../../src/platforms/web/gallery/galleries.ts';
import type { GalleryParts } from '../../../../src/platforms/web/gallery/parts.ts';
import { safeHeaders } from '../../../../src/platforms/web/protect.ts';
import { albumOf } from '../../../fakes/album.ts';
import { bindingOf, galleriesOf, galleryOf, type MemoryGalleries } from '../../../fakes/galleries.ts';
import { memoryImages } from '../../../fakes/images.ts';
import { recordedLog } from '../../../fakes/log.ts';
import { noThumbnails } from '../../../fakes/thumbnails.ts';

export interface GalleryOptions {
  readonly gallery?: Partial<Gallery>;
  readonly galleries?: MemoryGalleries;
  readonly images?: Images;
  readonly thumbnails?: Thumbnails;
  readonly publicUrl?: string;
  readonly web?: (exhibit: Exhibit) => boolean;
}

/** The real routes of one gallery with these pictures, newest last. */
export async function openGallery(exhibits: readonly Exhibit[], options: GalleryOptions = {}) {
  const gallery = galleryOf({ visibility: 'public', ...options.gallery });
  const hanging = { galleries: [gallery], bindings: [bindingOf()], ...(options.web && { web: options.web }) };
  const galleries = options.galleries ?? galleriesOf(exhibits, hanging);
  const log = recordedLog();
  const parts: GalleryParts = {
    galleries,
    album: albumOf(exhibits),
    images: options.images ?? memoryImages(),
    thumbnails: options.thumbnails ?? noThumbnails,
    clock: systemClock,
    log,
    publicUrl: options.publicUrl,
    commandLine: ({ request }) => `/imagine ${request.prompt} --seed ${request.seed}`,
    linkTo: ({ invocation }) => `https://discord.com/channels/9/7/${invocation.slice('discord:'.length)}`,
  };
  const app = new Hono();
  app.use(safeHeaders({ host: '127.0.0.1', publicUrl: options.publicUrl }));
  await addWebGalleries(app, { ...parts, galleries, registrations: {} });
  const root = `/g/${gallery.address}`;
  return {
    app,
    parts,
    gallery,
    galleries,
    log,
    root,
    /** `path`: what follows the gallery's address. */
    request: (path = '', headers: Record<string, string> = {}) =>
      app.request(`http://easel.example${root}${path}`, { headers: { host: 'easel.example', ...headers } }),
    async page(path = '', headers: Record<string, string> = {}): Promise<string> {
      return (await this.request(path, headers)).text();
    },
  };
}

export type OpenGallery = Awaited<ReturnType<typeof openGallery>>;
