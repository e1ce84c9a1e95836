import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Invocation } from '../../core/invocation.ts';
import { late, within } from '../../core/within.ts';
import { threads } from './invocation.ts';
import type { Sender } from './rest.ts';

/** Milliseconds that a call waits for it: its first word has to come in time. */
const patience = 1000;

const channelAnswer = z.object({
  type: z.number(),
  nsfw: z.boolean().optional(),
  parent_id: z.string().nullish(),
});

/**
 * Says whether a channel lets in adults alone, which Discord does not tell with every event; a thread is what its parent is.
 * Undefined when that cannot be found out in time. Never rejects.
 */
export type Restricted = (channel: string) => Promise<boolean | undefined>;

export function createRestricted({ bot, clock }: { readonly bot: Sender; readonly clock: Clock }): Restricted {
  async function ask(channel: string, signal: AbortSignal): Promise<boolean | undefined> {
    const answer = channelAnswer.parse(await bot.send('get', `/channels/${channel}`, {}, { signal }));
    if (threads.includes(answer.type) && answer.parent_id) return ask(answer.parent_id, signal);
    // Discord leaves out what is not so.
    return answer.nsfw ?? false;
  }

  return async (channel) => {
    const over = new AbortController();
    const asking = ask(channel, over.signal).catch(() => undefined);
    const answer = await within(patience, asking, clock).finally(() => over.abort());
    return answer === late ? undefined : answer;
  };
}

/** The same call, with what was found out about its place. */
export function placed(invocation: Invocation, restricted: boolean | undefined): Invocation {
  return restricted === undefined ? invocation : { ...invocation, place: { ...invocation.place, restricted } };
}
