import { type Dispatcher, Pool } from 'undici';
import type { SteadyClock } from '../core/clock.ts';
import type { Gate } from '../core/gate.ts';
import type { GenerationRequest } from '../core/generation.ts';
import { connectionFailure } from './connection.ts';
import { startDeadline, untilAborted } from './deadline.ts';
import { type Answer, type Failure, type Painted, readAnswer } from './failures.ts';
import { createReader, type Held } from './held.ts';
import { mebibyte } from './read-body.ts';
import { requestIdIn } from './request-id.ts';
import { readRetryAfter } from './retry-after.ts';
import { type PictureDelivery, requestBody } from './wire.ts';

/** A 1536 × 1536 PNG has about 5 MB, 7 MB as base64 (API sheet, section 3); more than this is no picture of ours. */
const largestAnswer = 40 * mebibyte;

export interface ApiParts {
  /** The part of the address before `/volcv/v1`. */
  readonly url: string;
  readonly key?: string | undefined;
  readonly concurrency: number;
  /** Milliseconds for one call, connecting and reading included. */
  readonly timeoutMs: number;
  readonly pictures: PictureDelivery;
  /** Bytes of pictures that may be in memory at once, of everything that is read; no limit without it. */
  readonly memory?: Gate | undefined;
  readonly clock: SteadyClock;
}

/** A picture that the service says it has painted. What is held takes room in memory until it is done with. */
export type Delivered = Omit<Painted, 'picture'> & {
  readonly picture: { readonly held: Held; readonly url?: string | undefined } | { readonly url: string };
};

export interface Api {
  /** Makes one call. Throws only the signal's reason, after hanging up. */
  paint(request: GenerationRequest, signal: AbortSignal): Promise<Delivered | Failure>;
  close(): Promise<void>;
}

/** The image API over pooled connections (API sheet, section 1). */
export function createApi({ url, key, concurrency, timeoutMs, pictures, memory, clock }: ApiParts): Api {
  const base = new URL(url);
  const path = `${base.pathname.replace(/\/+$/, '')}/volcv/v1?Action=CVProcess&Version=2022-08-31`;
  const headers = { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) };
  const pool = new Pool(base.origin, {
    connections: concurrency,
    // One call per connection, so that hanging up ends exactly that call.
    allowH2: false,
  });

  const read = createReader(memory);

  return {
    async paint(request, signal) {
      const startedAt = clock.monotonic();
      const deadline = startDeadline(clock, timeoutMs, signal);
      let sent = false;
      const caller = pool.compose(
        (dispatch) => (options, handler) =>
          dispatch(
            options,
            noticeStart(handler, () => (sent = true)),
          ),
      );
      try {
        const call = caller.request({
          path,
          method: 'POST',
          headers,
          body: JSON.stringify(requestBody(request, pictures)),
          signal: deadline.signal,
          // One deadline rules the call; undici's own two end at 300 s, which may be before it.
          headersTimeout: 0,
          bodyTimeout: 0,
        });
        // undici notices an abort while it connects only once it is connected.
        const response = await untilAborted(call, deadline.signal);
        const answer = await read(response, largestAnswer, deadline, signal);
        const retryAfter = readRetryAfter(response.headers['retry-after'], clock.now());
        const elapsed = clock.monotonic() - startedAt;
        const requestId = requestIdIn(response.headers);
        return delivered(answer, { status: response.statusCode, retryAfter, elapsed, requestId });
      } catch (error) {
        signal.throwIfAborted();
        return connectionFailure(error, { sent, expired: deadline.expired, timeout: timeoutMs });
      } finally {
        deadline.end();
      }
    },
    close: () => pool.destroy(),
  };
}

/** What the answer says. Nothing of it stays in memory but a picture's own bytes. */
function delivered(answer: Held, about: Omit<Answer, 'body'>): Delivered | Failure {
  const outcome = readAnswer({ ...about, body: answer.bytes });
  if (outcome.kind === 'failed') {
    answer.done();
    return outcome;
  }
  const { picture, ...more } = outcome;
  if ('bytes' in picture) return { ...more, picture: { held: answer.become(picture.bytes), url: picture.url } };
  answer.done();
  return { ...more, picture };
}

/** Tells when undici has a connection and begins to write the request to it. */
function noticeStart(handler: Dispatcher.DispatchHandler, started: () => void): Dispatcher.DispatchHandler {
  return {
    onRequestStart(controller, context) {
      started();
      handler.onRequestStart?.(controller, context);
    },
    onResponseStart: (...all) => handler.onResponseStart?.(...all),
    onResponseData: (...all) => handler.onResponseData?.(...all),
    onResponseEnd: (...all) => handler.onResponseEnd?.(...all),
    onResponseError: (...all) => handler.onResponseError?.(...all),
  };
}
