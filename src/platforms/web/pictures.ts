import type { Context } from 'hono';
import { fileExtension, type Images } from '../../core/image.ts';
import type { ReplyImage } from '../../core/reply.ts';
import type { Calls } from './calls.ts';

/** The route of pictures: nothing but a SHA-256 and a known ending gets through, so no path can lead elsewhere. */
export const pictureRoute = '/images/:file{[0-9a-f]{64}\\.(png|jpg|webp)}';

/** Where the page finds a picture. */
export function picturePath({ image }: ReplyImage): string {
  return `/images/${image.key}.${fileExtension(image.type)}`;
}

/**
 * The picture's own bytes, or undefined when this process does not show it to anybody. The key is the hash of the
 * bytes, so they may be kept forever. Throws Problem `storage_failed`.
 */
export async function servePicture(context: Context, file: string, parts: { calls: Calls; images: Images }) {
  const [key = '', extension] = file.split('.');
  const image = parts.calls.picture(key);
  if (!image || fileExtension(image.type) !== extension) return undefined;
  const headers = { ETag: `"${key}"`, 'Cache-Control': 'private, max-age=31536000, immutable' };
  if (context.req.header('if-none-match')?.includes(`"${key}"`)) return context.body(null, 304, headers);
  const blob = await parts.images.open(image);
  return context.body(blob.stream(), 200, {
    ...headers,
    'Content-Type': image.type,
    'Content-Length': String(blob.size),
  });
}
