import { z } from 'zod';
import type { Spot } from '../../core/wall.ts';
import { codes, discordCode } from './errors.ts';
import type { Itself } from './gateway.ts';
import type { HungAddress } from './hung-address.ts';
import type { Manner } from './manner.ts';
import { isMarked, markOf } from './mark.ts';
import { digest } from './nonce.ts';
import { type Step, stepOf } from './piece.ts';
import { openDirect } from './posted.ts';
import type { Sender, Sending } from './rest.ts';
import { edit, having, opened, type There } from './there.ts';

/** As many as Discord tells at once (Discord: get channel messages). */
const messagesBack = 100;

const message = z.object({ id: z.string() });
const channelAnswer = z.object({ last_message_id: z.string().nullish() });

export interface MessageParts {
  readonly bot: Sender;
  readonly itself: Itself;
  /** Whether this process has begun so recently that it takes over what another has left. */
  readonly isYoung: () => boolean;
}

/**
 * A message in a channel or in somebody's direct messages. It is posted under a nonce made of the spot's id, so that a
 * lost answer does not make two, also when another process takes the job over. Discord knows a nonce for a few minutes
 * only. So whoever comes later, which is a process that has just started or one that could not finish, looks for the
 * message by its mark first, among the last hundred. What is left: a process was killed between posting and writing down,
 * nobody took over for minutes, and a hundred others were posted there meanwhile.
 */
export function createMessageManner({ bot, itself, isYoung }: MessageParts, spot: Spot): Manner {
  async function channelOf({ channel }: HungAddress, { signal }: Sending): Promise<string> {
    if (channel !== undefined) return channel;
    return typeof spot.channel === 'string'
      ? spot.channel
      : openDirect(bot, spot.channel.direct.replace(/^discord:/, ''), signal);
  }

  /** Also when that message is deleted (Discord: channel object). */
  async function newestIn(channel: string, how: Sending): Promise<bigint> {
    const { last_message_id: newest } = channelAnswer.parse(await bot.send('get', `/channels/${channel}`, {}, how));
    return BigInt(newest ?? 0);
  }

  async function post(channel: string, { body, files }: Step, before: string | undefined, how: Sending) {
    const nonce = digest(before === undefined ? spot.id : `${spot.id}:${before}`);
    const payload = { body: { ...body, nonce, enforce_nonce: true }, files };
    const answer = await bot.send('post', `/channels/${channel}/messages`, payload, how);
    return { id: message.parse(answer).id, answer };
  }

  return {
    mayBeThere: ({ begun }) => begun || isYoung(),
    async find(address, _, how) {
      const channel = await channelOf(address, how);
      const query = new URLSearchParams({ limit: String(messagesBack) });
      const answer = z.array(z.unknown()).parse(await bot.send('get', `/channels/${channel}/messages`, { query }, how));
      const found = answer.find((each) => isMarked(each, markOf(spot.id), itself.user));
      if (!found) return undefined;
      const { id } = message.parse(found);
      return { ...address, channel, message: id, shows: [], attachments: [] };
    },
    /**
     * Discord answers a nonce that it knows with the message as it was, and perhaps with one that was taken down since. So
     * one that is not newer than everything before is edited, and where it is gone another nonce is made of that.
     */
    async begin(address, piece, how) {
      const channel = await channelOf(address, how);
      const newest = await newestIn(channel, how);
      const step = stepOf(piece, new Map());
      for (let { before } = address; ; ) {
        const { id, answer } = await post(channel, step, before, how);
        const there: There = { ...address, channel, message: id, shows: [], attachments: [] };
        if (BigInt(id) > newest) return having(there, step, answer);
        const edited = await edit(bot, there, piece, how).catch((error: unknown) => {
          if (discordCode(error) !== codes.unknownMessage) throw error;
        });
        if (edited) return edited;
        before = id;
      }
    },
    follow: async (there) => there,
    async remove(there, how) {
      const route = `/channels/${there.channel}/messages/${there.message}` as const;
      await opened(bot, there, () => bot.send('delete', route, {}, how), how);
    },
    explain: async () => undefined,
  };
}
