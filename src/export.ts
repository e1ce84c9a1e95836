import type { Config } from './config.ts';
import { systemClock } from './core/clock.ts';
import type { Gallery } from './core/gallery.ts';
import { Problem } from './core/problem.ts';
import { commandLine, openStorage, thumbnailsFor } from './engine.ts';
import { createLog } from './log.ts';
import { exportGallery, findGalleries } from './platforms/web/gallery/export.ts';
import { openExportFolder } from './platforms/web/gallery/export-folder.ts';

/**
 * Copies what a gallery's web pages show into a folder, to be opened from there or put on any web server. Returns what there
 * is to say. `given`: the gallery's web address, the code with which it is bound, or its name when no other has it. Throws a
 * Problem whose hint is a sentence for the operator.
 */
export async function copyGallery(config: Config, given: string, path: string): Promise<string> {
  const { store, images } = await openStorage(config);
  try {
    const { galleries, album } = store;
    const gallery = onlyOne(await findGalleries(galleries, given), given);
    const folder = await openExportFolder(path);
    const thumbnails = thumbnailsFor(config, images, createLog('warn'));
    const parts = { galleries, album, images, thumbnails, clock: systemClock, commandLine, linkTo: () => undefined };
    const { locale } = Intl.DateTimeFormat().resolvedOptions();
    const count = await exportGallery(parts, gallery, { write: folder.write, locale });
    await folder.finish();
    return said(count, gallery.name, path);
  } finally {
    await store.close();
  }
}

function onlyOne([gallery, another]: readonly Gallery[], given: string): Gallery {
  if (gallery && !another) return gallery;
  const where = '/gallery info tells its address and its code where the gallery is.';
  const hint = gallery
    ? `Several galleries are called “${given}”, so please name one by its address or its code. ${where}`
    : `No gallery has the address, the code or the name “${given}”. ${where}`;
  throw new Problem('unexpected', {}, { hint });
}

function said(count: number, name: string, path: string): string {
  if (count > 0) return `“${name}” is in ${path}, with ${count === 1 ? 'one picture' : `${count} pictures`}.`;
  return `“${name}” shows no pictures on the web, so the copy in ${path} is empty. /gallery web opens its page, and makers say in /privacy whether they want to be on it.`;
}
