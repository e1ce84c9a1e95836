import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { lineOf } from '../../commands/line.ts';
import { systemClock } from '../../src/core/clock.ts';
import { addWebGalleries } from '../../src/platforms/web/gallery/galleries.ts';
import type { Store } from '../../src/store/store.ts';
import { memoryImages } from '../../test/fakes/images.ts';
import { recordedLog } from '../../test/fakes/log.ts';
import { noThumbnails } from '../../test/fakes/thumbnails.ts';
import { listen } from '../listen.ts';

/** The pages of web galleries on loopback, as Easel serves them. No picture file is asked for. */
export async function serve({ galleries, album }: Store): Promise<{ readonly url: string; close(): Promise<void> }> {
  const app = new Hono();
  await addWebGalleries(app, {
    ...{ galleries, album, images: memoryImages(), thumbnails: noThumbnails },
    ...{ clock: systemClock, log: recordedLog(), publicUrl: undefined, registrations: {} },
    commandLine: ({ request }) => lineOf(request),
    linkTo: () => undefined,
  });
  return listen(createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false })));
}
