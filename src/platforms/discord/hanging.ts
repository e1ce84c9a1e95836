import type { Images } from '../../core/image.ts';
import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import type { Hanging } from '../../core/wall.ts';
import { leastUploadLimit, messageKey } from './address.ts';
import { codes, discordCode, postProblem } from './errors.ts';
import { type HungAddress, nowhere, writeHung } from './hung-address.ts';
import type { Manner } from './manner.ts';
import { markOf } from './mark.ts';
import { pieceOf } from './piece.ts';
import type { Sender, Sending } from './rest.ts';
import { gone } from './take-down.ts';
import { edit, isWhole, type There } from './there.ts';

export interface HangingParts {
  readonly bot: Sender;
  readonly images: Images;
}

/** One message of the bot's own accord, which hangs at `address` or nowhere yet. */
export function createHanging({ bot, images }: HangingParts, manner: Manner, address: HungAddress): Hanging {
  let at = address;

  function known(): There | undefined {
    const { channel, message } = at;
    return channel === undefined || message === undefined ? undefined : { ...at, channel, message };
  }

  async function hang(reply: Reply, how: Sending): Promise<void> {
    const piece = pieceOf(reply, images, markOf(at.hung));
    const there = known() ?? (manner.mayBeThere(at) ? await manner.find(at, reply, how) : undefined);
    // From now on it may be there, whatever becomes of the answer.
    at = there ?? { ...at, begun: true };
    const begun = there ?? (await manner.begin(at, piece, how));
    at = begun;
    const shown = !there && isWhole(begun, piece) ? begun : await edit(bot, begun, piece, how);
    at = shown;
    at = await manner.follow(shown, piece, how);
  }

  async function takeDown(how: Sending): Promise<void> {
    const there = known() ?? (await manner.find(at, undefined, how));
    if (!there) return;
    at = there;
    await manner.remove(there, how);
  }

  async function problemIn(error: unknown, hasFiles: boolean, how: Sending): Promise<Problem> {
    const explained = await manner.explain(error, at, how).catch((failure: unknown) => {
      throw postProblem(failure, place, hasFiles);
    });
    if (explained) return explained;
    if (discordCode(error) !== codes.unknownMessage) return postProblem(error, place, hasFiles);
    return new Problem('message_gone', {}, { cause: error });
  }

  return {
    address: () => writeHung(at),
    message: () => (at.message === undefined ? undefined : messageKey(at.message)),
    async show(reply, signal) {
      const how = { repeat: true, ...(signal && { signal }) };
      try {
        await hang(reply, how);
      } catch (error) {
        signal?.throwIfAborted();
        throw await problemIn(error, (reply.images ?? []).length > 0, how);
      }
    },
    async remove(signal) {
      try {
        await takeDown({ repeat: true, ...(signal && { signal }) });
      } catch (error) {
        signal?.throwIfAborted();
        if (!gone.includes(discordCode(error))) throw postProblem(error, place, false);
      }
      at = { ...nowhere(at.application, at.hung), before: at.message ?? at.before };
    },
  };
}

/** Of servers and direct messages it is not told, so it is the least one. */
const place = { uploadLimit: leastUploadLimit };
