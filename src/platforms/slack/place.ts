import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import { Problem } from '../../core/problem.ts';
import type { SlackMethods, Spot } from './client.ts';
import { troubleOf } from './errors.ts';
import type { Me } from './identity.ts';
import { isPerson } from './invocation.ts';
import { type Channel, callEvent } from './messages.ts';
import type { Rendered } from './render.ts';

/**
 * What is known of a call's message. `lost`: a process that is gone may have posted it. `doubtful`: Slack's answer to
 * our own post was lost. `closed`: there is none, and there shall be none.
 */
export type Placed = Spot | 'none' | 'lost' | 'doubtful' | 'closed';

export interface PlaceParts {
  readonly client: SlackMethods;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly me: Pick<Me, 'bot'>;
}

/** The call whose message it is, and where that is. */
export interface PlaceOf extends Channel {
  readonly call: string;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  /** Whether two messages are better than none where nobody may look: nobody is there who could be told. */
  readonly insists?: boolean | undefined;
}

/** Milliseconds until a post that is being carried out can be seen in the channel. */
const settling = 2000;

/** Clocks may differ by so much, in milliseconds. */
const clockSkew = 60_000;

/**
 * Posts a call's message, or finds the one that was posted already (docs/decisions/0008). `fresh` says that it was
 * posted just now. `tell` learns what is known at each step. Throws Problem `place_unreachable` when it is unclear whether our
 * own post exists and nobody may look, `place_silent` when Slack does not answer, and the client's errors.
 */
export async function placeMessage(
  parts: PlaceParts,
  of: PlaceOf,
  message: Rendered,
  placed: Placed,
  tell: (placed: Placed) => void,
): Promise<{ readonly spot: Spot; readonly fresh: boolean }> {
  let now = placed;
  for (let posts = 0; ; ) {
    if (now === 'lost' || now === 'doubtful') {
      const found = await lookFor(parts, of);
      if (typeof found === 'object') return { spot: found, fresh: false };
      if (found === 'unknown' && now === 'doubtful' && !of.insists) {
        tell('closed');
        throw new Problem('place_unreachable', {}, { hint: 'Slack’s answer to the post was lost' });
      }
    }
    if (posts++ === 2) throw new Problem('place_silent', {}, { hint: 'Slack did not take the post' });
    try {
      return { spot: await postOrJoin(parts.client, of, message), fresh: true };
    } catch (error) {
      if (troubleOf(error).kind !== 'unclear') throw error;
      now = 'doubtful';
      tell(now);
      await parts.clock.sleep(settling, parts.signal);
    }
  }
}

/** Public channels say `not_in_channel` to strangers and let anyone in. */
async function postOrJoin(client: SlackMethods, of: PlaceOf, message: Rendered): Promise<Spot> {
  const { call, channel, thread } = of;
  try {
    return await client.post(channel, message, call, thread);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble.kind !== 'refused' || trouble.error !== 'not_in_channel') throw error;
    const joined = await client.join(channel).then(
      () => true,
      () => false,
    );
    if (!joined) throw error;
    return await client.post(channel, message, call, thread);
  }
}

/** The call's message; `unknown` when the token may not read the channel. */
export async function lookFor(parts: PlaceParts, of: PlaceOf): Promise<Spot | 'absent' | 'unknown'> {
  const { client, log } = parts;
  const { bot } = parts.me;
  if (bot === undefined) throw new Problem('place_silent', {}, { hint: 'Slack has not said yet who we are' });
  const { call, channel, thread } = of;
  // Only a post tells which channel that is.
  if (isPerson(channel)) return 'unknown';
  const oldest = String((of.askedAt - clockSkew) / 1000);
  try {
    for await (const { ts, bot_id, metadata } of client.history(of, oldest)) {
      const ours = bot_id === bot && metadata?.event_type === callEvent && metadata.event_payload['call'] === call;
      if (ours) return { channel, ts, ...(thread && { thread }) };
    }
    return 'absent';
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble.kind !== 'refused') throw error;
    log.info({ call, reason: trouble.error }, 'a message that may be there cannot be looked for');
    return 'unknown';
  }
}
