import { z } from 'zod';
import type { Command } from '../../core/command.ts';
import type { Invocation, Subject } from '../../core/invocation.ts';
import { spokenCall } from '../../core/spoken.ts';
import { messageKey } from './address.ts';
import { picturesIn, posted } from './files.ts';
import type { Itself } from './gateway.ts';
import { snowflake } from './invocation.ts';
import type { MessageSpot } from './message-address.ts';
import { member, personOf, user } from './person.ts';

/** What Easel reads of a MESSAGE_CREATE event (Discord: gateway events, message). */
const message = posted.extend({
  id: snowflake,
  channel_id: z.string(),
  guild_id: z.string().optional(),
  type: z.number().default(0),
  author: user.extend({ bot: z.boolean().default(false), system: z.boolean().default(false) }),
  /** In servers only. */
  member: member.optional(),
  webhook_id: z.string().optional(),
  content: z.string().default(''),
  /** Those named one by one, also by answering them; neither @everyone nor roles. */
  mentions: z.array(z.object({ id: z.string() })).default([]),
  referenced_message: posted.extend({ id: z.string(), author: z.object({ id: z.string() }) }).nullish(),
});

/** As little as decides about most messages: in servers Discord tells of every one. */
const address = z.object({ guild_id: z.string().optional(), mentions: message.shape.mentions });

/** Message types (Discord: message). Everything else is Discord's own announcements and commands' answers. */
const plain = 0;
const answer = 19;

/** Something that somebody wrote to the bot. */
export interface Said {
  /** The message of ours that it answers, as the journal names it. */
  readonly answers: string | undefined;
  readonly channel: string;
  readonly community: string | undefined;
  readonly spot: MessageSpot;
  /** Whether its text names the bot, or nobody else could be meant. Whoever only answers a message names its author, too. */
  readonly addressed: boolean;
  /** What it says without the bot's name. */
  readonly text: string;
  /** The call that it is when that message shows this. */
  invocation(subject: Subject | undefined, commands: readonly Command[]): Invocation;
}

/**
 * Undefined for what is no call: bots, webhooks, and in servers whatever does not name the bot itself, whose text
 * Discord keeps back as well. Throws a ZodError for what Discord does not send.
 */
export function readWords(data: unknown, itself: Itself, now: number): Said | undefined {
  const { guild_id: community, mentions } = address.parse(data);
  const direct = community === undefined;
  if (!direct && mentions.every((each) => each.id !== itself.user)) return undefined;
  const event = message.parse(data);
  const { id, channel_id: channel, author, referenced_message: referenced } = event;
  const isPerson = !author.bot && !author.system && event.webhook_id === undefined;
  if (!isPerson || ![plain, answer].includes(event.type)) return undefined;
  const subject = event.type === answer && referenced?.author.id === itself.user ? referenced.id : undefined;
  const name = new RegExp(` *<@!?${itself.user}> *`, 'g');
  const text = event.content.replaceAll(name, ' ').trim();
  const files = [...picturesIn(event), ...(referenced ? picturesIn(referenced) : [])];
  return {
    answers: subject === undefined ? undefined : messageKey(subject),
    channel,
    community,
    addressed: direct || event.content.search(name) >= 0,
    text,
    spot: {
      ...{ application: itself.application, channel, under: id, from: 'words', subject },
      ...{ direct: direct ? 'yes' : 'no', sentTo: undefined, sent: undefined },
    },
    invocation: (shown, commands) => ({
      id: `discord:${id}`,
      ...spokenCall(text, shown !== undefined, commands),
      person: personOf(author, event.member),
      place: { platform: 'discord', channel, community, ...(direct && { direct }) },
      ...shown,
      ...(files.length > 0 && { files }),
      // Not told.
      locale: 'en-US',
      askedAt: now,
    }),
  };
}
