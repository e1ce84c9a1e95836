import type { Reply } from '../../core/reply.ts';
import { leastUploadLimit, type Spot } from './address.ts';
import { type AnswerParts, createAnswer } from './answer.ts';
import { nonceOf } from './nonce.ts';
import { createPosted, type Posted, type Target } from './posted.ts';
import type { Way } from './way.ts';

/**
 * In the asker's direct messages, in another channel, or in the place of a message that only the bot's own token
 * reaches. Discord wants an answer to the interaction all the same: the asker alone sees a note with the reply's words.
 * What goes wrong always stands in the note.
 */
function createElsewhere(parts: AnswerParts, spot: Spot, target: Target, acknowledgedBefore: boolean): Way {
  const note = createAnswer(parts, { ...spot, asker: undefined, sent: undefined }, acknowledgedBefore);
  const posted: Posted = createPosted(parts, target, acknowledgedBefore);

  return {
    get now() {
      return { ...note.now, sentTo: posted.sentTo, sent: posted.sent };
    },
    get message() {
      return posted.sent;
    },
    async show(reply, signal) {
      if (reply.state === 'failed') {
        if (posted.sent !== undefined) await posted.show(reply, signal).catch(() => signal?.throwIfAborted());
        return note.show(noteOf(reply), signal);
      }
      // What can be shown there is not held up by a note that came too late.
      const noted = async () => note.show(noteOf(reply), signal).catch(() => undefined);
      if (reply.state === 'working') await noted();
      else await note.begin().catch(() => undefined);
      await posted.show(reply, signal);
      if (reply.state !== 'working') await noted();
    },
  };
}

/** What is left of a reply in a note: everything but the pictures and what belongs under them. */
function noteOf({ state, text, facts, sections, about }: Reply): Reply {
  return {
    ...{ state, text, whisper: true },
    ...(facts && { facts }),
    ...(sections && { sections }),
    ...(about && { about }),
  };
}

export function createDirectWay(parts: AnswerParts, spot: Spot & { asker: string }, acknowledgedBefore: boolean): Way {
  const { asker, interaction, sentTo, sent } = spot;
  const channel = { direct: asker };
  const target = { channel, sentTo, sent, uploadLimit: leastUploadLimit, nonce: nonceOf(interaction, '-d') };
  return createElsewhere(parts, spot, target, acknowledgedBefore);
}

export function createChannelWay(parts: AnswerParts, spot: Spot, channel: string, acknowledgedBefore: boolean): Way {
  const { interaction, sentTo, sent, uploadLimit } = spot;
  const target = { channel, sentTo, sent, uploadLimit, nonce: nonceOf(interaction, '-c') };
  return createElsewhere(parts, spot, target, acknowledgedBefore);
}

/** For what did not come from the message itself, but from its menu. */
export function createSubjectWay(
  parts: AnswerParts,
  spot: Spot & { subject: string },
  acknowledgedBefore: boolean,
): Way {
  const { interaction, channel, subject, uploadLimit } = spot;
  const target = { channel, sentTo: channel, sent: subject, uploadLimit, nonce: nonceOf(interaction) };
  return createElsewhere(parts, spot, target, acknowledgedBefore);
}
