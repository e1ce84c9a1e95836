import type { Images } from '../../core/image.ts';
import type { Reply } from '../../core/reply.ts';
import type { Spot } from './address.ts';
import { tooLarge } from './errors.ts';
import { imagesOf, render } from './render.ts';
import type { Payload } from './rest.ts';

/**
 * A reply as a message with its files. Throws Problem `picture_too_large_for_place` before anything is uploaded, since
 * the bytes are never made fewer, and what `images.open` throws.
 */
export async function compose(reply: Reply, images: Images, { uploadLimit }: Spot): Promise<Payload> {
  const shown = imagesOf(reply);
  if (shown.some(({ image }) => image.bytes > uploadLimit)) throw tooLarge(uploadLimit);
  const files = await Promise.all(shown.map(async ({ image, name }) => ({ name, blob: await images.open(image) })));
  return { body: render(reply), files };
}
