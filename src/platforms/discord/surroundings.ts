import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Invocation, Place } from '../../core/invocation.ts';
import { late, within } from '../../core/within.ts';
import { privateThread, threads } from './invocation.ts';
import { createLookUp, type LookUp, patience } from './look-up.ts';
import type { Sender } from './rest.ts';
import { createServers, overwrite, rightsIn } from './rights.ts';

const channelAnswer = z.object({
  type: z.number(),
  nsfw: z.boolean().optional(),
  parent_id: z.string().nullish(),
  permission_overwrites: z.array(overwrite).default([]),
});

/** A channel, and for a thread the one that it is in. */
interface Channel {
  readonly parent: string | undefined;
  /** Whether it is a thread only for those who were added to it. */
  readonly closed: boolean;
  /** What holds in the channel, for a thread in its parent; undefined when that could not be found out. */
  readonly rules: z.output<typeof channelAnswer> | undefined;
}

/** What Discord does not tell with every event of where it happened, and of what people may do there. */
export interface Surroundings {
  /** An interaction, which tells the least about threads. `reachable`: whether the bot is there to ask. Never rejects. */
  ofInteraction(invocation: Invocation, reachable: boolean): Promise<Invocation>;
  /** A reaction, or something written, which tell neither. Never rejects. */
  ofGesture(invocation: Invocation): Promise<Invocation>;
}

export function createSurroundings({ bot, clock }: { readonly bot: Sender; readonly clock: Clock }): Surroundings {
  const channels = createChannels(bot, clock);
  const servers = createServers(bot, clock);

  return {
    async ofInteraction(invocation, reachable) {
      const { community, channel, parent, restricted } = invocation.place;
      // In direct messages there is nobody to let in.
      if (community === undefined || restricted !== undefined) return invocation;
      return placed(invocation, reachable ? await channels(parent ?? channel) : undefined);
    },
    async ofGesture(invocation) {
      const { place, person } = invocation;
      if (place.community === undefined) return invocation;
      const [channel, server] = await Promise.all([channels(place.channel), servers(place.community)]);
      const rights = rightsIn(server, channel?.rules?.permission_overwrites, person);
      return { ...placed(invocation, channel), person: { ...person, rights } };
    },
  };
}

/** Simultaneous calls share what they ask; which channel a thread is in is known even when nothing else is. */
function createChannels(bot: Sender, clock: Clock): LookUp<Channel> {
  const ask = createLookUp(
    async (id, signal) => channelAnswer.parse(await bot.send('get', `/channels/${id}`, {}, { signal })),
    clock,
  );
  return async (id) => {
    const asked = clock.now();
    const answer = await ask(id);
    if (!answer) return undefined;
    const parent = threads.includes(answer.type) ? (answer.parent_id ?? undefined) : undefined;
    const closed = answer.type === privateThread;
    if (parent === undefined) return { parent, closed, rules: answer };
    const rules = await within(asked + patience - clock.now(), ask(parent), clock);
    return { parent, closed, rules: rules === late ? undefined : rules };
  };
}

/** Discord leaves out what is not so. */
function placed(invocation: Invocation, { parent, closed, rules }: Partial<Channel> = {}): Invocation {
  const restricted: Place['restricted'] = rules ? (rules.nsfw ?? false) : 'unknown';
  const around = { ...(parent !== undefined && { parent }), ...(closed && { closed }) };
  return { ...invocation, place: { ...invocation.place, ...around, restricted } };
}
