import type { Images } from '../../core/image.ts';
import type { Reply } from '../../core/reply.ts';
import type { Surface } from '../../core/surface.ts';

/** Milliseconds between two progress replies: nobody limits us here, and faster than this nobody reads. */
const pace = 200;

/** Shows replies by handing each to `put`. Throws Problem `storage_failed` for a picture whose file is gone. */
export function createSurface(images: Images, put: (reply: Reply) => void): Surface {
  return {
    pace,
    async show(reply) {
      // The page fetches the file later, when it would be too late to say that it is gone.
      for (const { image } of reply.images ?? []) await images.open(image);
      put(reply);
    },
  };
}
