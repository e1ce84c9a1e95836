import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Problem } from '../core/problem.ts';

/**
 * Makes the folder of pictures and tries to write there, so that nobody pays for a picture that cannot be kept.
 * Throws Problem `storage_failed` whose hint is a sentence for the operator.
 */
export async function prepareFolder(folder: string): Promise<void> {
  const root = resolve(folder);
  const trial = join(root, `.${randomUUID()}`);
  try {
    await mkdir(root, { recursive: true });
    await writeFile(trial, 'Easel can write here.\n', { flag: 'wx' });
    await rm(trial);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'an error';
    const hint = `IMAGES_URL: pictures cannot be kept in ${root} (${code}). Set it to a folder that Easel may write to.`;
    throw new Problem('storage_failed', {}, { hint, cause });
  }
}
