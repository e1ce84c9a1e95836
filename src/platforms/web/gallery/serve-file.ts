import type { Context } from 'hono';
import { readRange } from './range.ts';

export interface ServedFile {
  readonly blob: Blob;
  /** Another one for other bytes, letters and digits; it is quoted here. */
  readonly tag: string;
  readonly type: string;
  /** Whether its address is another one for other bytes. */
  readonly isForever: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Private, so that no cache between us and a person keeps what people delete. Nobody asks again for what cannot change. */
const forever = 'private, max-age=31536000, immutable';
const askAgain = 'private, no-cache';

/** Answers with a file, a part of it, or that the browser has it already (RFC 9110, sections 13 and 14). */
export function serveFile(context: Context, { blob, tag, type, isForever, headers }: ServedFile): Response {
  const etag = `"${tag}"`;
  const asked = (name: string) => context.req.header(name);
  const caching = isForever ? forever : askAgain;
  const common = { ...headers, ETag: etag, 'Cache-Control': caching, 'Accept-Ranges': 'bytes' };
  if (asked('if-match') !== undefined && !names(asked('if-match'), etag)) return context.body(null, 412, common);
  if (names(asked('if-none-match')?.replaceAll('W/', ''), etag)) return context.body(null, 304, common);
  const { size } = blob;
  // A date is never that of a file without one, so then the whole file is sent.
  const isSame = (asked('if-range') ?? etag) === etag;
  const range = isSame && context.req.method === 'GET' ? readRange(asked('range'), size) : undefined;
  if (range === 'beyond') return context.body(null, 416, { ...common, 'Content-Range': `bytes */${size}` });
  const sent = { ...common, 'Content-Type': type };
  if (!range) return context.body(blob.stream(), 200, { ...sent, 'Content-Length': String(size) });
  const { first, last } = range;
  return context.body(blob.slice(first, last + 1).stream(), 206, {
    ...sent,
    'Content-Length': String(last + 1 - first),
    'Content-Range': `bytes ${first}-${last}/${size}`,
  });
}

/** Whether a list of entity tags, or an asterisk for all, has this one. */
function names(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((each) => ['*', etag].includes(each.trim()));
}
