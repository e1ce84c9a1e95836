import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, rmdir, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Megabytes. Easel begins no picture with less than 32 MiB free. */
const size = 48;

export interface SmallDisk extends AsyncDisposable {
  readonly path: string;
  /** Leaves so many MiB free; 0 leaves nothing at all. */
  fill(free: number): Promise<void>;
  /** Makes room again. */
  clear(): Promise<void>;
  remount(how: 'ro' | 'rw'): Promise<void>;
}

/** Others write, too: whatever is in the way of filling it has filled it. */
function isFull(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOSPC') throw error;
}

/** A disk of 48 MiB in memory. Undefined where mounting is not allowed: that takes root. */
export async function mountSmallDisk(): Promise<SmallDisk | undefined> {
  const path = await mkdtemp(join(tmpdir(), 'easel-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${size}m`, 'tmpfs', path]);
  } catch {
    await rmdir(path);
    return undefined;
  }
  const ballast = join(path, 'ballast');
  return {
    path,
    async fill(free) {
      const { bavail, bsize } = await statfs(path);
      await using file = await open(ballast, 'a');
      await file.writeFile(Buffer.alloc(Math.max(0, bavail * bsize - free * 1024 * 1024))).catch(isFull);
    },
    clear: () => rm(ballast),
    remount: async (how) => void (await run('mount', ['-o', `remount,${how}`, path])),
    async [Symbol.asyncDispose]() {
      await run('umount', ['--lazy', path]);
      await rmdir(path);
    },
  };
}
