import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeNew } from '../../../src/platforms/terminal/write.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('gives files that are written at the same time a name each, and leaves nothing else behind', async () => {
  const bytes = new Uint8Array(1000);
  const paths = await Promise.all([1, 2, 3, 4].map(() => writeNew(folder, 'easel-7.webp', bytes)));
  const names = ['easel-7-2.webp', 'easel-7-3.webp', 'easel-7-4.webp', 'easel-7.webp'];
  expect(paths.map((path) => basename(path)).sort()).toEqual(names);
  expect((await readdir(folder)).sort()).toEqual(names);
});
