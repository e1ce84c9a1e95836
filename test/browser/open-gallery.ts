import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failure } from '../../commands/replies.ts';
import { createBot } from '../../src/core/bot.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Exhibit, Galleries, Gallery } from '../../src/core/gallery.ts';
import type { Images } from '../../src/core/image.ts';
import { createThumbnails } from '../../src/images/thumbnails.ts';
import type { GalleryParts } from '../../src/platforms/web/gallery/parts.ts';
import { startWeb } from '../../src/platforms/web/start.ts';
import { albumOf } from '../fakes/album.ts';
import { recordedGenerate } from '../fakes/generation.ts';
import { memoryImages } from '../fakes/images.ts';
import { recordedLog } from '../fakes/log.ts';
import { type Drawn, drawings } from '../platforms/web/gallery/many.ts';

/** Where a gallery's pictures are remembered. */
export interface Hanging {
  readonly galleries: GalleryParts['galleries'] & Pick<Galleries, 'bindings'>;
  readonly gallery: Gallery;
  readonly exhibits: readonly Exhibit[];
}

/** The real server with one gallery of pictures that a browser can show. `hang`: where they are remembered. */
export async function serveGallery(hang: (drawn: readonly Drawn[]) => Promise<Hanging>) {
  const folder = await mkdtemp(join(tmpdir(), 'easel-gallery-'));
  const images: Images = memoryImages();
  const log = recordedLog();
  const thumbnails = createThumbnails({ images, folder, log });
  const { galleries, gallery, exhibits } = await hang(await drawings(images, thumbnails));
  const { generate } = recordedGenerate();
  const shared = { images, log, clock: systemClock, publicUrl: undefined };
  const web = await startWeb({
    ...shared,
    ...{ host: '127.0.0.1', port: 0, studio: false, mounts: [] },
    bot: createBot({ commands: [], generate, explain: failure, defaultModel: '2.1 Pro', log }),
    galleries: {
      ...shared,
      ...{ galleries, thumbnails, album: albumOf(exhibits), registrations: {} },
      commandLine: ({ request }) => `/imagine ${request.prompt} --seed ${request.seed}`,
      linkTo: () => undefined,
    },
  });
  return {
    url: `${web.url}/g/${gallery.address}`,
    log,
    async close() {
      await web.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type ServedGallery = Awaited<ReturnType<typeof serveGallery>>;
