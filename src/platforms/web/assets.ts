import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

export interface Asset {
  readonly body: string;
  readonly type: string;
  readonly etag: string;
}

const assets = [
  {
    path: '/studio.css',
    files: ['theme.css', 'base.css', 'prompt.css', 'calls.css', 'actions.css', 'pages.css'],
    type: 'text/css; charset=utf-8',
  },
  { path: '/studio.js', files: ['studio.js'], type: 'text/javascript; charset=utf-8' },
  { path: '/icon.svg', files: ['icon.svg'], type: 'image/svg+xml' },
] as const;

/** The page's own files by their path, as they are: there is no build. */
export async function readAssets(): Promise<ReadonlyMap<string, Asset>> {
  const read = assets.map(async ({ path, files, type }) => {
    const parts = await Promise.all(files.map((file) => readFile(new URL(`assets/${file}`, import.meta.url), 'utf8')));
    const body = parts.join('\n');
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
    return [path, { body, type, etag }] as const;
  });
  return new Map(await Promise.all(read));
}
