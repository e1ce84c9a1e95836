import type { SteadyClock } from '../core/clock.ts';
import type { GenerationRequest, Order, Progress } from '../core/generation.ts';
import type { Log } from '../core/log.ts';
import { largestSeed, seedFor } from '../core/seed.ts';
import type { Api } from './api.ts';
import type { Circuit } from './circuit.ts';
import type { Failure, Painted } from './failures.ts';
import type { Place, Queue } from './queue.ts';
import { reportFailedCall } from './report.ts';
import { createRetries, pauseAfter, type Retry, retryTime } from './retries.ts';

export interface PainterParts {
  readonly api: Api;
  readonly queue: Queue;
  readonly circuit: Circuit;
  readonly log: Log;
  readonly clock: SteadyClock;
  readonly random: () => number;
}

/** A painted picture and the request that it was really painted from. */
export interface Work {
  readonly painted: Painted;
  readonly request: GenerationRequest;
  /** When the first call began, by the monotonic clock. */
  readonly startedAt: number;
}

/** How one order is painted. */
export type Paint = (order: Order, place: Place, signal: AbortSignal, tell: Tell) => Promise<Work>;

type Tell = (progress: Progress) => void;

/** Makes the calls for an order, each in its turn, until there is a picture or another call makes no sense. Throws Problems only. */
export function createPainter(parts: PainterParts): Paint {
  const { queue, circuit, log, clock } = parts;
  return async (order, place, signal, tell) => {
    const retries = createRetries(parts.random);
    let { request } = order;
    let startedAt: number | undefined;
    let since = 0;
    let last: Failure | undefined;
    let again: Progress['again'];
    for (;;) {
      await place.turn(AbortSignal.any([signal, circuit.pausing]));
      if (!last) since = clock.now();
      startedAt ??= clock.monotonic();
      if (last && clock.monotonic() - startedAt > retryTime) throw last.problem;
      tell({ ahead: 0, since, again });
      const outcome = await call(parts, request, signal);
      if (outcome.kind === 'painted') return { painted: outcome, request, startedAt };
      const retry = retries.next(outcome, clock.monotonic() - startedAt);
      reportFailedCall(log, { order, request, failure: outcome, last, retry });
      if (outcome.rule.everyone) queue.backOff(pauseAfter(outcome, retry));
      if (!retry) throw outcome.problem;
      again = retry.newSeed ? 'new_seed' : 'service';
      tell({ ahead: 0, since, again });
      if (retry.newSeed) request = { ...request, seed: otherSeed(order, request.seed) };
      await waitFor(retry, place, clock, signal);
      last = outcome;
    }
  };
}

/** One call, with what it tells about the service's mood passed on. */
async function call(
  { api, queue, circuit }: PainterParts,
  request: GenerationRequest,
  signal: AbortSignal,
): Promise<Painted | Failure> {
  const passage = circuit.enter();
  const outcome = await api.paint(request, signal).catch((reason: unknown) => {
    passage.unclear();
    throw reason;
  });
  if (outcome.kind === 'painted') {
    queue.wentWell();
    passage.accepted();
    return outcome;
  }
  const { code, blame } = outcome.problem;
  if (code === 'service_access_denied' || code === 'service_no_credit') passage.denied(outcome.problem);
  else if (blame === 'asker') passage.accepted();
  else passage.unclear();
  return outcome;
}

/** When everyone waits, the line does it. */
async function waitFor(retry: Retry, place: Place, clock: SteadyClock, signal: AbortSignal): Promise<void> {
  if (retry.everyone || retry.delay === 0) return;
  // The slot is free for others meanwhile.
  place.leave();
  await clock.sleep(retry.delay, signal);
}

/** Depends only on the order, so that a replayed call tries the same one; even a seed that was asked for must change. */
function otherSeed({ invocation, n }: Order, refused: number): number {
  const seed = seedFor(invocation, 'refused', n);
  return seed === refused ? (seed % largestSeed) + 1 : seed;
}
