import { z } from 'zod';
import type { Command } from '../../core/command.ts';
import type { Invocation, Person, Subject } from '../../core/invocation.ts';
import { plainEmoji } from '../../core/meaning.ts';
import { messageKey } from './address.ts';
import type { Itself } from './gateway.ts';
import { snowflake } from './invocation.ts';
import type { MessageSpot } from './message-address.ts';
import { digest } from './nonce.ts';
import { member, personOf, user } from './person.ts';

const emoji = z.object({ id: z.string().nullish(), name: z.string().nullish() });

/** What Easel reads of a MESSAGE_REACTION_REMOVE event (Discord: gateway events). */
const removal = z.object({
  user_id: z.string(),
  channel_id: z.string(),
  message_id: snowflake,
  guild_id: z.string().optional(),
  emoji,
});

/** And of a MESSAGE_REACTION_ADD event. */
const reaction = removal.extend({
  message_author_id: z.string().optional(),
  /** In servers only. */
  member: member.extend({ user: user.extend({ bot: z.boolean().default(false) }) }).optional(),
});

/** A reaction that may call a command, if the message is one of Easel's. */
export interface Reacted {
  /** As the journal names the message. */
  readonly message: string;
  /** As people have set what it means: its sign, or the id of a server's own one. */
  readonly emoji: string;
  readonly person: Person;
  readonly channel: string;
  /** Server id. */
  readonly community: string | undefined;
  readonly spot: MessageSpot;
  /**
   * The call that it is when it means `command` and the message shows that. `times`: how often it has just been taken back
   * before, without which the same again would be the same call. `options`: in the text grammar.
   */
  invocation(command: Command, subject: Subject, times?: number, options?: string): Invocation;
  /** The id of the call that taking it back would be in the same moment. */
  removal(command: Command, times: number): string;
}

/** Undefined for what is certainly no call: bots, messages of others. Throws a ZodError for what Discord does not send. */
export function readReaction(data: unknown, itself: Itself, now: number): Reacted | undefined {
  const event = reaction.parse(data);
  const { message_author_id: author } = event;
  // Direct messages tell the id alone.
  const who = event.member?.user ?? { id: event.user_id, username: event.user_id, bot: event.user_id === itself.user };
  const isForeign = author !== undefined && author !== itself.user;
  if (who.bot || isForeign) return undefined;
  return reactedOf(event, personOf(who, event.member), { itself, from: 'reaction', now });
}

/** The same for a reaction that was taken back. By whom and from what is not told, so begun calls alone know that. */
export function readRemoval(data: unknown, itself: Itself, now: number): Reacted | undefined {
  const event = removal.parse(data);
  const { user_id: id } = event;
  if (id === itself.user) return undefined;
  return reactedOf(event, personOf({ id, username: id }, undefined), { itself, from: 'taken-back', now });
}

/** Unique over platforms: taking this reaction back cancels what it began. */
export function gestureOf({ message, person, emoji }: Pick<Reacted, 'message' | 'person' | 'emoji'>): string {
  return `${message}:${person.id.replace(/^discord:/, '')}:${emoji}`;
}

function reactedOf(
  event: z.infer<typeof removal>,
  person: Person,
  { itself, from, now }: { itself: Itself; from: MessageSpot['from']; now: number },
): Reacted | undefined {
  const { channel_id: channel, message_id: under, guild_id: community } = event;
  const sign = event.emoji.id ?? plainEmoji(event.emoji.name ?? '');
  if (!sign) return undefined;
  const what = { message: messageKey(under), person, emoji: sign };
  const direct = community === undefined;
  const shown = { subject: under, sentTo: undefined, sent: undefined };
  const callId = (how: MessageSpot['from'], { name }: Command, times: number) =>
    idOf(`${how}:${gestureOf(what)}:${name}${times > 0 ? `:${times}` : ''}`, now);
  return {
    ...what,
    channel,
    community,
    spot: { application: itself.application, channel, under, from, direct: direct ? 'yes' : 'no', ...shown },
    removal: (command, times) => callId('taken-back', command, times),
    invocation: (command, subject, times = 0, options) => ({
      id: callId(from, command, times),
      command: command.name,
      input: options === undefined ? { kind: 'fields', fields: {} } : { kind: 'text', text: options },
      person,
      place: { platform: 'discord', channel, community, ...(direct && { direct }) },
      ...subject,
      under: what.message,
      ...(from === 'reaction' && { gesture: gestureOf(what) }),
      // Not told.
      locale: 'en-US',
      askedAt: now,
    }),
  };
}

/** Milliseconds within which the same person's same reaction counts once, unless it was taken back meanwhile. */
export const moment = 5000;

/**
 * Discord gives a reaction no id, and a person may take it back and react again. So the id is who, where, what and when,
 * as coarsely as two processes may differ in when they hear of it; short enough for a button with options.
 */
export function idOf(what: string, now: number): string {
  return `discord:${digest(`${what}:${Math.floor(now / moment)}`)}`;
}
