import type { ReplyImage } from '../../core/reply.ts';
import type { FileIds } from './file-ids.ts';
import { type UploadParts, upload } from './upload.ts';

export interface PictureFileParts extends UploadParts {
  readonly fileIds?: FileIds | undefined;
}

/** Slack shows PNG and JPEG in blocks, and hides nothing there. */
export function isShown({ image, spoiler }: ReplyImage): boolean {
  return image.type !== 'image/webp' && !spoiler;
}

/** Slack's ids of the pictures that it has already, by image key. */
export function knownFiles(images: readonly ReplyImage[], fileIds: FileIds | undefined): Map<string, string> {
  const files = new Map<string, string>();
  for (const { image } of images) {
    const id = fileIds?.get(image.key);
    if (id !== undefined) files.set(image.key, id);
  }
  return files;
}

/** Sends the others that it can show; one that does not get there is left out. Rejects with the signal's reason only. */
export async function sendMissing(
  images: readonly ReplyImage[],
  files: Map<string, string>,
  parts: PictureFileParts,
): Promise<void> {
  for (const image of images) {
    const { key } = image.image;
    if (!isShown(image) || files.has(key)) continue;
    const id = await upload(parts, image).catch(() => undefined);
    parts.signal?.throwIfAborted();
    if (id === undefined) continue;
    files.set(key, id);
    parts.fileIds?.keep(key, id);
  }
}
