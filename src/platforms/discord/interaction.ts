import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Spot } from './address.ts';
import { codes, discordCode, problemOf } from './errors.ts';
import { messageIdOf, type Payload, type Sender, type Sending } from './rest.ts';

/** An interaction's token lives 15 minutes; the last half is left for an upload that has begun. */
const tokenLife = 14.5 * 60_000;

/** After 3 s Discord takes no acknowledgement any more, so there is nothing to wait for much longer; in milliseconds. */
const acknowledgeWithin = 5000;

/**
 * Until when, in milliseconds after the interaction came, an acknowledgement that failed on its way is sent again; the
 * rest of Discord's 3 s is for the way there and back. And the first pause before that, which then doubles.
 */
const audibleFor = 2500;
const firstPause = 100;

/** That there is no answer, or none any more. */
const gone: readonly (number | undefined)[] = [codes.unknownMessage, codes.unknownWebhook, codes.invalidWebhookToken];

/** The answer to an interaction, as far as its own token reaches. */
export interface Interaction {
  /** The answer's message, as soon as Discord has told its id. */
  readonly message: string | undefined;
  /**
   * Says whether Discord has done as it was told. False: it may be acknowledged without what was to be shown, or it is
   * too late for that, which the first edit finds out. Throws a Problem for what Discord refuses.
   */
  acknowledge(body: object): Promise<boolean>;
  /**
   * Opens a form, after which there is no answer to edit. False: it is too late, or nobody knows whether it is open.
   * Throws a Problem for what Discord refuses.
   */
  open(body: object): Promise<boolean>;
  /** Edits the answer. False: the interaction has expired, or was never acknowledged. Throws a Problem for what Discord refuses. */
  edit(payload: Payload, how: Sending): Promise<boolean>;
  /** Takes the answer away. One that is not there any more is as good. Throws a Problem for what Discord refuses. */
  remove(): Promise<void>;
}

export function createInteraction(parts: {
  readonly spot: Spot;
  readonly sender: Sender;
  readonly clock: Clock;
  readonly log: Log;
}): Interaction {
  const { spot, sender, clock, log } = parts;
  const { interaction, application, token } = spot;
  const original = `/webhooks/${application}/${token}/messages/@original` as const;
  let ends = spot.receivedAt + tokenLife;
  let { message } = spot;

  /** Twice does no harm: Discord says when it has heard the first one. */
  async function sendAcknowledgement(payload: Payload): Promise<unknown> {
    const route = `/interactions/${interaction}/${token}/callback` as const;
    for (let pause = firstPause; ; pause *= 2) {
      try {
        return await sender.send('post', route, payload, { within: acknowledgeWithin });
      } catch (error) {
        const tooLate = clock.now() + pause > spot.receivedAt + audibleFor;
        if (tooLate || discordCode(error) !== undefined) throw error;
      }
      await clock.sleep(pause);
    }
  }

  return {
    get message() {
      return message;
    },
    async acknowledge(body) {
      try {
        // Only when asked does the answer tell the message's id.
        const query = new URLSearchParams({ with_response: 'true' });
        message = answered(await sendAcknowledgement({ body, query }));
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
    async open(body) {
      try {
        await sendAcknowledgement({ body });
        return true;
      } catch (error) {
        const code = discordCode(error);
        // It was taken the first time, and its answer was lost.
        if (code === codes.alreadyAcknowledged) return true;
        if (code === undefined || code === codes.unknownInteraction) return false;
        throw problemOf(error, spot);
      }
    },
    async edit(payload, how) {
      if (clock.now() >= ends) return false;
      try {
        const answer = await sender.send('patch', original, payload, how);
        message = messageIdOf(answer) ?? message;
        return true;
      } catch (error) {
        how.signal?.throwIfAborted();
        const code = discordCode(error);
        if (code !== codes.unknownWebhook && code !== codes.invalidWebhookToken) throw problemOf(error, spot);
        log.warn({ interaction, code }, 'the interaction has expired');
        ends = Number.NEGATIVE_INFINITY;
        return false;
      }
    },
    async remove() {
      try {
        await sender.send('delete', original, {}, { repeat: true });
      } catch (error) {
        if (!gone.includes(discordCode(error))) throw problemOf(error, spot);
      }
    },
  };
}

const callbackAnswer = z.object({ interaction: z.object({ response_message_id: z.string() }) });

function answered(answer: unknown): string | undefined {
  return callbackAnswer.safeParse(answer).data?.interaction.response_message_id;
}
