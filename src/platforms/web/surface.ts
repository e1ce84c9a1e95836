import { z } from 'zod';
import type { Images } from '../../core/image.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Address } from '../../core/journal.ts';
import type { Reply } from '../../core/reply.ts';
import type { Surface } from '../../core/surface.ts';
import type { Call, Calls } from './calls.ts';

/** Milliseconds between two progress replies: nobody limits us here, and faster than this nobody reads. */
const pace = 200;

/** A card in a browser session's list. The session's cookie outlives the process, so the page finds it again. */
const card = z.object({ id: z.uuid(), session: z.uuid(), asked: z.string(), about: z.string().optional() });

/**
 * Shows replies by handing each to `put`; without an address, nobody can be shown them once this process is gone.
 * Throws Problem `storage_failed` for a picture whose file is gone.
 */
export function createSurface(images: Images, put: (reply: Reply) => void, address: Address = {}): Surface {
  return {
    pace,
    address: () => address,
    message: () => undefined,
    async show(reply) {
      // The page fetches the file later, when it would be too late to say that it is gone.
      for (const { image } of reply.images ?? []) await images.open(image);
      put(reply);
    },
  };
}

/** The surface of a call that the page knows. Its card is its message: other cards can lead to it. */
export function showOnCard(images: Images, calls: Calls, { id, session, asked, about }: Call): Surface {
  const address = { id, session, asked, ...(about !== undefined && { about }) };
  return {
    ...createSurface(images, (reply) => calls.show(id, reply), address),
    subject: about !== undefined,
    message() {
      const call = calls.find(id);
      return call?.reply && `web:${call.spot}`;
    },
    // What it was about says it all, so there is no card for it.
    acknowledge: async () => calls.remove(id),
  };
}

/** The card of a call that was begun before a restart, put into its browser's list. Undefined when there was none. */
export function attachSurface(images: Images, calls: Calls, call: Invocation, address: Address): Surface | undefined {
  const { data } = card.safeParse(address);
  if (!data || call.place.channel !== data.session) return undefined;
  return showOnCard(images, calls, calls.find(data.id) ?? calls.add(data));
}
