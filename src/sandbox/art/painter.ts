import sharp from 'sharp';
import type { Paint } from '../paint.ts';
import { randomFrom } from '../random.ts';
import { composePicture } from './compose.ts';

/** Pixels on each side of the repeated grain: large enough that nobody sees it repeat. */
const tile = 192;
/** How far grain moves a channel of 0 to 255, at most. It also hides the steps of long gradients. */
const strength = 5;

/** The sandbox's own art: an SVG scene from words and seed, rendered on the threads of libvips, with a little grain. */
export function createPainter(): Paint {
  const grain = makeGrain();
  return async (order, signal) => {
    signal.throwIfAborted();
    const svg = Buffer.from(composePicture(order));
    const picture = await sharp(svg, { limitInputPixels: false })
      .resize(order.width, order.height, { fit: 'fill' })
      .flatten()
      .composite([{ input: grain, raw: { width: tile, height: tile, channels: 4 }, tile: true, blend: 'over' }])
      .removeAlpha()
      .png({ compressionLevel: 5, adaptiveFiltering: false })
      .toBuffer();
    signal.throwIfAborted();
    return picture;
  };
}

/** Black or white specks of little opacity, the same in every picture. */
function makeGrain(): Buffer {
  const random = randomFrom('grain');
  const bytes = Buffer.alloc(tile * tile * 4);
  for (let at = 0; at < bytes.length; at += 4) {
    const lighter = random.next() + random.next() - 1;
    bytes.fill(lighter > 0 ? 255 : 0, at, at + 3);
    bytes[at + 3] = Math.round(Math.abs(lighter) * strength * 2);
  }
  return bytes;
}
