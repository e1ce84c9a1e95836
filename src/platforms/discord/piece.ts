import type { Images } from '../../core/image.ts';
import type { Reply } from '../../core/reply.ts';
import { leastUploadLimit } from './address.ts';
import { codes, discordCode } from './errors.ts';
import type { HungAddress } from './hung-address.ts';
import { attachmentsIn, marked } from './mark.ts';
import { digest } from './nonce.ts';
import { type Composed, compose } from './payload.ts';
import { imagesOf } from './render.ts';
import type { Payload, Sender, Sending } from './rest.ts';

/** A message that hangs somewhere. */
export type There = HungAddress & { readonly channel: string; readonly message: string };

/** What is to hang there. */
export interface Piece extends Composed {
  readonly reply: Reply;
  /** Says which pictures it shows, under which names. */
  readonly shows: string | undefined;
}

/** Throws Problem `picture_too_large_for_place`. */
export function pieceOf(reply: Reply, images: Images, mark: number): Piece {
  const composed = compose(reply, images, { uploadLimit: leastUploadLimit });
  const pictures = imagesOf(reply).map(({ image, name }) => `${image.key} ${name}`);
  return { ...marked(composed, mark), reply, shows: pictures.length > 0 ? digest(pictures.join('\n')) : undefined };
}

/** Where it is, and what of it is there, once Discord has answered with the message. */
export function showing(there: There, { shows }: Piece, answer: unknown): There {
  return { ...there, shows, attachments: [...attachmentsIn(answer)] };
}

/**
 * Edits a message that hangs. Pictures that it shows already are kept: `attachment://` finds them by their names as long
 * as they are named in `attachments` (Discord: edit message). If Discord does not find them after all, for they were
 * changed by a process that was killed, they are uploaded again.
 */
export async function edit(bot: Sender, there: There, piece: Piece, how: Sending): Promise<There> {
  const route = `/channels/${there.channel}/messages/${there.message}` as const;
  const patch = (payload: Payload) => opened(bot, there, () => bot.send('patch', route, payload, how), how);
  if (isKept(there, piece)) {
    const answer = await patch({ body: keeping(piece, there) }).catch((error: unknown) => {
      if (discordCode(error) !== codes.invalidForm) throw error;
    });
    if (attachmentsIn(answer).length === piece.files.length) return there;
  }
  return showing(there, piece, await patch({ body: piece.body, files: piece.files }));
}

function isKept({ shows, attachments }: There, piece: Piece): boolean {
  return shows !== undefined && shows === piece.shows && attachments.length === piece.files.length;
}

/** What they are described as, and whether they are hidden, may have changed (Discord: attachment request). */
function keeping({ body }: Piece, { attachments }: There): object {
  const kept = body.attachments.map(({ description, is_spoiler = false }, at) => ({
    ...{ id: attachments[at], description, is_spoiler },
  }));
  return { ...body, attachments: kept };
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
