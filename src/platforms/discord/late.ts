import type { Log } from '../../core/log.ts';
import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import { codes, discordCode, problemOf } from './errors.ts';
import type { Address } from './invocation.ts';
import { messageIdOf, type Payload, type Sender, type Sending } from './rest.ts';

/** What can no longer be edited as an interaction's answer, but perhaps as the bot's message or beside it. */
const elsewhere: readonly (number | undefined)[] = [codes.unknownMessage, codes.noAccess, codes.noPermission];

export interface LateParts {
  readonly bot: Sender;
  readonly address: Address;
  readonly message: string | undefined;
  readonly how: Sending;
  readonly log: Log;
}

/**
 * Shows a reply without the interaction's token, which lives 15 minutes: edits the message with the bot's own, or posts
 * a new one where that is impossible. `message` is the answer's id, if it is known. Resolves to the id of the message
 * that shows it now. Throws Problem `place_unreachable`, and the signal's reason when that is aborted first.
 */
export async function showLate(
  reply: Reply,
  payload: Payload,
  { bot, address, message, how, log }: LateParts,
): Promise<string | undefined> {
  if (!address.reachable) throw new Problem('place_unreachable', {}, { hint: 'the bot is not where it was called' });
  const messages = `/channels/${address.channel}/messages` as const;
  if (message !== undefined) {
    try {
      await bot.send('patch', `${messages}/${message}`, payload, how);
      return message;
    } catch (error) {
      how.signal?.throwIfAborted();
      if (!elsewhere.includes(discordCode(error))) throw problemOf(error, address);
    }
  }
  // Progress is not worth a message of its own.
  if (reply.state === 'working') return message;
  if (reply.whisper) throw new Problem('place_unreachable', {}, { hint: 'a whisper is nothing for everybody' });
  log.info({ interaction: address.interaction }, 'the answer is posted as a message of its own');
  const body = { ...payload.body, nonce: nonceOf(address), enforce_nonce: true };
  const posted = await bot.send('post', messages, { ...payload, body }, how).catch((cause: unknown) => {
    how.signal?.throwIfAborted();
    if (discordCode(cause) === codes.fileTooLarge) throw problemOf(cause, address);
    throw new Problem('place_unreachable', {}, { hint: `Discord answered ${discordCode(cause) ?? 'nothing'}`, cause });
  });
  return messageIdOf(posted);
}

/** The same for the same call, so that Discord takes it once however often it is sent; at most 25 characters. */
function nonceOf({ interaction }: Address): string {
  return `easel-${BigInt(interaction).toString(36)}`;
}
