import type { SteadyClock } from '../core/clock.ts';
import { type GenerationRequest, letGo, type Progress } from '../core/generation.ts';
import { insist } from '../core/insist.ts';
import type { Claim, Lane, Outcome } from '../core/lane.ts';
import type { Log } from '../core/log.ts';
import type { Metrics } from '../core/metrics.ts';
import { asProblem, Problem, type ProblemCode } from '../core/problem.ts';
import type { QuotaRule } from '../core/quota.ts';
import { seedFor } from '../core/seed.ts';
import type { Api, Delivered } from './api.ts';
import type { Capacity } from './capacity.ts';
import type { Circuit, Passage } from './circuit.ts';
import type { Failure } from './failures.ts';
import { type KeepParts, keepPicture } from './keep.ts';
import { reportFailedCall, reportLostPicture, reportWarnings } from './report.ts';
import { createRetries, pauseAfter, type Retry, retryTime } from './retries.ts';

export interface PainterParts extends KeepParts {
  readonly lane: Pick<Lane, 'pause' | 'callAgain'>;
  /** Calls that begin in a second, over everyone; undefined for no limit. */
  readonly rate?: number | undefined;
  /** What a further call must keep to when the one before may have to be paid. */
  readonly quotas: readonly QuotaRule[];
  readonly api: Api;
  readonly circuit: Circuit;
  readonly capacity: Capacity;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: SteadyClock;
  readonly random: () => number;
  /** Whether pictures wait in line until the service lets us in again. */
  readonly waitsWhenDenied: boolean;
}

/** Paints what was claimed, `makeSure` being awaited before each call. Rejects only with `letGo`, when that is the signal's reason. */
export type Paint = (claim: Claim, signal: AbortSignal, tell: Tell, makeSure: () => Promise<void>) => Promise<Outcome>;

/** Hears why the picture is tried again. */
type Tell = (again: Progress['again']) => void;

/** Whatever came of it, the service may want to be paid: it painted, or nobody knows (API sheet, section 8). */
const perhapsPaid: ReadonlySet<ProblemCode> = new Set([
  'picture_refused',
  'picture_copyright_refused',
  'service_timeout',
  'service_cut_off',
  'service_unclear',
  'service_gave_no_picture',
  'picture_unreadable',
  'picture_too_large',
]);

/**
 * Makes the calls for a claim until there is a picture or another call makes no sense. When the service is overloaded,
 * the picture goes back to its place, and the whole line waits.
 */
export function createPainter(parts: PainterParts): Paint {
  return async (claim, signal, tell, makeSure) => {
    let paid = false;
    const owes = (perhaps: boolean) => {
      paid = perhaps;
    };
    try {
      return await paint(parts, claim, signal, { tell, makeSure, owes });
    } catch (thrown) {
      if (signal.aborted && signal.reason === letGo) throw letGo;
      const problem = asProblem(signal.aborted ? signal.reason : thrown);
      if (problem.code === 'cancelled') return { kind: 'cancelled', problem, paid };
      if (problem.code !== 'service_paused') reportLostPicture(parts.log, claim, problem);
      return { kind: 'failed', problem, paid };
    }
  };
}

interface Around {
  readonly tell: Tell;
  readonly makeSure: () => Promise<void>;
  /** Hears whether the call that was counted last may have to be paid. */
  readonly owes: (perhaps: boolean) => void;
}

