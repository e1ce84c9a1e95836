import type { GenerationRequest } from '../core/generation.ts';
import type { Image, Inscription } from '../core/image.ts';
import type { Log } from '../core/log.ts';
import { asProblem } from '../core/problem.ts';
import type { Delivered } from './api.ts';
import type { Download } from './download.ts';
import type { Held } from './held.ts';
import { type Picture, readPicture } from './picture.ts';
import { withRequestId } from './request-id.ts';
import type { Storing } from './storing.ts';

export interface KeepParts {
  readonly download: Download;
  readonly storing: Pick<Storing, 'put'>;
  /** What is to be written inside the file of a picture. */
  readonly inscribe?: ((request: GenerationRequest) => Inscription | undefined) | undefined;
  readonly log: Log;
}

/**
 * Fetches the picture if need be, reads it and stores it; then its memory is given back. Throws Problems that carry the
 * service's request id, or the signal's reason.
 */
export async function keepPicture(
  parts: KeepParts,
  painted: Delivered,
  request: GenerationRequest,
  signal: AbortSignal,
): Promise<Image> {
  const { download, storing, log } = parts;
  const { requestId } = painted;
  try {
    const { picture, held } = await readPainted(download, painted, signal);
    compareSize(log, picture, request, requestId);
    return await storing.put(picture, held, signal, inscriptionFor(request, parts));
  } catch (error) {
    signal.throwIfAborted();
    throw withRequestId(asProblem(error), requestId);
  }
}

/** A picture that was paid for is kept also without. */
function inscriptionFor(request: GenerationRequest, { inscribe, log }: KeepParts): Inscription | undefined {
  try {
    return inscribe?.(request);
  } catch (err) {
    log.error({ err }, 'nothing could be written inside a picture');
    return undefined;
  }
}

interface Read {
  readonly held: Held;
  readonly picture: Picture;
}

/** The picture is paid for, so bytes that make no sense are no reason to give up while there is an address, too. */
async function readPainted(download: Download, { picture }: Delivered, signal: AbortSignal): Promise<Read> {
  if (!('held' in picture)) return readHeld(await download.fetch(picture.url, signal));
  try {
    return readHeld(picture.held);
  } catch (error) {
    if (!picture.url) throw error;
    return readHeld(await download.fetch(picture.url, signal));
  }
}

function readHeld(held: Held): Read {
  try {
    return { held, picture: readPicture(held.bytes) };
  } catch (error) {
    held.done();
    throw error;
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
