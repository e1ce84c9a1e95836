import { z } from 'zod';
import type { Address } from '../../core/journal.ts';
import { flag, id, known, names } from './written.ts';

const hung = z.object({
  application: id,
  /** As `Spot.id`. */
  hung: id,
  /** Channel and id of the message: for a post of a forum its thread, for direct messages theirs. */
  channel: known,
  message: known,
  /** Whether it may be there although nobody has heard so. */
  begun: flag,
  /** Prints of the pictures that it has, and their ids on Discord, so that they need not be uploaded again. */
  shows: names,
  attachments: names,
  /** Title and tags of a post (a digest). */
  titled: known,
  /** Id of the message that was there last, once it was taken down. */
  before: known,
});

/** Where something hangs on Discord, and what of it need not be sent again. */
export type HungAddress = Readonly<z.output<typeof hung>>;

/** As the store keeps it. */
export function writeHung(address: HungAddress): Address {
  return z.encode(hung, address);
}

/** What was written down; undefined for every other address. */
export function readHung(address: Address): HungAddress | undefined {
  return hung.safeParse(address).data;
}

/** Nothing hangs there yet. */
export function nowhere(application: string, spot: string): HungAddress {
  const nothing = { channel: undefined, message: undefined, titled: undefined, before: undefined };
  return { application, hung: spot, begun: false, shows: [], attachments: [], ...nothing };
}
