import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Spot } from './address.ts';
import { codes, discordCode, problemOf } from './errors.ts';
import { messageIdOf, type Payload, type Sender } from './rest.ts';

/** An interaction's token lives 15 minutes; the last half is left for an upload that has begun. */
const tokenLife = 14.5 * 60_000;

/** After 3 s Discord takes no acknowledgement any more, so there is nothing to wait for much longer; in milliseconds. */
const acknowledgeWithin = 5000;

/** The answer to an interaction, as far as its own token reaches. */
export interface Interaction {
  /** The answer's message, as soon as Discord has told its id. */
  readonly message: string | undefined;
  /**
   * Says whether Discord has done as it was told. False: it may be acknowledged without what was to be shown, or it is
   * too late for that, which the first edit finds out. Throws a Problem for what Discord refuses.
   */
  acknowledge(body: object): Promise<boolean>;
  /** Edits the answer. False: the interaction has expired, or was never acknowledged. Throws a Problem for what Discord refuses. */
  edit(payload: Payload, signal?: AbortSignal): Promise<boolean>;
}

export function createInteraction(parts: {
  readonly spot: Spot;
  readonly sender: Sender;
  readonly clock: Clock;
  readonly log: Log;
}): Interaction {
  const { spot, sender, clock, log } = parts;
  const { interaction, application, token } = spot;
  let ends = spot.receivedAt + tokenLife;
  let { message } = spot;

  return {
    get message() {
      return message;
    },
    async acknowledge(body) {
      // Only when asked does the answer tell the message's id.
      const route = `/interactions/${interaction}/${token}/callback?with_response=true` as const;
      try {
        message = answered(await sender.send('post', route, { body }, { within: acknowledgeWithin }));
        return true;
      } catch (error) {
        const code = discordCode(error);
        // A broken connection may have carried it.
        if (code === undefined || code === codes.alreadyAcknowledged) return false;
        if (code !== codes.unknownInteraction) throw problemOf(error, spot);
        log.warn({ interaction, code }, 'too late to acknowledge');
        return false;
      }
    },
    async edit(payload, signal) {
      if (clock.now() >= ends) return false;
      const route = `/webhooks/${application}/${token}/messages/@original` as const;
      try {
        const answer = await sender.send('patch', route, payload, { repeat: true, ...(signal && { signal }) });
        message = messageIdOf(answer) ?? message;
        return true;
      } catch (error) {
        signal?.throwIfAborted();
        const code = discordCode(error);
        if (code !== codes.unknownWebhook && code !== codes.invalidWebhookToken) throw problemOf(error, spot);
        log.warn({ interaction, code }, 'the interaction has expired');
        ends = Number.NEGATIVE_INFINITY;
        return false;
      }
    },
  };
}

const callbackAnswer = z.object({ interaction: z.object({ response_message_id: z.string() }) });

function answered(answer: unknown): string | undefined {
  return callbackAnswer.safeParse(answer).data?.interaction.response_message_id;
}