async function paint(
  parts: PainterParts,
  claim: Claim,
  signal: AbortSignal,
  { tell, makeSure, owes }: Around,
): Promise<Outcome> {
  const { clock, log } = parts;
  const retries = createRetries(parts.random, claim.overloads);
  // The line's time goes on by this machine's steady clock, whose time of day may be another one.
  const beganAt = clock.monotonic();
  const now = () => claim.claimedAt + clock.monotonic() - beganAt;
  const elapsed = () => now() - claim.triedSince;
  let { request } = claim;
  let last: Failure | undefined;
  let counted = 0;
  for (;;) {
    await makeSure();
    // Nothing is awaited from here to `enter`: another call may be denied meanwhile.
    if (parts.waitsWhenDenied && parts.circuit.left() > 0) return { kind: 'again', why: 'denial', request };
    const passage = parts.circuit.enter();
    owes(true);
    const outcome = await call(parts, passage, request, signal);
    if (outcome.kind === 'painted') return made(parts, claim, outcome, request, signal, now);
    const paid = perhapsPaid.has(outcome.problem.code);
    owes(paid);
    const retry = allowed(retries.next(outcome, elapsed()), claim, request);
    reportFailedCall(log, { claim, request, failure: outcome, last, retry });
    if (outcome.rule.everyone) await pauseEveryone(parts, pauseAfter(outcome, retry), signal);
    if (parts.waitsWhenDenied && isDenial(outcome.problem)) return { kind: 'again', why: 'denial', request };
    if (!retry) return ended(outcome.problem, paid);
    tell(retry.newSeed ? 'new_seed' : 'service');
    if (retry.newSeed) request = { ...request, seed: secondSeed(claim) };
    if (retry.everyone) return { kind: 'again', why: 'overload', request };
    await clock.sleep(retry.delay, signal);
    if (paid) counted += 1;
    const inTime = () => elapsed() <= retryTime;
    if (!(await mayCallAgain(parts, claim, counted, signal, inTime))) return ended(outcome.problem, paid);
    owes(false);
    last = outcome;
  }
}

/**
 * Waits for the next call's turn like everybody who begins, and counts it before it is made, so that no budget is passed.
 * False when the turn does not come in time. Throws `quota_used_up`.
 */
async function mayCallAgain(
  { lane, rate, quotas, clock, log }: PainterParts,
  claim: Claim,
  counted: number,
  signal: AbortSignal,
  inTime: () => boolean,
): Promise<boolean> {
  while (inTime()) {
    const next = await insist(() => lane.callAgain(claim, counted, { rate, quotas }), clock, signal);
    // Another process has the picture; whatever this one says of it is not heard any more.
    if (next.kind === 'lost') throw new Problem('interrupted', {});
    if (next.kind === 'now') {
      reportWarnings(log, next.warnings);
      return true;
    }
    await clock.sleep(next.milliseconds, signal);
  }
  return false;
}

/** Nobody begins meanwhile, in no process. A store that is away uses up the pause. */
async function pauseEveryone({ capacity, lane, clock }: PainterParts, milliseconds: number, signal: AbortSignal) {
  capacity.overloaded(milliseconds);
  const until = clock.monotonic() + milliseconds;
  await insist(() => lane.pause(until - clock.monotonic()), clock, signal);
}

/** One call, with what it tells about the service's mood passed on. */
async function call(
  { api, capacity, metrics }: PainterParts,
  passage: Passage,
  request: GenerationRequest,
  signal: AbortSignal,
): Promise<Delivered | Failure> {
  const outcome = await api.paint(request, signal).catch((reason: unknown) => {
    passage.unclear();
    metrics.count('api_calls', { outcome: 'unanswered' });
    throw reason;
  });
  metrics.count('api_calls', { outcome: outcome.kind === 'painted' ? 'painted' : outcome.problem.code });
  if (outcome.kind === 'painted') {
    capacity.wentWell();
    passage.accepted();
  } else if (isDenial(outcome.problem)) passage.denied(outcome.problem);
  else if (outcome.problem.blame === 'asker') passage.accepted();
  else passage.unclear();
  return outcome;
}

function isDenial({ code }: Problem): boolean {
  return code === 'service_access_denied' || code === 'service_no_credit';
}

async function made(
  parts: PainterParts,
  { orderedAt, startedAt }: Claim,
  painted: Delivered,
  request: GenerationRequest,
  signal: AbortSignal,
  now: () => number,
): Promise<Outcome> {
  const image = await keepPicture(parts, painted, request, signal);
  const { requestId, upstreamElapsed, expandedPrompt } = painted;
  const times = { elapsed: now() - orderedAt, waited: startedAt - orderedAt, upstreamElapsed };
  return { kind: 'done', generation: { request, image, ...times, requestId, expandedPrompt } };
}

function ended(problem: Problem, paid: boolean): Outcome {
  return { kind: problem.blame === 'asker' ? 'refused' : 'failed', problem, paid };
}

/** Depends only on the picture, so that whoever paints it again tries the same one. */
function secondSeed({ invocation, n }: Claim): number {
  return seedFor(invocation, 'refused', n);
}

/** There is one second seed for all attempts together. */
function allowed(retry: Retry | undefined, claim: Claim, request: GenerationRequest): Retry | undefined {
  return retry?.newSeed && request.seed === secondSeed(claim) ? undefined : retry;
}
