import type { Invocation } from '../../core/invocation.ts';
import { asProblem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import type { Surface } from '../../core/surface.ts';
import { leastUploadLimit, messageKey } from './address.ts';
import type { AnswerParts } from './answer.ts';
import { type MessageSpot, writeMessageAddress } from './message-address.ts';
import { digest } from './nonce.ts';
import { createPosted, type Posted, type Target } from './posted.ts';
import { pace } from './sending.ts';
import type { SurfaceParts } from './surface.ts';

/** The parts of an invocation that its place depends on. */
type Asked = Pick<Invocation, 'id' | 'person'>;

/**
 * What a reaction or something written leads to: a message of the bot's own that answers the one it is about, or nothing
 * while nothing is said. What only the asker should see goes into their direct messages. `resumed`: another process, or
 * this one before a restart, may have shown something without writing that down.
 */
export function createMessageSurface(
  parts: Pick<SurfaceParts, keyof AnswerParts | 'fetch' | 'survey'>,
  spot: MessageSpot,
  asked: Asked,
  resumed: boolean,
): Surface {
  const { log, fetch, survey } = parts;
  let posted: Posted | undefined;

  async function show(reply: Reply, target: Target, signal: AbortSignal | undefined): Promise<void> {
    const place = posted ?? createPosted(parts, target, resumed);
    await place.show(reply, signal);
    posted = place;
  }

  /** What went wrong, for somebody who can no longer be told where they asked. */
  async function tellAside(reply: Reply, signal: AbortSignal | undefined): Promise<void> {
    const aside = createPosted(parts, directOf({ ...spot, sentTo: undefined, sent: undefined }, asked), resumed);
    try {
      await aside.show(reply, signal);
      posted = aside;
    } catch (error) {
      const { code } = asProblem(error);
      if (code !== 'direct_messages_closed') throw error;
      log.info({ invocation: asked.id }, 'somebody who cannot be written to was not told what went wrong');
    }
  }

  return {
    pace,
    fetch,
    survey,
    subject: spot.subject !== undefined,
    address: () => {
      const { sentTo = spot.sentTo, sent = spot.sent } = posted ?? {};
      return writeMessageAddress({ ...spot, sentTo, sent });
    },
    message: () => (posted?.sent === undefined ? undefined : messageKey(posted.sent)),
    async show(reply, signal) {
      if (spot.from === 'taken-back') return;
      const target = targetOf(reply, spot, asked);
      const canBeAside = reply.state === 'failed' && spot.direct === 'no';
      try {
        await show(reply, target, signal);
      } catch (error) {
        if (!canBeAside || asProblem(error).code === 'place_silent') throw error;
        signal?.throwIfAborted();
        await tellAside(reply, signal);
      }
    },
  };
}

/** Where the replies come, which the first one decides. */
function targetOf(reply: Reply, spot: MessageSpot, asked: Asked): Target {
  const { channel, subject, under, sentTo, sent } = spot;
  const known = { sentTo, sent, uploadLimit: leastUploadLimit, nonce: digest(asked.id) };
  if (sent !== undefined && sentTo !== undefined) return { ...known, channel: sentTo };
  const { where = 'here' } = reply;
  if (where === 'subject' && subject !== undefined) return { ...known, channel, sentTo: channel, sent: subject };
  if (typeof where === 'object') return { ...known, channel: where.channel };
  const isForAsker = where === 'direct' || isPrivate(reply, spot);
  return isForAsker && spot.direct === 'no' ? directOf(spot, asked) : { ...known, channel, under };
}

/** A nonce is the same in every channel, so this one is another. */
function directOf({ sentTo, sent }: MessageSpot, { id, person }: Asked): Target {
  const channel = { direct: person.id.replace(/^discord:/, '') };
  return { channel, sentTo, sent, uploadLimit: leastUploadLimit, nonce: digest(`${id}:direct`) };
}

/** A word for everybody is more than a failed reaction asks for. What went wrong with something written holds nothing private. */
function isPrivate({ whisper, state }: Reply, { from }: MessageSpot): boolean {
  if (from === 'reaction') return whisper === true || state === 'failed';
  return whisper === true && state !== 'failed';
}
