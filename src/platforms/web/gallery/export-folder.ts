import { appendFile, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Problem } from '../../../core/problem.ts';
import type { WriteFile } from './export.ts';

/** Names every file of an export, one on a line: what stands in it is ours to replace and to delete, and nothing else. */
const listName = 'easel-export.txt';

/** As `WriteFile` takes them. A list that somebody has changed must not lead elsewhere. */
const path = /^(?:[\w-][\w.-]*\/)?[\w-][\w.-]*$/;

/** A folder for one copy of a gallery. */
export interface ExportFolder {
  readonly write: WriteFile;
  /** Deletes what an earlier export has left there: a picture that was deleted since is in no copy. */
  finish(): Promise<void>;
}

/**
 * Opens a folder that is new, empty, or holds an earlier export. Throws Problem `storage_failed` whose hint says what keeps
 * it from being used; files of others are neither replaced nor deleted.
 */
export async function openExportFolder(given: string): Promise<ExportFolder> {
  const folder = resolve(given);
  const earlier = await within(folder, () => readList(folder));
  const written = new Set<string>();
  const list = join(folder, listName);

  async function write(name: string, content: string | Blob): Promise<void> {
    if (!path.test(name)) throw new Problem('unexpected', {}, { hint: `${name} is no name for a file of an export` });
    const place = join(folder, name);
    if (await leadsElsewhere(dirname(place), folder)) throw inTheWay(dirname(place));
    if (!earlier.has(name) && !written.has(name)) {
      if (await isThere(place)) throw inTheWay(place);
      // On the list first: whatever ends us now, the next export knows that it is ours.
      await appendFile(list, `${name}\n`);
    }
    await mkdir(dirname(place), { recursive: true });
    await writeAnew(place, typeof content === 'string' ? content : content.stream());
    written.add(name);
  }

  return {
    write: (name, content) => within(folder, () => write(name, content)),
    finish: () =>
      within(folder, async () => {
        for (const name of earlier.difference(written)) {
          const place = join(folder, name);
          if (!(await leadsElsewhere(dirname(place), folder))) await rm(place, { force: true });
        }
        await writeAnew(`${list}.new`, [...written].map((name) => `${name}\n`).join(''));
        await rename(`${list}.new`, list);
      }),
  };
}

async function readList(folder: string): Promise<ReadonlySet<string>> {
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  if (names.length === 0) return new Set();
  if (!names.includes(listName)) throw inTheWay(join(folder, names[0] ?? ''));
  const list = join(folder, listName);
  if (!(await lstat(list)).isFile()) throw inTheWay(list);
  const lines = (await readFile(list, 'utf8')).split('\n');
  return new Set(lines.filter((line) => path.test(line)));
}

/** Whether one of our folders was exchanged for a link. What the operator named may be one. */
async function leadsElsewhere(place: string, folder: string): Promise<boolean> {
  if (place === folder) return false;
  const found = await lstat(place).catch(() => undefined);
  return found?.isSymbolicLink() ?? false;
}

/** Replaces a link itself, never the file that it leads to. */
async function writeAnew(place: string, content: string | ReadableStream): Promise<void> {
  await rm(place, { force: true });
  await writeFile(place, content, { flag: 'wx' });
}

async function isThere(place: string): Promise<boolean> {
  return lstat(place).then(
    () => true,
    () => false,
  );
}

function inTheWay(place: string): Problem {
  const hint = `${place} is not from an export of Easel, and is left alone. Name a folder that is empty or new.`;
  return new Problem('storage_failed', {}, { hint });
}

async function within<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'an error';
    throw new Problem('storage_failed', {}, { hint: `the copy could not be written to ${folder} (${code})`, cause });
  }
}
