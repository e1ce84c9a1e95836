import type { GenerationRequest, Order } from '../core/generation.ts';
import type { Log } from '../core/log.ts';
import type { Failure } from './failures.ts';
import type { Retry } from './retries.ts';

export interface FailedCall {
  readonly order: Order;
  readonly request: GenerationRequest;
  readonly failure: Failure;
  /** The failure of the call before. */
  readonly last: Failure | undefined;
  /** Undefined when the order fails with it. */
  readonly retry: Retry | undefined;
}

/** Logs what the operator should know of a failed call beyond the Problem, which is logged by whoever tells the asker. */
export function reportFailedCall(log: Log, { order, request, failure, last, retry }: FailedCall): void {
  const { code, hint, requestId } = failure.problem;
  const fields = { invocation: order.invocation, n: order.n, problem: code, hint, requestId };
  if (retry) {
    const { delay, newSeed } = retry;
    log.warn({ ...fields, delay: Math.round(delay), newSeed }, 'a call failed and is made again');
  } else if (failure.alert && last?.problem.hint === hint) {
    log.error({ ...fields, alert: true }, 'a call failed again in the same way');
  } else if (code === 'service_rejected_settings' || code === 'service_rejected_request') {
    log.warn({ ...fields, settings: settingsOf(request) }, 'the image service rejected a request');
  }
}

/** A request without the words that people wrote. */
function settingsOf({ prompt: _prompt, watermark: _watermark, ...settings }: GenerationRequest) {
  return settings;
}
