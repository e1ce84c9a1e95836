import type { Clock } from '../../core/clock.ts';
import type { Images } from '../../core/image.ts';
import type { Log } from '../../core/log.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import { leastUploadLimit, type Spot } from './address.ts';
import { createInteraction } from './interaction.ts';
import { showLate } from './late.ts';
import { createLater } from './later.ts';
import { nonceOf } from './nonce.ts';
import { compose } from './payload.ts';
import { createPosted } from './posted.ts';
import { ephemeral, render } from './render.ts';
import type { Sender } from './rest.ts';
import { sendingOf } from './sending.ts';
import type { Way } from './way.ts';

/** How long Discord's own "thinking…" is enough, in milliseconds: what is ready by then needs no word about the wait. */
const patience = 700;

/** Callback types (Discord: receiving and responding). */
const answerWithMessage = 4;
const answerLater = 5;

export interface AnswerParts {
  readonly images: Images;
  readonly interactions: Sender;
  readonly bot: Sender;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Answer extends Way {
  /** Acknowledges with a whisper to come, unless something was shown before. */
  begin(): Promise<void>;
}

/**
 * A message that answers the interaction. It is edited by the interaction's token, and by the bot's when that has
 * expired. `acknowledgedBefore`: Discord was told already, by another process. Otherwise it is told at the first reply, which
 * does no harm when it was told after all.
 */
export function createAnswer(parts: AnswerParts, spot: Spot, acknowledgedBefore: boolean): Answer {
  const { images, interactions, bot, clock, log } = parts;
  const interaction = createInteraction({ spot, sender: interactions, clock, log });
  const later = createLater(clock);
  let acknowledged = acknowledgedBefore;
  let begun = false;
  let whispered = spot.whispered;
  let lateMessage: string | undefined;
  const inDirect = createDirect(parts, spot, acknowledgedBefore);

  const now = () => ({
    message: lateMessage ?? interaction.message,
    whispered,
    ...(inDirect?.sent !== undefined && { sentTo: inDirect.sentTo, sent: inDirect.sent }),
  });

  async function edit(reply: Reply, signal?: AbortSignal): Promise<void> {
    const how = sendingOf(reply, signal);
    if (inDirect?.sent !== undefined) return inDirect.show(reply, signal);
    const payload = compose(reply, images, spot);
    if (await interaction.edit(payload, how)) return;
    // A whisper belongs to the interaction: without it, only everybody could be told, or the asker in their direct messages.
    if (!whispered) lateMessage = await showLate(reply, payload, { ...spot, ...now() }, { bot, how, log });
    else if (inDirect && reply.images?.length) await inDirect.show(reply, signal);
    else throw new Problem('place_unreachable', {}, { hint: 'a whisper came too late' });
  }

  /** What went wrong reaches its asker also when somebody has deleted the message, or has shut the bot out of its channel. */
  async function last(reply: Reply, signal?: AbortSignal): Promise<void> {
    await edit(reply, signal).catch(async (error: unknown) => {
      signal?.throwIfAborted();
      const canBeAside = inDirect !== undefined && reply.state === 'failed' && !whispered && spot.reachable;
      if (!canBeAside || asProblem(error).code === 'place_silent') throw error;
      await inDirect.show(reply, signal).catch(() => {
        throw error;
      });
    });
  }

  async function acknowledge(reply: Reply, signal: AbortSignal | undefined): Promise<void> {
    const flags = reply.whisper ? ephemeral : 0;
    const whole = reply.state !== 'working' && !reply.images?.length ? render(reply) : undefined;
    const done = await interaction.acknowledge(
      whole
        ? { type: answerWithMessage, data: { ...whole, flags: whole.flags | flags } }
        : // A deferred answer takes no other flag; Components V2 are said at the first edit.
          { type: answerLater, data: { flags } },
    );
    acknowledged = true;
    whispered = reply.whisper ?? false;
    if (reply.state !== 'working') {
      if (!whole || !done) await edit(reply, signal);
    } else if (done || spot.reachable) later.start(patience, (over) => edit(reply, over));
    // Only the interaction leads there: nothing is painted before it is known to be acknowledged.
    else await edit(reply, signal);
  }

  return {
    get now() {
      return now();
    },
    get message() {
      // Nobody can react to a whisper.
      return inDirect?.sent ?? (whispered ? undefined : now().message);
    },
    async begin() {
      if (acknowledged) return;
      await interaction.acknowledge({ type: answerLater, data: { flags: ephemeral } });
      [acknowledged, begun, whispered] = [true, true, true];
    },
    async show(reply, signal) {
      await later.stop();
      const first = !begun;
      begun = true;
      if (!acknowledged) return acknowledge(reply, signal);
      // The first reply decides who sees the answer, and it may not have been written down before the process ended.
      if (first && interaction.message === undefined) whispered ||= reply.whisper ?? false;
      await last(reply, signal);
    },
  };
}

/** Where a whispered picture comes that is too late for its whisper. */
function createDirect(parts: AnswerParts, { asker, interaction, sentTo, sent }: Spot, resumed: boolean) {
  if (asker === undefined) return undefined;
  const nonce = nonceOf(interaction, '-w');
  const target = { channel: { direct: asker }, sentTo, sent, uploadLimit: leastUploadLimit, nonce };
  return createPosted(parts, target, resumed);
}
