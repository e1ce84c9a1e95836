import type { GenerationRequest } from '../core/generation.ts';
import type { Image, Images } from '../core/image.ts';
import type { Log } from '../core/log.ts';
import { asProblem } from '../core/problem.ts';
import { untilAborted } from './deadline.ts';
import type { Download } from './download.ts';
import type { Painted } from './failures.ts';
import { type Picture, readPicture } from './picture.ts';
import { withRequestId } from './request-id.ts';

export interface KeepParts {
  readonly download: Download;
  readonly images: Images;
  readonly log: Log;
}

/** Fetches the picture if need be, reads it and stores it. Throws Problems that carry the service's request id, or the signal's reason. */
export async function keepPicture(
  { download, images, log }: KeepParts,
  { picture, requestId }: Painted,
  request: GenerationRequest,
  signal: AbortSignal,
): Promise<Image> {
  try {
    const read = await readPainted(download, picture, signal);
    compareSize(log, read, request, requestId);
    const stored = images.put(read.bytes, read.type, { width: read.width, height: read.height });
    return await untilAborted(stored, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw withRequestId(asProblem(error), requestId);
  }
}

/** The picture is paid for, so bytes that make no sense are no reason to give up while there is an address, too. */
async function readPainted(download: Download, picture: Painted['picture'], signal: AbortSignal): Promise<Picture> {
  if (!('bytes' in picture)) return readPicture(await download.fetch(picture.url, signal));
  try {
    return readPicture(picture.bytes);
  } catch (error) {
    if (!picture.url) throw error;
    return readPicture(await download.fetch(picture.url, signal));
  }
}

/** A relay that loses `false` values changes the size of what it forwards (API sheet, section 3). The picture's own size is what people see. */
function compareSize(
  log: Log,
  { width, height }: Picture,
  request: GenerationRequest,
  requestId: string | undefined,
): void {
  const factor = request.upscale ? 2 : 1;
  const expected = { width: request.width * factor, height: request.height * factor };
  if (width === expected.width && height === expected.height) return;
  log.warn({ requestId, expected, got: { width, height } }, 'the picture has another size than expected');
}
