import sharp from 'sharp';
import type { Clock } from '../core/clock.ts';
import type { PictureAnswer } from './answer.ts';
import { goDuration } from './envelope.ts';
import { expandPrompt } from './expansion.ts';
import { latencyOf } from './latency.ts';
import type { Links } from './links.ts';
import type { Paint } from './paint.ts';
import { hashOf } from './random.ts';
import { pictureReply, type WireReply } from './reply.ts';
import { paintOrder, type SandboxRequest } from './request.ts';

/** What it takes to make and hand over pictures. */
export interface Workshop {
  readonly paint: Paint;
  readonly clock: Clock;
  /** Milliseconds that a usual picture takes; 0 answers as soon as it is painted. */
  readonly latency: number;
  readonly links: Links;
  /** The sandbox's own address, without a slash at the end. */
  readonly url: string;
}

/** Makes the picture, as slowly as the real service would, and wraps it up the way the answer says. */
export async function deliverPicture(
  workshop: Workshop,
  request: SandboxRequest,
  answer: PictureAnswer,
  requestId: string,
  signal: AbortSignal,
): Promise<WireReply> {
  const { clock } = workshop;
  const began = clock.now();
  const expanded = expandPrompt(request);
  const make = pictureMaker(workshop.paint, request, answer, expanded ?? request.prompt);
  const bytes = await make(signal);
  const left = latencyOf(request, workshop.latency) - (clock.now() - began);
  if (left > 0) await clock.sleep(left, signal);
  const asked = request.return_url ? 'url' : 'base64';
  const by = answer.by === 'url' || answer.by === 'base64' ? answer.by : asked;
  const picture =
    by === 'url'
      ? { link: answer.link ?? workshop.url + workshop.links.add(linkTo(bytes, make, answer)) }
      : { base64: Buffer.from(bytes).toString('base64') };
  return pictureReply(
    answer,
    picture,
    { field: answer.expandedIn ?? fieldOf(request), prompt: expanded ?? '' },
    { requestId, elapsed: elapsedSince(began, clock.now(), request) },
  );
}

function pictureMaker(paint: Paint, request: SandboxRequest, answer: PictureAnswer, prompt: string) {
  const order = paintOrder(request, prompt);
  return async (signal: AbortSignal): Promise<Uint8Array> => {
    if (answer.bytes) return answer.bytes;
    const painted = await paint(order, signal);
    if (answer.format === 'jpeg') return sharp(painted).jpeg().toBuffer();
    return answer.format === 'webp' ? sharp(painted).webp().toBuffer() : painted;
  };
}

/** The bytes are kept until they are fetched; whoever comes again gets them painted again. */
function linkTo(bytes: Uint8Array, make: (signal: AbortSignal) => Promise<Uint8Array>, answer: PictureAnswer) {
  let kept: Uint8Array | undefined = bytes;
  return {
    download: answer.download ?? 'works',
    async open(signal: AbortSignal) {
      const picture = kept ?? (await make(signal));
      kept = undefined;
      return picture;
    },
  };
}

/** Each way of expanding fills its own field (API sheet, section 3). */
function fieldOf(request: SandboxRequest): string {
  return request.req_schedule_conf === 'general_v20_9B_pe' ? 'pe_result' : 'rephraser_result';
}

/** The clock counts in milliseconds; what is below them is made up, as the real service's answers have nine digits. */
function elapsedSince(began: number, now: number, request: SandboxRequest): string {
  return goDuration((now - began) * 1e6 + 1 + (hashOf(JSON.stringify(request)) % 999_999));
}
