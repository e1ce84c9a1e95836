import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failure } from '../../commands/replies.ts';
import { createBot } from '../../src/core/bot.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Exhibit } from '../../src/core/gallery.ts';
import { createThumbnails } from '../../src/images/thumbnails.ts';
import type { GalleryParts } from '../../src/platforms/web/gallery/parts.ts';
import { startWeb } from '../../src/platforms/web/start.ts';
import { openStore } from '../../src/store/store.ts';
import { albumOf } from '../fakes/album.ts';
import { bindingOf } from '../fakes/galleries.ts';
import { recordedGenerate } from '../fakes/generation.ts';
import { memoryImages } from '../fakes/images.ts';
import { recordedLog } from '../fakes/log.ts';
import { type Drawn, drawings } from '../platforms/web/gallery/many.ts';
import { quickGalleries } from '../platforms/web/gallery/quick-galleries.ts';
import { hangAll } from '../store/hang-all.ts';

/** The real server, on the real store, with one gallery of pictures that a browser can show. */
export async function serveGallery(pictures: (drawn: readonly Drawn[]) => readonly Exhibit[]) {
  const folder = await mkdtemp(join(tmpdir(), 'easel-gallery-'));
  const images = memoryImages();
  const log = recordedLog();
  const thumbnails = createThumbnails({ images, folder, log });
  const exhibits = pictures(await drawings(images, thumbnails));
  const { store, gallery } = await openHung(join(folder, 'easel.db'), exhibits);
  const { generate } = recordedGenerate();
  const shared = { images, log, clock: systemClock, publicUrl: undefined };
  const pages: Omit<GalleryParts, 'galleries' | 'album'> = {
    ...shared,
    thumbnails,
    commandLine: ({ request }) => `/imagine ${request.prompt} --seed ${request.seed}`,
    linkTo: () => undefined,
  };
  const few = exhibits.slice(0, 50);
  const web = await startWeb({
    ...shared,
    ...{ host: '127.0.0.1', port: 0, studio: false, mounts: [] },
    bot: createBot({ commands: [], generate, explain: failure, defaultModel: '2.1 Pro', log }),
    galleries: { ...pages, galleries: store.galleries, album: store.album, registrations: {} },
  });
  return {
    url: `${web.url}/g/${gallery.address}`,
    log,
    gallery,
    /** The oldest fifty of it alone, to be copied. */
    few: { ...pages, galleries: quickGalleries(few, gallery), album: albumOf(few) },
    async close() {
      await web.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openHung(path: string, exhibits: readonly Exhibit[]) {
  const url = `file:${path}`;
  const empty = await openStore({ url });
  const { id } = await empty.galleries.create({
    name: 'Foxes & friends',
    rules: { threshold: 0, drops: true, ownStars: true, days: undefined },
  });
  const { trouble, ...binding } = bindingOf({ gallery: id });
  await empty.galleries.bind(binding);
  await empty.galleries.change(id, { visibility: 'public' });
  await empty.close();
  hangAll(path, id, exhibits);
  const store = await openStore({ url });
  const gallery = await store.galleries.find({ id });
  if (!gallery) throw new Error('the gallery is gone');
  return { store, gallery };
}

export type ServedGallery = Awaited<ReturnType<typeof serveGallery>>;
