import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generated } from '../scripts/generated.ts';

const manifest = z.object({
  scripts: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});
const read = (path: string) => readFile(path, 'utf8');
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/dependencies.md'];
const decisions = (await readdir('docs/decisions')).map((name) => `docs/decisions/${name}`);

describe('documents', () => {
  it('hold the tables that the schemas give', async () => {
    for (const { file, content } of await generated(read)) {
      expect(await read(file), `${file}: run npm run generate`).toBe(content);
    }
  });

  it.each([...documents, ...decisions])('%s names only files and links that exist', async (document) => {
    const text = await read(document);
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) =>
      join(dirname(document), path ?? ''),
    );
    const paths = [...text.matchAll(/`((?:src|commands|test|docs|bench|scripts|bin)\/[\w./-]+)`/g)].map(
      ([, path]) => path ?? '',
    );
    for (const path of [...links, ...paths]) expect(existsSync(path), `${document} names ${path}`).toBe(true);
  });

  it.each(documents)('%s names only npm commands that exist', async (document) => {
    const { scripts } = manifest.parse(JSON.parse(await read('package.json')));
    for (const [, name] of (await read(document)).matchAll(/npm run (?:--silent )?([\w:-]+)/g)) {
      expect(Object.keys(scripts), document).toContain(name);
    }
  });

  it('give the reason for every package', async () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest.parse(
      JSON.parse(await read('package.json')),
    );
    const text = await read('docs/dependencies.md');
    for (const name of Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
      // The runtime's siblings have one line together.
      if (/^(@types\/|node-)/.test(name)) continue;
      expect(text, `docs/dependencies.md says nothing of ${name}`).toContain(name);
    }
  });
});
