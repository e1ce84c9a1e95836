import { codes, discordCode } from './errors.ts';
import type { HungAddress } from './hung-address.ts';
import { attachmentsIn } from './mark.ts';
import { hadBy, type Piece, type Step, stepOf } from './piece.ts';
import type { Sender, Sending } from './rest.ts';

/** A message that hangs somewhere. */
export type There = HungAddress & { readonly channel: string; readonly message: string };

/** Where it is, and which pictures it has, once Discord has answered a step with the message. */
export function having(there: There, { shows }: Step, answer: unknown): There {
  const attachments = attachmentsIn(answer);
  const isKnown = attachments.length === shows.length;
  return { ...there, shows: isKnown ? [...shows] : [], attachments: isKnown ? [...attachments] : [] };
}

/**
 * Edits a message that hangs. Pictures that it has are not uploaded again, and more than fit into a request come in
 * several. If what was written down about them is not so, because a process was killed after it had changed them, all
 * are uploaded.
 */
export async function edit(bot: Sender, place: There, piece: Piece, how: Sending): Promise<There> {
  const route = `/channels/${place.channel}/messages/${place.message}` as const;
  let losses = 0;
  for (let there = place; ; ) {
    const step = stepOf(piece, hadBy(there));
    const { body, files } = step;
    const send = () => bot.send('patch', route, { body, ...(files.length > 0 && { files }) }, how);
    const answer = await opened(bot, there, send, how).catch((error: unknown) => {
      if (!step.keeps || discordCode(error) !== codes.invalidForm) throw error;
    });
    there = having(there, step, answer);
    if (there.shows.length < step.shows.length) losses += step.keeps ? 1 : 2;
    // Nothing is tried for ever.
    if (losses > 1 || (there.shows.length === step.shows.length && isWhole(there, piece))) return there;
  }
}

/** Whether it has all its pictures. */
export function isWhole({ shows }: There, { pictures }: Piece): boolean {
  return pictures.every(({ print }) => shows.includes(print));
}

/** Does something in a thread, which Discord may have archived: then it is opened again first. */
export async function opened<Result>(
  bot: Sender,
  { channel }: Pick<There, 'channel'>,
  act: () => Promise<Result>,
  how: Sending,
): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (discordCode(error) !== codes.threadArchived) throw error;
    await bot.send('patch', `/channels/${channel}`, { body: { archived: false } }, how);
    return act();
  }
}
