import { z } from 'zod';
import type { Images } from '../../core/image.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Address } from '../../core/journal.ts';
import type { Reply } from '../../core/reply.ts';
import type { Surface } from '../../core/surface.ts';
import type { Calls } from './calls.ts';

/** Milliseconds between two progress replies: nobody limits us here, and faster than this nobody reads. */
const pace = 200;

/** A card in a browser session's list. The session's cookie outlives the process, so the page finds it again. */
const card = z.object({ id: z.uuid(), session: z.uuid(), asked: z.string() });

export type Card = z.output<typeof card>;

/**
 * Shows replies by handing each to `put`; without an address, nobody can be shown them once this process is gone.
 * Throws Problem `storage_failed` for a picture whose file is gone.
 */
export function createSurface(images: Images, put: (reply: Reply) => void, address: Address = {}): Surface {
  return {
    pace,
    address: () => address,
    // Nobody can react to a card.
    message: () => undefined,
    async show(reply) {
      // The page fetches the file later, when it would be too late to say that it is gone.
      for (const { image } of reply.images ?? []) await images.open(image);
      put(reply);
    },
  };
}

/** A card's surface. The card is put into its browser's list, unless it is there already. */
export function showOnCard(images: Images, calls: Calls, given: Card): Surface {
  if (!calls.find(given.id)) calls.add(given);
  return createSurface(images, (reply) => calls.show(given.id, reply), given);
}

/** The card of a call that was begun before a restart. Undefined when there was none. */
export function attachSurface(images: Images, calls: Calls, call: Invocation, address: Address): Surface | undefined {
  const { data } = card.safeParse(address);
  return data && call.place.channel === data.session ? showOnCard(images, calls, data) : undefined;
}
