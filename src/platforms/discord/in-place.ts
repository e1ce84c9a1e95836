import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import type { Spot } from './address.ts';
import type { AnswerParts } from './answer.ts';
import { problemOf } from './errors.ts';
import { createInteraction } from './interaction.ts';
import { compose } from './payload.ts';
import { render } from './render.ts';
import { sendingOf } from './sending.ts';
import type { Way } from './way.ts';

/** Callback types for what came from a message (Discord: receiving and responding). */
const replaceMessage = 7;
const replaceLater = 6;

/**
 * In the place of the message whose button was pressed: what Discord calls the original is that message as long as
 * nothing else answers. Words are there at once, so that nobody presses twice; pictures are uploaded after the
 * acknowledgement.
 */
export function createInPlace(parts: AnswerParts, spot: Spot & { subject: string }, acknowledgedBefore: boolean): Way {
  const { images, interactions, bot, clock, log } = parts;
  const interaction = createInteraction({ spot, sender: interactions, clock, log });
  let acknowledged = acknowledgedBefore;

  async function edit(reply: Reply, signal: AbortSignal | undefined): Promise<void> {
    const how = sendingOf(reply, signal);
    const payload = compose(reply, images, spot);
    if (await interaction.edit(payload, how)) return;
    if (spot.subjectWhispered || !spot.reachable) {
      throw new Problem('place_unreachable', {}, { hint: 'a whisper was to be changed too late' });
    }
    await bot.send('patch', `/channels/${spot.channel}/messages/${spot.subject}`, payload, how).catch((error) => {
      signal?.throwIfAborted();
      throw problemOf(error, spot);
    });
  }

  return {
    now: {},
    message: spot.subjectWhispered ? undefined : spot.subject,
    async show(reply, signal) {
      if (acknowledged) return edit(reply, signal);
      const body = reply.images?.length ? { type: replaceLater } : { type: replaceMessage, data: render(reply) };
      const done = await interaction.acknowledge(body);
      acknowledged = true;
      if (!done || body.type === replaceLater) await edit(reply, signal);
    },
  };
}
