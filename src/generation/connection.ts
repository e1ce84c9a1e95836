import { errors } from 'undici';
import { Problem } from '../core/problem.ts';
import type { Failure } from './failures.ts';
import { BodyTooLarge } from './read-body.ts';
import { type RetryRule, rules } from './rule.ts';

/** How far a call had got when its connection failed. */
export interface Breakdown {
  /** Whether a byte of it may have reached the service: from then on the picture may be painted and paid for. */
  readonly sent: boolean;
  readonly expired: boolean;
  /** Milliseconds that the call was allowed to take. */
  readonly timeout: number;
}

/** What a connection error means: only a call that was never sent is made again (API sheet, section 8). */
export function connectionFailure(error: unknown, { sent, expired, timeout }: Breakdown): Failure {
  const code = errorCode(error);
  if (error instanceof BodyTooLarge) {
    return failed(new Problem('picture_too_large', {}, { hint: `the answer has ${error.message}` }));
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    const hint = 'IMAGE_API_URL or IMAGE_API_KEY has characters that cannot be sent';
    return failed(new Problem('service_misconfigured', {}, { hint }));
  }
  if (!sent) {
    const hint = `IMAGE_API_URL: no connection, ${expired ? 'too slow' : code}`;
    return failed(new Problem('service_unreachable', {}, { hint, cause: error }), rules.again);
  }
  if (expired) {
    const seconds = Math.max(1, Math.round(timeout / 1000));
    return failed(new Problem('service_timeout', { seconds }, { hint: 'no answer within IMAGE_API_TIMEOUT' }));
  }
  // undici gives it a code (HPE_…) only sometimes.
  if (error instanceof errors.HTTPParserError) {
    return failed(new Problem('service_unclear', {}, { hint: `not an HTTP answer: ${code}`, cause: error }));
  }
  return failed(new Problem('service_cut_off', {}, { hint: `connection lost: ${code}`, cause: error }));
}

function failed(problem: Problem, rule: RetryRule = rules.never): Failure {
  return { kind: 'failed', problem, rule, retryAfter: undefined, alert: false };
}

/** `ECONNREFUSED` and the like: says what happened without addresses. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
