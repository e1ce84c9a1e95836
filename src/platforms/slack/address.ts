import { z } from 'zod';
import type { Address } from '../../core/journal.ts';

const flag = z.codec(z.enum(['yes', 'no']), z.boolean(), {
  decode: (word) => word === 'yes',
  encode: (set) => (set ? 'yes' : 'no'),
});
/** `C1/1700000000.000100`; nothing is written as an empty string. */
const spot = z.codec(
  z.string().regex(/^(?:\w+\/[\d.]+)?$/),
  z.object({ channel: z.string(), ts: z.string() }).optional(),
  {
    decode(text) {
      const [channel, ts] = text.split('/');
      return channel && ts ? { channel, ts } : undefined;
    },
    encode: (at) => (at ? `${at.channel}/${at.ts}` : ''),
  },
);
/** Slack's file ids by image key: `6f3a…=F1 91bc…=F2`. */
const files = z.codec(z.string().regex(/^(?:\w+=\w+(?: |$))*$/), z.map(z.string(), z.string()), {
  decode: (text) => new Map(Array.from(text.matchAll(/(\w+)=(\w+)/g), ([, key = '', id = '']) => [key, id])),
  encode: (ids) => Array.from(ids, (entry) => entry.join('=')).join(' '),
});

/** What a call's surface has to know beside the call itself. */
const known = z.object({
  /** For answers that only the asker sees: 5 uses within 30 minutes. Empty where there is none, as for reactions. */
  responseUrl: z.string(),
  /** Whether it came with a press: its “original” is then the public message with the button, never a whisper. */
  pressed: flag,
  /** The call's message, as soon as Slack has told where it is. */
  spot,
  /** Whether the asker alone was told the last word. */
  whispered: flag,
  files,
  shared: files,
});

export type Known = z.output<typeof known>;

/** Where a call's asker alone can be told something. */
export type Aside = Pick<Known, 'responseUrl' | 'pressed'>;

/** It as the journal keeps it. */
export function writeAddress(what: Known): Address {
  return z.encode(known, what);
}

/** Names a message that people can react to. */
export function messageKey({ channel, ts }: { readonly channel: string; readonly ts: string }): string {
  return `slack:${channel}/${ts}`;
}

/** What was written down; undefined when it is none of ours. */
export function readAddress(address: Address): Known | undefined {
  // Addresses from before there were buttons do not say it.
  return known.safeParse({ pressed: 'no', ...address }).data;
}
