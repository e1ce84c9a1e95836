import type { Log } from '../../core/log.ts';
import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import type { Spot } from './address.ts';
import { codes, discordCode, problemOf } from './errors.ts';
import { nonceOf } from './nonce.ts';
import { messageIdOf, type Payload, type Sender, type Sending } from './rest.ts';

/** What can no longer be edited, but perhaps said beside it: what is written in an archived thread brings that back. */
const elsewhere: readonly (number | undefined)[] = [
  codes.unknownMessage,
  codes.noAccess,
  codes.noPermission,
  codes.tooManyLateEdits,
  codes.threadArchived,
];

export interface LateParts {
  readonly bot: Sender;
  readonly how: Sending;
  readonly log: Log;
}

/**
 * Shows a reply without the interaction's token, which lives 15 minutes: edits the message with the bot's own, or posts
 * a new one where that is impossible. Resolves to the id of the message that shows it now. Throws a Problem
 * for what Discord refuses, `place_silent` when it does not answer, and the signal's reason when that is aborted first.
 */
export async function showLate(
  reply: Reply,
  payload: Payload,
  spot: Spot,
  { bot, how, log }: LateParts,
): Promise<string | undefined> {
  const { message } = spot;
  if (!spot.reachable) throw new Problem('place_unreachable', {}, { hint: 'the bot is not where it was called' });
  const messages = `/channels/${spot.channel}/messages` as const;
  if (message !== undefined) {
    try {
      await bot.send('patch', `${messages}/${message}`, payload, how);
      return message;
    } catch (error) {
      how.signal?.throwIfAborted();
      if (!elsewhere.includes(discordCode(error))) throw problemOf(error, spot);
    }
  }
  // Progress is not worth a message of its own.
  if (reply.state === 'working') return message;
  if (reply.whisper) throw new Problem('place_unreachable', {}, { hint: 'a whisper is nothing for everybody' });
  log.info({ interaction: spot.interaction }, 'the answer is posted as a message of its own');
  const body = { ...payload.body, nonce: nonceOf(spot.interaction), enforce_nonce: true };
  const posted = await bot.send('post', messages, { ...payload, body }, how).catch((cause: unknown) => {
    how.signal?.throwIfAborted();
    throw lateProblem(cause, spot);
  });
  return messageIdOf(posted);
}

function lateProblem(cause: unknown, spot: Spot): Problem {
  const code = discordCode(cause);
  if (code === undefined || code === codes.fileTooLarge) return problemOf(cause, spot);
  return new Problem('place_unreachable', {}, { hint: `Discord answered ${code}`, cause });
}
