import { z } from 'zod';
import type { Command } from '../../core/command.ts';
import type { Invocation } from '../../core/invocation.ts';
import { messageKey, type ReactionSpot } from './address.ts';
import type { Itself } from './gateway.ts';
import { snowflake } from './invocation.ts';
import { member, personOf, user } from './person.ts';

/** What Easel reads of a MESSAGE_REACTION_ADD event (Discord: gateway events). */
const reaction = z.object({
  user_id: z.string(),
  channel_id: z.string(),
  message_id: snowflake,
  message_author_id: z.string().optional(),
  guild_id: z.string().optional(),
  /** In servers only. */
  member: member.extend({ user: user.extend({ bot: z.boolean().default(false) }) }).optional(),
  emoji: z.object({ id: z.string().nullish(), name: z.string().nullish() }),
});

/** A reaction that may call a command, if the message is one of Easel's. */
export interface Reacted {
  /** As the journal names it. */
  readonly message: string;
  readonly spot: ReactionSpot;
  /** The call that it is when the message shows the invocation `about`. */
  invocation(about: string): Invocation;
}

export interface ReactionParts {
  readonly commands: readonly Command[];
  readonly itself: Itself;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Undefined for what is certainly no call: other emojis, bots, messages of others. Throws a ZodError for what Discord does not send. */
export function readReaction(data: unknown, { commands, itself, now }: ReactionParts): Reacted | undefined {
  const event = reaction.parse(data);
  const { channel_id: channel, message_id: under, guild_id: community, message_author_id: author } = event;
  const command = commandOf(event.emoji, commands);
  // Direct messages tell the id alone.
  const who = event.member?.user ?? { id: event.user_id, username: event.user_id, bot: event.user_id === itself.user };
  if (!command || who.bot || (author !== undefined && author !== itself.user)) return undefined;
  return {
    message: messageKey(under),
    spot: { application: itself.application, channel, under },
    invocation: (about) => ({
      id: idOf(`${under}:${who.id}:${command.name}`, now),
      command: command.name,
      input: { kind: 'fields', fields: {} },
      person: personOf(who, event.member),
      place: { platform: 'discord', channel, community },
      about,
      // Not told.
      locale: 'en-US',
      askedAt: now,
    }),
  };
}

/** Some keyboards write an emoji with the sign that it is to be shown as one, some without. A server's own emojis mean nothing. */
function commandOf({ id, name }: z.infer<typeof reaction>['emoji'], commands: readonly Command[]): Command | undefined {
  const plain = (emoji: string) => emoji.replaceAll('\ufe0f', '');
  if (id || !name) return undefined;
  return commands.find((command) => command.reaction && plain(command.reaction.emoji) === plain(name));
}

/** Milliseconds within which the same person's same reaction counts once. */
const moment = 5000;

/**
 * Discord gives a reaction no id, and a person may take it back and react again. So the id is who, where, what and when,
 * as coarsely as two processes may differ in when they hear of it. Fits into a button's custom id, in case the call's answer has some.
 */
function idOf(what: string, now: number): string {
  return `discord:${what}:${Math.floor(now / moment).toString(36)}`;
}
