import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { readFile, rm, stat, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileExtension, type Image, type Images } from '../core/image.ts';
import { Problem } from '../core/problem.ts';
import { inscribe } from './inscription.ts';
import { prepareFolder } from './prepare-folder.ts';
import { type Pieces, writeDurably } from './write-durably.ts';

/** Free bytes for some of the largest pictures, and for the database, which is often on the same disk. */
const spare = 32 * 1024 * 1024;

/** Pictures as files under `folder`, named by their SHA-256, 256 subfolders by its first two digits. */
export function createImageFolder(folder: string): Images {
  const root = resolve(folder);
  /** Paths being written. A file that is open for reading must not be replaced, not even by its own equal. */
  const writing = new Map<string, Promise<void>>();
  /** Whether the last picture could be written. */
  let wentWell = false;
  const pathOf = ({ key, type }: Pick<Image, 'key' | 'type'>) =>
    join(root, key.slice(0, 2), `${key}.${fileExtension(type)}`);

  async function write(path: string, pieces: Pieces, length: number): Promise<void> {
    if (!(await exists(path, length))) await writeDurably(path, pieces);
  }

  async function isRoomy(): Promise<boolean> {
    const { blocks, bavail, bsize } = await statfs(root);
    // Some file systems tell nothing of their size.
    return blocks === 0 || bavail * bsize >= spare;
  }

  return {
    async check() {
      if (!wentWell) await prepareFolder(root);
      wentWell = true;
      const roomy = await isRoomy().catch((cause: unknown) => {
        wentWell = false;
        throw storageFailed('looking for room for', cause);
      });
      const hint = `IMAGES_URL: the disk of ${root} is nearly full`;
      if (!roomy) throw new Problem('storage_failed', {}, { hint });
    },
    async put(given, type, { width, height }, inscription) {
      const pieces = inscription ? inscribe(given, type, inscription) : [given];
      const bytes = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
      const image: Image = { key: hashOf(pieces), type, width, height, bytes };
      const path = pathOf(image);
      try {
        const written = writing.get(path) ?? write(path, pieces, bytes).finally(() => writing.delete(path));
        writing.set(path, written);
        await written;
      } catch (cause) {
        wentWell = false;
        throw storageFailed('writing', cause);
      }
      return image;
    },
    async open(image) {
      try {
        return await openAsBlob(pathOf(image), { type: image.type });
      } catch (cause) {
        throw storageFailed('opening', cause);
      }
    },
    async read(image) {
      const bytes = await readFile(pathOf(image)).catch((cause: unknown) => {
        throw storageFailed('reading', cause);
      });
      if (bytes.length !== image.bytes) throw storageFailed('reading', undefined);
      return bytes;
    },
    async remove(image) {
      await rm(pathOf(image), { force: true }).catch((cause: unknown) => {
        throw storageFailed('deleting', cause);
      });
    },
  };
}

function hashOf(pieces: Pieces): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

function storageFailed(doing: string, cause: unknown): Problem {
  return new Problem('storage_failed', {}, { hint: `IMAGES_URL: ${codeOf(cause)} while ${doing} a picture`, cause });
}

/** A file of the right length was renamed into place, so it is whole. */
async function exists(path: string, length: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.size === length;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'an error';
}
