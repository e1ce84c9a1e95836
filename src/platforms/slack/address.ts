import { z } from 'zod';
import type { Address } from '../../core/journal.ts';
import type { Spot } from './client.ts';
import { type SharedLink, writtenLink } from './link-shared.ts';

const flag = z.codec(z.enum(['yes', 'no']), z.boolean(), {
  decode: (word) => word === 'yes',
  encode: (set) => (set ? 'yes' : 'no'),
});
/** `C1/1700000000.000100`, in a thread `C1/1700000000.000100/1700000000.000000`; nothing is written as an empty string. */
export const writtenSpot = z.codec(
  z.string().regex(/^(?:\w+\/[\d.]+(?:\/[\d.]+)?)?$/),
  z.object({ channel: z.string(), ts: z.string(), thread: z.string().optional() }).optional(),
  {
    decode(text) {
      const [channel, ts, thread] = text.split('/');
      return channel && ts ? { channel, ts, ...(thread && { thread }) } : undefined;
    },
    encode: (at) => (at ? [at.channel, at.ts, ...(at.thread ? [at.thread] : [])].join('/') : ''),
  },
);
/** Slack's file ids by image key: `6f3a…=F1 91bc…=F2`. */
export const writtenFiles = z.codec(z.string().regex(/^(?:\w+=\w+(?: |$))*$/), z.map(z.string(), z.string()), {
  decode: (text) => new Map(Array.from(text.matchAll(/(\w+)=(\w+)/g), ([, key = '', id = '']) => [key, id])),
  encode: (ids) => Array.from(ids, (entry) => entry.join('=')).join(' '),
});

/** What a call's surface has to know beside the call itself. */
const known = z.object({
  /** For answers that only the asker sees: 5 uses within 30 minutes. Empty where there is none, as for what comes as an event. */
  responseUrl: z.string(),
  /** Whether it came with a press: its “original” is then the message with the button, never a whisper of this call's. */
  pressed: flag,
  /** The thread that the call's message belongs to; `?`: that of the message that it is about, which Slack has not told. */
  thread: z.string().regex(/^(?:\?|[\d.]*)$/),
  /** The message that the call is about, if it is one of ours: nobody else's can be changed. */
  subject: writtenSpot,
  /** Whether that is a whisper, which its asker alone sees and only the `responseUrl` reaches. */
  fleeting: flag,
  /** Whether it is shown in the asker's App Home. */
  home: flag,
  /** Whether it is shown nowhere. */
  silent: flag,
  /** The link under which it is shown. */
  unfurl: writtenLink,
  /** The call's message, as soon as Slack has told where it is. */
  spot: writtenSpot,
  /** Whether the asker alone was told the last word. */
  whispered: flag,
  files: writtenFiles,
  shared: writtenFiles,
});

export type Known = z.output<typeof known>;

/** Where a call came from, and where its asker alone can be told something. */
export interface Aside extends Pick<Known, 'responseUrl' | 'pressed'> {
  readonly thread?: string | undefined;
  readonly subject?: Spot | undefined;
  readonly fleeting?: boolean | undefined;
  readonly home?: boolean | undefined;
  readonly silent?: boolean | undefined;
  readonly unfurl?: SharedLink | undefined;
}

/** It as the journal keeps it. */
export function writeAddress(what: Known): Address {
  return z.encode(known, what);
}

/** Names a message that people can react to. */
export function messageKey({ channel, ts }: { readonly channel: string; readonly ts: string }): string {
  return `slack:${channel}/${ts}`;
}

const named = /^slack:(\w+)\/(\d+\.\d+)$/;

/** The message that `messageKey` has named; undefined for another platform's. */
export function messageIn(key: string): { readonly channel: string; readonly ts: string } | undefined {
  const [, channel, ts] = named.exec(key) ?? [];
  return channel === undefined || ts === undefined ? undefined : { channel, ts };
}

/** What was written down; undefined when it is none of ours. */
export function readAddress(address: Address): Known | undefined {
  return known.safeParse({ ...older, ...address }).data;
}

/** What addresses do not say that are from before there were buttons, threads, subjects, App Homes and links. */
const older = { pressed: 'no', thread: '', subject: '', fleeting: 'no', home: 'no', silent: 'no', unfurl: '' };
