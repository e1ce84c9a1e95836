import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createImageFolder } from '../../src/images/folder.ts';
import { imagesContract } from '../contracts/images-contract.ts';

const folders: string[] = [];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'easel-images-'));
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

imagesContract('a folder', async () => {
  const folder = join(await newFolder(), 'not', 'there', 'yet');
  return { images: createImageFolder(folder), reopened: createImageFolder(folder) };
});

describe('a folder', () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const size = { width: 1, height: 1 };
  const key = '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81';

  test('names files by their content, and leaves nothing else behind', async () => {
    const folder = await newFolder();
    await createImageFolder(folder).put(bytes, 'image/webp', size);
    expect(await readdir(folder, { recursive: true })).toEqual(['03', join('03', `${key}.webp`)]);
    expect(await readFile(join(folder, '03', `${key}.webp`))).toEqual(Buffer.from(bytes));
  });

  test('mends a file that was cut short', async () => {
    const folder = await newFolder();
    const images = createImageFolder(folder);
    const image = await images.put(bytes, 'image/png', size);
    await truncate(join(folder, '03', `${key}.png`), 1);
    await expect(images.read(image)).rejects.toMatchObject({ code: 'storage_failed' });
    await images.put(bytes, 'image/png', size);
    expect((await images.open(image)).size).toBe(3);
  });

  test('that cannot be written is a Problem that names the setting, and can be tried again', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, '03'), 'a file where a folder should be');
    const images = createImageFolder(folder);
    await expect(images.put(bytes, 'image/png', size)).rejects.toMatchObject({
      code: 'storage_failed',
      hint: expect.stringMatching(/^IMAGES_URL: (EEXIST|ENOTDIR) while writing a picture$/),
    });
    await rm(join(folder, '03'));
    await images.put(bytes, 'image/png', size);
  });

  test('that was deleted has no room for a picture, and is made anew for the next one', async () => {
    const folder = join(await newFolder(), 'pictures');
    const images = createImageFolder(folder);
    await images.check();
    await rm(folder, { recursive: true });
    await expect(images.check()).rejects.toMatchObject({
      code: 'storage_failed',
      hint: 'IMAGES_URL: ENOENT while looking for room for a picture',
    });
    await images.check();
    expect(await readdir(folder)).toEqual([]);
  });

  test('removes what it could not finish', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, '03', `${key}.png`, 'in the way'), { recursive: true });
    await expect(createImageFolder(folder).put(bytes, 'image/png', size)).rejects.toMatchObject({
      code: 'storage_failed',
    });
    expect(await readdir(join(folder, '03'))).toEqual([`${key}.png`]);
  });
});
