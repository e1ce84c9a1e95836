import type { Images } from '../../core/image.ts';
import type { Reply } from '../../core/reply.ts';
import type { Spot } from './address.ts';
import { tooLarge } from './errors.ts';
import { imagesOf, render } from './render.ts';
import type { Payload } from './rest.ts';

/**
 * A reply as a message with its files. Throws Problem `picture_too_large_for_place` before anything is uploaded, since
 * the bytes are never made fewer.
 */
export function compose(reply: Reply, images: Images, { uploadLimit }: Pick<Spot, 'uploadLimit'>): Payload {
  const shown = imagesOf(reply);
  if (shown.some(({ image }) => image.bytes > uploadLimit)) throw tooLarge(uploadLimit);
  const files = shown.map(({ image, name }) => ({
    ...{ name, type: image.type, length: image.bytes },
    read: () => images.read(image),
  }));
  return { body: render(reply), files };
}
