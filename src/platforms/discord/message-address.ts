import { z } from 'zod';
import type { Address } from '../../core/journal.ts';
import { id, known } from './written.ts';

const messageSpot = z.object({
  application: id,
  channel: id,
  /** Id of the message that was reacted to, or that called. */
  under: id,
  /** `taken-back`: a reaction that was taken back, which nobody is told anything about. */
  from: z.enum(['reaction', 'taken-back', 'words']),
  /** Id of the message of ours that it is about, in the same channel. */
  subject: known,
  /** `yes` where nobody but the asker reads. */
  direct: z.enum(['yes', 'no']),
  /** Channel and id of the message that shows the replies. */
  sentTo: known,
  sent: known,
});

/** What addresses of earlier versions do not have, which knew reactions alone. */
const earlier = { from: 'reaction', subject: '', direct: 'no', sentTo: '', sent: '' };

/** Where a call came from that was a reaction or something written, and where it is answered. */
export type MessageSpot = Readonly<z.output<typeof messageSpot>>;

/** A spot as the journal keeps it. */
export function writeMessageAddress(spot: MessageSpot): Address {
  return z.encode(messageSpot, spot);
}

/** The spot that was written down; undefined for every other address. */
export function readMessageAddress(address: Address): MessageSpot | undefined {
  return messageSpot.safeParse({ ...earlier, ...address }).data;
}
