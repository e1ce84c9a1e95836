import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, open, rm } from 'node:fs/promises';
import { join, parse } from 'node:path';

/**
 * Writes a file that nobody has yet, and resolves with its path: `easel-42.png`, or `easel-42-2.png` when there is one.
 * It is whole from the moment it has its name. Rejects with the file system's own error.
 */
export async function writeNew(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const temporary = join(folder, `.easel-${randomUUID()}`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    return await giveName(temporary, folder, parse(name));
  } finally {
    await rm(temporary, { force: true });
  }
}

async function giveName(
  temporary: string,
  folder: string,
  { name, ext }: { name: string; ext: string },
): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? `${name}${ext}` : `${name}-${number}${ext}`);
    try {
      await linkOrCopy(temporary, path);
      return path;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

/** A hard link is all or nothing and never replaces a file. Some file systems (FAT, some shares) have none. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(codeOf(error))) throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
  }
}

/** The system's name for what went wrong, e.g. `ENOSPC`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'an error';
}
