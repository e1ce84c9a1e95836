import { copyFile, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { createImageFolder } from '../../src/images/folder.ts';
import { plainPicture } from '../../src/sandbox/plain-picture.ts';

/**
 * Puts the fixture of an older version (`test/store/fixtures`) into the place of a world's database. The picture that was
 * made in it has a file, as it had then.
 */
export async function leaveDatabase(
  folder: string,
  version: number,
  adapt: (database: DatabaseSync) => void,
): Promise<void> {
  const path = `${folder}/easel.db`;
  await Promise.all(['-wal', '-shm'].map((ending) => rm(`${path}${ending}`, { force: true })));
  await copyFile(new URL(`../store/fixtures/version-${version}.db`, import.meta.url), path);
  const size = { width: 1024, height: 576 };
  const images = createImageFolder(`${folder}/images`);
  const image = await images.put(plainPicture(size.width, size.height), 'image/png', size, undefined);
  using database = new DatabaseSync(path);
  database
    .prepare(`update pictures set generation = json_set(generation, '$.image', json(?)) where state = 'done'`)
    .run(JSON.stringify(image));
  adapt(database);
}
