import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file, in the order of its parts: a picture is not copied in memory to write something into it. */
export type Pieces = readonly Uint8Array[];

/** Written and flushed beside its place, then renamed: after a power cut the file is whole or absent, and its name is on disk. */
export async function writeDurably(path: string, pieces: Pieces): Promise<void> {
  const folder = dirname(path);
  const created = await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${randomUUID()}`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(pieces);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(folder);
    if (created) await syncUpwards(dirname(folder), dirname(created));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The names of new folders are on disk, too, once each folder up to the first old one is flushed. */
async function syncUpwards(from: string, to: string): Promise<void> {
  await syncFolder(from);
  if (from !== to) await syncUpwards(dirname(from), to);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
