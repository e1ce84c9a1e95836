import { z } from 'zod';
import { Problem } from '../../core/problem.ts';
import type { Itself } from './gateway.ts';
import { privateThread, threads } from './invocation.ts';
import { maySee } from './permissions.ts';
import type { Sender, Sending } from './rest.ts';
import { granted, overwrite, type Server, serverAnswer } from './rights.ts';

/** A tag of a forum (Discord: forum tag object). */
const tag = z.object({
  id: z.string(),
  name: z.string(),
  /** Whether only moderators give it. */
  moderated: z.boolean().default(false),
  emoji_id: z.string().nullish(),
  emoji_name: z.string().nullish(),
});

export type Tag = z.output<typeof tag>;

/** What Discord tells of a channel in a server (Discord: channel object). */
export const channelAnswer = z.object({
  id: z.string(),
  type: z.number(),
  guild_id: z.string(),
  name: z.string(),
  nsfw: z.boolean().default(false),
  parent_id: z.string().nullish(),
  permission_overwrites: z.array(overwrite).default([]),
  available_tags: z.array(tag).default([]),
});

type ChannelAnswer = z.output<typeof channelAnswer>;

const memberAnswer = z.object({ roles: z.array(z.string()) });

/** A channel of a server, and what the bot may do there. */
export interface Sight {
  readonly name: string;
  /** Channel type. */
  readonly type: number;
  /** Server id. */
  readonly community: string;
  /** Whether only adults are let in; for a thread, into its channel. */
  readonly restricted: boolean;
  /** Whether everybody in the server sees it. */
  readonly isOpen: boolean;
  /** Discord's permission bits. */
  readonly granted: bigint;
  /** Of a forum. */
  readonly tags: readonly Tag[];
}

/** Who looks, and how. */
export interface Looking {
  readonly bot: Sender;
  readonly itself: Itself;
  readonly how: Sending;
}

/**
 * What Discord tells of a channel as it is now: nothing is remembered, because somebody may have changed it just before.
 * Throws Problem `place_unreachable` for what is no channel of a server, and what `Sender.send` throws.
 */
export function channelAt(channel: string, looking: Looking): Promise<ChannelAnswer> {
  return get(`/channels/${channel}`, channelAnswer, looking);
}

/** The same, with what the bot may do there. Throws the same. */
export async function lookAt(channel: string, looking: Looking): Promise<Sight> {
  const { user } = looking.itself;
  const here = await channelAt(channel, looking);
  const parent = threads.includes(here.type) ? here.parent_id : undefined;
  const [rules, server, member] = await Promise.all([
    parent ? channelAt(parent, looking) : here,
    get(`/guilds/${here.guild_id}`, serverAnswer, looking),
    get(`/guilds/${here.guild_id}/members/${user}`, memberAnswer, looking),
  ]);
  return {
    name: here.name,
    type: here.type,
    community: here.guild_id,
    restricted: rules.nsfw,
    isOpen: isSeenByAll(here, rules, server),
    granted: granted(server, rules.permission_overwrites, { member: user, own: member.roles }),
    tags: here.available_tags,
  };
}

/** Whether everybody in its server sees a channel, for a thread the one around it. Throws the same. */
export async function isOpenToAll(channel: string, looking: Looking): Promise<boolean> {
  const here = await channelAt(channel, looking);
  const parent = threads.includes(here.type) ? here.parent_id : undefined;
  const [rules, server] = await Promise.all([
    parent ? channelAt(parent, looking) : here,
    get(`/guilds/${here.guild_id}`, serverAnswer, looking),
  ]);
  return isSeenByAll(here, rules, server);
}

/** Whether somebody without any role of their own sees it. `rules`: of the channel itself, or around a thread. */
function isSeenByAll({ type }: ChannelAnswer, rules: ChannelAnswer, server: Server): boolean {
  if (type === privateThread) return false;
  return maySee(granted(server, rules.permission_overwrites, { member: '', own: [] }));
}

async function get<Shape extends z.ZodType>(
  route: `/${string}`,
  shape: Shape,
  { bot, how }: Looking,
): Promise<z.output<Shape>> {
  const { data } = shape.safeParse(await bot.send('get', route, {}, how));
  if (!data) throw new Problem('place_unreachable', {}, { hint: 'it is no channel of a server' });
  return data;
}
