import { z } from 'zod';
import type { Address } from '../../core/journal.ts';
import { writtenFiles, writtenSpot } from './address.ts';

const moment = z.codec(z.string().regex(/^\d{1,16}$/), z.int(), { decode: Number, encode: String });

/** What is known of a message that was hung, or begun to be. */
const hung = z.object({
  /** Whose it is: nobody else can change it. Empty as long as Slack has not said who we are. */
  team: z.string(),
  bot: z.string(),
  spot: writtenSpot,
  /** Since when it may be there, in milliseconds since 1970. */
  since: moment,
  /** Pictures that were sent, those in the message, those that lie in its thread, and which of them are hidden there. */
  sent: writtenFiles,
  files: writtenFiles,
  shared: writtenFiles,
  hidden: writtenFiles,
});

export type Hung = z.output<typeof hung>;

/** It as the store keeps it. */
export function writeHanging(what: Hung): Address {
  return z.encode(hung, what);
}

/** What was written down; undefined when it is none of ours. */
export function readHanging(address: Address): Hung | undefined {
  return hung.safeParse(address).data;
}
