import type { GenerationRequest } from '../core/generation.ts';
import type { Claim } from '../core/lane.ts';
import type { Log } from '../core/log.ts';
import type { Problem } from '../core/problem.ts';
import type { Warning } from '../core/quota.ts';
import type { Failure } from './failures.ts';
import type { Retry } from './retries.ts';

export interface FailedCall {
  readonly claim: Claim;
  readonly request: GenerationRequest;
  readonly failure: Failure;
  /** The failure of the call before. */
  readonly last: Failure | undefined;
  /** Undefined when the picture fails with it. */
  readonly retry: Retry | undefined;
}

/** Logs what the operator should know of a failed call. Whoever tells the asker may be in another process, and only knows the code. */
export function reportFailedCall(log: Log, { claim, request, failure, last, retry }: FailedCall): void {
  const { code, hint, requestId } = failure.problem;
  const fields = { invocation: claim.invocation, n: claim.n, problem: code, hint, requestId };
  if (retry) {
    const { delay, newSeed } = retry;
    log.warn({ ...fields, delay: Math.round(delay), newSeed }, 'a call failed and is made again');
  } else if (failure.alert && last?.problem.hint === hint) {
    log.error({ ...fields, alert: true }, 'a call failed again in the same way');
  } else if (code === 'service_rejected_settings' || code === 'service_rejected_request') {
    log.warn({ ...fields, settings: settingsOf(request) }, 'the image service rejected a request');
  } else log.info(fields, 'a call failed');
}

/** Logs why a picture that the service has painted is not there, or what nobody foresaw. */
export function reportLostPicture(log: Log, { invocation, n }: Claim, problem: Problem): void {
  const { code, hint, requestId, cause } = problem;
  const fields = { invocation, n, problem: code, hint, requestId };
  if (code === 'unexpected') log.error({ ...fields, err: cause }, 'a picture failed');
  else log.warn(fields, 'a picture failed');
}

/** A request without the words that people wrote. */
function settingsOf({ prompt: _prompt, watermark: _watermark, ...settings }: GenerationRequest) {
  return settings;
}

/** Tells the operator which quotas are nearly used up. One person's own is no reason to be called at night: anybody can use it up. */
export function reportWarnings(log: Log, warnings: readonly Warning[]): void {
  for (const { rule, usage } of warnings) {
    const alert = rule.scope === 'person' ? {} : { alert: true };
    log.warn({ ...alert, rule, usage }, 'a quota is used to 80 %');
  }
}
