import { z } from 'zod';
import type { Command } from '../../core/command.ts';
import type { Invocation, Subject } from '../../core/invocation.ts';
import { plainEmoji } from '../../core/meaning.ts';
import { messageKey } from './address.ts';
import type { Itself } from './gateway.ts';
import { snowflake } from './invocation.ts';
import type { MessageSpot } from './message-address.ts';
import { digest } from './nonce.ts';
import { personOf } from './person.ts';
import { idOf } from './reaction.ts';

const somewhere = z.object({ channel_id: z.string(), guild_id: z.string().optional() });

/** Of MESSAGE_REACTION_REMOVE_ALL, and MESSAGE_REACTION_REMOVE_EMOJI with its emoji (Discord: gateway events). */
const clearing = somewhere.extend({
  message_id: snowflake,
  emoji: z.object({ id: z.string().nullish(), name: z.string().nullish() }).optional(),
});

/** Of MESSAGE_DELETE and MESSAGE_DELETE_BULK (Discord: gateway events). */
const deletion = somewhere.extend({ id: snowflake.optional(), ids: z.array(snowflake).default([]) });

/** What was done to a message, by whom Discord does not tell. */
export interface Deed {
  /** As the journal names the message. */
  readonly message: string;
  /** The emoji whose reactions were taken away; undefined: all. */
  readonly emoji: string | undefined;
  /** Server id. */
  readonly community: string | undefined;
  readonly spot: MessageSpot;
  /** The call of a command that it is when the message shows this; by the bot itself. `times` as with reactions. */
  invocation(command: Command, subject: Subject, times?: number): Invocation;
}

/** Throws a ZodError for what Discord does not send. */
export function readClearing(data: unknown, itself: Itself, now: number): Deed {
  const event = clearing.parse(data);
  const emoji = event.emoji && (event.emoji.id ?? plainEmoji(event.emoji.name ?? ''));
  const what = `cleared:${event.message_id}:${emoji ?? ''}`;
  return deedOf(event, event.message_id, { itself, emoji, now, id: (call) => idOf(`${what}:${call}`, now) });
}

/** One for each message. Throws a ZodError for what Discord does not send. */
export function readDeletion(data: unknown, itself: Itself, now: number): readonly Deed[] {
  const event = deletion.parse(data);
  const all = event.id === undefined ? event.ids : [event.id];
  return all.map((id) => {
    // That happens once.
    const idOfCall = (call: string) => `discord:${digest(`deleted:${id}:${call}`)}`;
    return deedOf(event, id, { itself, emoji: undefined, now, id: idOfCall });
  });
}

interface How {
  readonly itself: Itself;
  readonly emoji: string | undefined;
  readonly now: number;
  readonly id: (call: string) => string;
}

function deedOf(
  { channel_id: channel, guild_id: community }: z.output<typeof somewhere>,
  under: string,
  { itself, emoji, now, id }: How,
): Deed {
  const direct = community === undefined;
  const nothing = { subject: undefined, sentTo: undefined, sent: undefined };
  return {
    message: messageKey(under),
    emoji,
    community,
    spot: {
      ...{ application: itself.application, channel, under, ...nothing },
      // Nobody is told anything.
      ...{ from: 'taken-back', direct: direct ? 'yes' : 'no' },
    },
    invocation: ({ name }, subject, times = 0) => ({
      id: id(`${name}:${times}`),
      command: name,
      input: { kind: 'fields', fields: {} },
      person: personOf({ id: itself.user, username: itself.user }, undefined),
      place: { platform: 'discord', channel, community, ...(direct && { direct }) },
      ...subject,
      under: messageKey(under),
      locale: 'en-US',
      askedAt: now,
    }),
  };
}
