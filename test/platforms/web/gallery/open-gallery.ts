import { Hono } from 'hono';
import { systemClock } from '../../../../src/core/clock.ts';
import type { Exhibit, Gallery } from '../../../../src/core/gallery.ts';
import type { Images } from '../../../../src/core/image.ts';
import type { Thumbnails } from '../../../../src/core/thumbnails.ts';
import type { GalleryParts } from '../../../../src/platforms/web/gallery/parts.ts';
import { createGalleryRoutes } from '../../../../src/platforms/web/gallery/routes.ts';
import { safeHeaders } from '../../../../src/platforms/web/protect.ts';
import { albumOf } from '../../../fakes/album.ts';
import { bindingOf, galleriesOf, galleryOf, type MemoryGalleries } from '../../../fakes/galleries.ts';
import { memoryImages } from '../../../fakes/images.ts';
import { recordedLog } from '../../../fakes/log.ts';

export interface GalleryOptions {
  readonly gallery?: Partial<Gallery>;
  readonly galleries?: MemoryGalleries;
  readonly images?: Images;
  readonly thumbnails?: Thumbnails;
  readonly publicUrl?: string;
  readonly web?: (exhibit: Exhibit) => boolean;
}

const nothingSmaller: Thumbnails = {
  open: async () => undefined,
  thumbhash: async () => undefined,
  remove: async () => undefined,
};

/** The real routes of one gallery with these pictures, newest last. Everybody may enter; there is no other. */
export async function openGallery(exhibits: readonly Exhibit[], options: GalleryOptions = {}) {
  const gallery = galleryOf({ visibility: 'public', ...options.gallery });
  const hanging = { galleries: [gallery], bindings: [bindingOf()], ...(options.web && { web: options.web }) };
  const galleries = options.galleries ?? galleriesOf(exhibits, hanging);
  const log = recordedLog();
  const parts: GalleryParts = {
    galleries,
    album: albumOf(exhibits),
    images: options.images ?? memoryImages(),
    thumbnails: options.thumbnails ?? nothingSmaller,
    clock: systemClock,
    log,
    publicUrl: options.publicUrl,
    commandLine: ({ request }) => `/imagine ${request.prompt} --seed ${request.seed}`,
    linkTo: ({ invocation }) => `https://discord.com/channels/9/7/${invocation.slice('discord:'.length)}`,
  };
  const app = new Hono();
  app.use(safeHeaders({ host: '127.0.0.1', publicUrl: options.publicUrl }));
  await createGalleryRoutes(app, parts, {
    async enter(context, address) {
      const found = await galleries.find({ address });
      return found ? { gallery: found } : { response: await context.notFound() };
    },
  });
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
