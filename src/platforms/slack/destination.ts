import type { Invocation } from '../../core/invocation.ts';
import type { Reply } from '../../core/reply.ts';
import type { Aside } from './address.ts';
import { isDirect, isPerson, userOf } from './invocation.ts';
import type { SharedLink } from './link-shared.ts';
import type { Channel } from './messages.ts';

/**
 * Where a call's replies are shown: in a message of its own, in the place of the one that it is about, of a whisper that
 * its asker alone sees, in the asker's App Home, or under a link.
 */
export type Destination =
  | ({ readonly kind: 'message'; readonly isPrivate: boolean } & Channel)
  | { readonly kind: 'subject' }
  | { readonly kind: 'whisper' }
  | { readonly kind: 'home' }
  | { readonly kind: 'unfurl'; readonly link: SharedLink };

/** What the first reply of a call says of it. */
export function destinationOf(reply: Reply, call: Invocation, aside: Aside): Destination {
  const { where = 'here' } = reply;
  const { channel } = call.place;
  if (aside.unfurl) return { kind: 'unfurl', link: aside.unfurl };
  if (aside.home) return { kind: 'home' };
  if (typeof where === 'object') return { kind: 'message', channel: where.channel, isPrivate: false };
  const here: Destination = { kind: 'message', channel, thread: aside.thread || undefined, isPrivate: false };
  if (where === 'subject') return subject(reply, channel, aside) ?? here;
  if (where !== 'direct' && !isPrivate(reply)) return here;
  if (isOurs(channel, aside)) return { ...here, isPrivate: true };
  return { kind: 'message', channel: userOf(call), isPrivate: true };
}

function subject(reply: Reply, channel: string, { pressed, subject, fleeting }: Aside): Destination | undefined {
  if (pressed && isPerson(channel)) return { kind: 'home' };
  if (!subject) return undefined;
  if (!fleeting) return { kind: 'subject' };
  // Pictures have no place in a whisper, and there are five answers only: none for progress.
  return reply.state === 'working' || reply.images?.length ? undefined : { kind: 'whisper' };
}

/** What nobody else shall see and a whisper cannot show: a picture, also one that is to come. */
export function isPrivate({ whisper, shape, images }: Reply): boolean {
  return Boolean(whisper && (shape || images?.length));
}

/**
 * Whether these are known to be the asker's direct messages with the bot: a command can be called in those of two people,
 * too, and so can an entry in the menu of a message there.
 */
export function isOurs(channel: string, { responseUrl, subject }: Aside): boolean {
  return isPerson(channel) || (isDirect(channel) && (subject !== undefined || responseUrl === ''));
}
