import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import type { Gallery } from '../src/core/gallery.ts';
import { openStorage } from '../src/engine.ts';
import { copyGallery } from '../src/export.ts';
import { exhibitOf } from './fakes/galleries.ts';
import { generationOf } from './fakes/generation.ts';
import { paint } from './images/paint.ts';
import { hangAll } from './store/hang-all.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-'));
});
afterEach(() => rm(folder, { recursive: true }));

const configOf = () => readConfig({ IMAGES_URL: `file:${folder}/images`, DATABASE_URL: `file:${folder}/easel.db` });

/** A gallery with so many pictures on its page, in a database that nobody has open. */
async function gallery(count: number): Promise<Gallery> {
  const { store, images } = await openStorage(configOf());
  const rules = { threshold: 0, drops: true, ownStars: false, days: undefined };
  const made = await store.galleries.create({ name: 'Best of', rules });
  const size = { width: 64, height: 48 };
  const image = await images.put(await paint({ type: 'image/png', ...size }), 'image/png', size);
  await store.close();
  const exhibits = Array.from({ length: count }, (_, n) => {
    const exhibit = exhibitOf({ n });
    return { ...exhibit, generation: generationOf(exhibit.request, { recipe: exhibit.recipe, image }) };
  });
  hangAll(`${folder}/easel.db`, made.id, exhibits);
  return made;
}

it('copies a gallery’s pages and pictures into a folder, and says how many', async () => {
  const { address } = await gallery(2);
  const copy = join(folder, 'copy');
  expect(await copyGallery(configOf(), `https://easel.example/g/${address}`, copy)).toBe(
    `“Best of” is in ${copy}, with 2 pictures.`,
  );
  expect(await readFile(join(copy, 'index.html'), 'utf8')).toContain('Best of');
  expect((await readdir(join(copy, 'pictures'))).length).toBeGreaterThan(1);
});

it('takes the code, too, and says that there is nothing to see', async () => {
  const { code } = await gallery(0);
  expect(await copyGallery(configOf(), code, join(folder, 'copy'))).toContain('shows no pictures on the web');
});

it('takes the name while no other gallery has it', async () => {
  await gallery(1);
  expect(await copyGallery(configOf(), 'Best of', join(folder, 'copy'))).toContain('with one picture');
  await gallery(0);
  const hint =
    'Several galleries are called “Best of”, so please name one by its address or its code. ' +
    '/gallery info tells its address and its code where the gallery is.';
  await expect(copyGallery(configOf(), 'Best of', join(folder, 'copy'))).rejects.toMatchObject({ hint });
});

it('says that there is no such gallery', async () => {
  const hint =
    'No gallery has the address, the code or the name “nowhere”. ' +
    '/gallery info tells its address and its code where the gallery is.';
  await expect(copyGallery(configOf(), 'nowhere', join(folder, 'copy'))).rejects.toMatchObject({ hint });
});
