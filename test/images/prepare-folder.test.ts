import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prepareFolder } from '../../src/images/prepare-folder.ts';

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'easel-'));
});
afterEach(() => rm(place, { recursive: true }));

it('makes the folder and leaves nothing in it, also when it was there already', async () => {
  const folder = join(place, 'data', 'images');
  await prepareFolder(folder);
  await prepareFolder(folder);
  expect(await readdir(folder)).toEqual([]);
});

it('says in a sentence why pictures cannot be kept', async () => {
  const file = join(place, 'file');
  await writeFile(file, '');
  await expect(prepareFolder(join(file, 'images'))).rejects.toMatchObject({
    code: 'storage_failed',
    hint: `IMAGES_URL: pictures cannot be kept in ${file}/images (ENOTDIR). Set it to a folder that Easel may write to.`,
  });
});

it.runIf(process.platform === 'linux')('tries to write, since a folder may be there and take nothing', async () => {
  await expect(prepareFolder('/proc')).rejects.toMatchObject({ code: 'storage_failed' });
});
