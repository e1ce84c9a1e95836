import { z } from 'zod';
import type { Address } from '../../core/journal.ts';

const id = z.string().min(1);
const whole = z.codec(z.string().regex(/^\d{1,16}$/), z.int(), { decode: Number, encode: String });
const flag = z.codec(z.enum(['yes', 'no']), z.boolean(), {
  decode: (word) => word === 'yes',
  encode: (set) => (set ? 'yes' : 'no'),
});
/** Nothing is written as an empty string. */
const known = z.codec(z.string(), z.string().optional(), {
  decode: (text) => text || undefined,
  encode: (value) => value ?? '',
});
const names = z.codec(z.string(), z.array(z.string()), {
  decode: (text) => text.split(',').filter(Boolean),
  encode: (list) => list.join(','),
});

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

/** The spot that was written down; undefined when it is none of ours. */
export function readAddress(address: Address): Spot | undefined {
  return spot.safeParse(address).data;
}

const reactionSpot = z.object({
  application: id,
  channel: id,
  /** Id of the message that was reacted to. */
  under: id,
});

/** Where a call came from that was a reaction. */
export type ReactionSpot = Readonly<z.output<typeof reactionSpot>>;

/** The reaction that was written down as it is; undefined for every other address. */
export function readReactionAddress(address: Address): ReactionSpot | undefined {
  return reactionSpot.safeParse(address).data;
}
