import type { Images } from '../../core/image.ts';
import type { Reply, ReplyImage } from '../../core/reply.ts';
import { leastUploadLimit } from './address.ts';
import { tooLarge } from './errors.ts';
import type { HungAddress } from './hung-address.ts';
import { digest } from './nonce.ts';
import { imagesOf, render } from './render.ts';
import type { PictureFile } from './rest.ts';

/** Bytes of files in one request: Discord takes 25 MiB of it altogether (Discord: create message). */
const mostAtOnce = 24 * 1024 * 1024;

/** A picture of a piece. `print`: the same for the same file under the same name. */
type Picture = ReplyImage & { readonly print: string };

/** What is to hang somewhere. */
export interface Piece {
  readonly reply: Reply;
  readonly pictures: readonly Picture[];
  /** As `markOf` makes them. */
  readonly mark: number;
  readonly images: Images;
}

/** What hangs already, by its print: ids of attachments. */
export type Had = ReadonlyMap<string, string>;

/** One request: the message with the pictures that it has, and with as many others as fit. */
export interface Step {
  readonly body: object;
  readonly files: readonly PictureFile[];
  /** Prints of the pictures that it shows then, in their order. */
  readonly shows: readonly string[];
  /** Whether it relies on what is there. */
  readonly keeps: boolean;
}

/**
 * A picture that is too large for Discord is left out where there are others. Throws Problem `picture_too_large_for_place`
 * where all are.
 */
export function pieceOf(reply: Reply, images: Images, mark: number): Piece {
  const all = imagesOf(reply);
  const pictures = all
    .filter(({ image }) => image.bytes <= leastUploadLimit)
    .map((each) => ({ ...each, print: digest(`${each.image.key} ${each.name}`) }));
  if (all.length > pictures.length && pictures.length === 0) throw tooLarge(leastUploadLimit);
  return { reply, pictures, mark, images };
}

export function hadBy({ shows, attachments }: Pick<HungAddress, 'shows' | 'attachments'>): Had {
  return new Map(shows.flatMap((print, at) => (attachments[at] === undefined ? [] : [[print, attachments[at]]])));
}

/**
 * `attachment://` finds a picture by its name, also one that is there already, as long as `attachments` has its id. What
 * it is described as, and whether it is hidden, may change (Discord: edit message, attachment request).
 */
export function stepOf({ reply, pictures, mark, images }: Piece, had: Had): Step {
  const added = fitting(pictures.filter(({ print }) => !had.has(print)));
  const shown = pictures.filter((each) => had.has(each.print) || added.includes(each));
  const { components, attachments, ...rest } = render({ ...reply, images: shown });
  const [container] = components;
  return {
    body: {
      ...rest,
      components: [{ ...container, id: mark }],
      attachments: attachments.map(({ filename, description, is_spoiler = false }, at) => {
        const { print = '' } = shown[at] ?? {};
        const id = had.get(print);
        if (id !== undefined) return { id, description, is_spoiler };
        return { id: String(added.findIndex((each) => each.print === print)), filename, description, is_spoiler };
      }),
    },
    files: added.map(({ image, name }) => ({
      ...{ name, type: image.type, length: image.bytes },
      read: () => images.read(image),
    })),
    shows: shown.map(({ print }) => print),
    keeps: added.length < shown.length,
  };
}

/** At least one, if there is any. */
function fitting(pictures: readonly Picture[]): readonly Picture[] {
  let bytes = 0;
  return pictures.filter(({ image }, at) => {
    bytes += image.bytes;
    return at === 0 || bytes <= mostAtOnce;
  });
}
