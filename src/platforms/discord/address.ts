import { z } from 'zod';
import type { Address } from '../../core/journal.ts';
import { flag, id, known, names } from './written.ts';

/** Discord's least upload limit, for what does not tell its own: 10 MiB (Discord: API reference, uploading files). */
export const leastUploadLimit = 10 * 1024 * 1024;

const whole = z.codec(z.string().regex(/^\d{1,16}$/), z.int(), { decode: Number, encode: String });

const spot = z.object({
  interaction: z.string().regex(/^\d{17,20}$/),
  /** As good as a key for 15 minutes. */
  token: id,
  application: id,
  channel: id,
  /** Whether the bot's own token reaches the channel: its servers and its direct messages. */
  reachable: flag,
  /** Most bytes of one file. */
  uploadLimit: whole,
  /** Milliseconds since 1970. */
  receivedAt: whole,
  /** Permissions without which no picture could be shown here, as Discord's settings name them. */
  missing: names,
  /** Id of the message that shows the replies, as soon as Discord has told it. */
  message: known,
  /** Whether only the asker sees that message. */
  whispered: flag,
  /** Id of whoever called. */
  asker: known,
  /** As Discord tells it: BCP 47. */
  locale: z.string(),
  /** Whether it came from a message's button, menu or form there, and can be answered in the place of that message. */
  component: flag,
  /** Id of a message of ours that the call is about, and whether only the asker sees that. */
  subject: known,
  subjectWhispered: flag,
  /** Whether a form may be opened as the first answer: not after a form (Discord: receiving and responding). */
  opens: flag,
  /** Channel and id of a message of the bot's own that shows the replies elsewhere. */
  sentTo: known,
  sent: known,
});

/** What addresses of earlier versions do not have. A call about another one came from a button then, and from nothing else. */
const earlier = (about: boolean) => ({
  ...{ asker: '', locale: 'en-US', component: about ? 'yes' : 'no', subject: '', subjectWhispered: 'no', opens: 'no' },
  ...{ sentTo: '', sent: '' },
});

/** Where a call is answered, and how far that has got. */
export type Spot = Readonly<z.output<typeof spot>>;

/** A spot as the journal keeps it. */
export function writeAddress(place: Spot): Address {
  return z.encode(spot, place);
}

/** Names a message that people can react to. */
export function messageKey(message: string): string {
  return `discord:${message}`;
}

/** The spot that was written down for a call, which may be `about` another one; undefined when it is none of ours. */
export function readAddress(address: Address, about = false): Spot | undefined {
  return spot.safeParse({ ...earlier(about), ...address }).data;
}
