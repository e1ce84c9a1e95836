import { z } from 'zod';
import type { Images } from '../../core/image.ts';
import type { Reply } from '../../core/reply.ts';
import { codes, discordCode, postProblem } from './errors.ts';
import { compose } from './payload.ts';
import { messageIdOf, type Payload, type Sender } from './rest.ts';
import { sendingOf } from './sending.ts';

/** Where a message of the bot's own is, or comes. */
export interface Target {
  /** Channel id; `direct` for the direct messages of the person with this id. */
  readonly channel: string | { readonly direct: string };
  /** Channel and id of the message that shows the replies, when there is one. */
  readonly sentTo?: string | undefined;
  readonly sent?: string | undefined;
  /** Id of the message that a new one answers. */
  readonly under?: string | undefined;
  /** Most bytes of one file. */
  readonly uploadLimit: number;
  /** As `nonceOf` makes them. */
  readonly nonce: string;
}

/** A message of the bot's own, posted by its token once and edited from then on. */
export interface Posted {
  /** Where it is, as soon as that is known. */
  readonly sentTo: string | undefined;
  readonly sent: string | undefined;
  /**
   * Throws Problem `direct_messages_closed`, `permission_missing`, `picture_too_large_for_place`, `place_unreachable`, or
   * `place_silent` when Discord does not answer; and the signal's reason when that is aborted first.
   */
  show(reply: Reply, signal?: AbortSignal): Promise<void>;
}

/** Nobody is notified, not even whose message is answered. */
const quiet = { parse: [], replied_user: false };

/** `resumed`: another process, or this one before a restart, may have posted it without writing that down. */
export function createPosted(
  { bot, images }: { readonly bot: Sender; readonly images: Images },
  { channel: where, under, uploadLimit, nonce, ...known }: Target,
  resumed: boolean,
): Posted {
  let channel = known.sentTo ?? (typeof where === 'string' ? where : undefined);
  let { sent } = known;
  // Discord answers a nonce that it knows with the message as it was.
  let perhapsThere = resumed;

  async function edit(id: string, payload: Payload, reply: Reply, signal: AbortSignal | undefined): Promise<void> {
    await bot.send('patch', `/channels/${channel}/messages/${id}`, payload, sendingOf(reply, signal));
  }

  async function post(payload: Payload, reply: Reply, signal: AbortSignal | undefined): Promise<void> {
    const how = { repeat: true, ...(signal && { signal }) };
    if (typeof where !== 'string') channel ??= await openDirect(bot, where.direct, signal);
    const mayBeThere = perhapsThere;
    perhapsThere = true;
    const send = (reference: object) => {
      const body = { ...payload.body, allowed_mentions: quiet, ...reference, nonce, enforce_nonce: true };
      return bot.send('post', `/channels/${channel}/messages`, { ...payload, body }, how);
    };
    const reference = under !== undefined && { message_reference: { message_id: under, fail_if_not_exists: false } };
    const answer = await send(reference || {}).catch((error: unknown) => {
      // It may write there, but nothing that answers another message.
      if (discordCode(error) === codes.historyUnreadable) return send({});
      throw error;
    });
    sent = messageIdOf(answer);
    if (mayBeThere && sent !== undefined) await edit(sent, payload, reply, signal);
  }

  return {
    get sentTo() {
      return sent === undefined ? undefined : channel;
    },
    get sent() {
      return sent;
    },
    async show(reply, signal) {
      const payload = compose(reply, images, { uploadLimit });
      try {
        if (sent === undefined) await post(payload, reply, signal);
        else await edit(sent, payload, reply, signal);
      } catch (error) {
        signal?.throwIfAborted();
        throw postProblem(error, { uploadLimit }, (payload.files ?? []).length > 0);
      }
    },
  };
}

const directChannel = z.object({ id: z.string() });

/** The channel of somebody's direct messages with the bot. Asking twice is asking once. */
export async function openDirect(bot: Sender, person: string, signal: AbortSignal | undefined): Promise<string> {
  const payload = { body: { recipient_id: person } };
  const answer = await bot.send('post', '/users/@me/channels', payload, { repeat: true, ...(signal && { signal }) });
  return directChannel.parse(answer).id;
}
