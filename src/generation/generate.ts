import { timeToFirstWord } from '../core/first-word.ts';
import {
  type Generate,
  type Generation,
  type GenerationRequest,
  letGo,
  type Order,
  type Progress,
} from '../core/generation.ts';
import type { Images, Inscription } from '../core/image.ts';
import { insist } from '../core/insist.ts';
import type { Lane, LaneRules } from '../core/lane.ts';
import type { Log } from '../core/log.ts';
import { type Metrics, noMetrics } from '../core/metrics.ts';
import { asProblem } from '../core/problem.ts';
import { late, within } from '../core/within.ts';
import { type ApiParts, createApi } from './api.ts';
import { createCapacity } from './capacity.ts';
import { createCircuit } from './circuit.ts';
import { createDownload } from './download.ts';
import { createFollowers } from './follow.ts';
import { createPainter } from './paint.ts';
import { placeOf } from './place.ts';
import { reportWarnings } from './report.ts';
import { createStoring, type Storing } from './storing.ts';
import { createWorker } from './worker.ts';

export interface GenerateParts extends ApiParts {
  readonly lane: Lane;
  readonly rules: LaneRules;
  /** How many pictures a role's people get for one of somebody without any; 0.001 to 1000. */
  readonly weights?: readonly { readonly role: string; readonly weight: number }[];
  /** Millionths of the operator's currency for one picture. */
  readonly price: number;
  /** Calls that begin in a second, over everyone; undefined for no limit. */
  readonly rate?: number | undefined;
  /** Milliseconds between two signs of life: a third of the lane's lease. */
  readonly heartbeat: number;
  /** Whether pictures wait in line, instead of failing at once, while the service denies us access or credit. */
  readonly waitsWhenDenied?: boolean;
  /** Paint for nobody else: for a process that lives no longer than this person's call. */
  readonly person?: string | undefined;
  readonly images: Images;
  /** What is to be written inside the file of a picture that was painted for this request; nothing without it. */
  readonly inscribe?: ((request: GenerationRequest) => Inscription | undefined) | undefined;
  readonly log: Log;
  readonly metrics?: Metrics | undefined;
  /** From 0 to 1, like `Math.random`. */
  readonly random: () => number;
}

export interface GenerationCore {
  readonly generate: Generate;
  /** Claims no more pictures, and lets the running calls finish within so many milliseconds. */
  finish(deadline: number): Promise<void>;
  /** The same, and leaves the orders that are not finished then to others. */
  close(deadline: number): Promise<void>;
}

/**
 * The generation core: orders go into the durable line, this process paints whatever is next in it, and each order is
 * followed to its end, whoever paints it.
 */
export function createGenerate(parts: GenerateParts): GenerationCore {
  const { lane, rules, clock, log, concurrency, rate, person, waitsWhenDenied = false, metrics = noMetrics } = parts;
  const api = createApi(parts);
  const download = createDownload(parts);
  const storing = createStoring(parts);
  const circuit = createCircuit(clock, log);
  const capacity = createCapacity(concurrency, clock);
  const followers = createFollowers(lane, clock);
  const waited = { lane, capacity, circuit };
  const paint = createPainter({
    ...{ ...parts, metrics, quotas: rules.quotas, waitsWhenDenied },
    ...{ api, download, storing, circuit, capacity },
  });
  const worker = createWorker({
    ...parts,
    ready: storing.ready,
    pause: () => (waitsWhenDenied ? circuit.left() : 0),
    limits() {
      const { quotas } = rules;
      // Those who cannot be painted are told so at once, however many.
      if (circuit.left() > 0) return { concurrency: Number.POSITIVE_INFINITY, rate: undefined, person, quotas };
      return { concurrency: capacity.slots(), rate, person, quotas };
    },
    async paint(claim, signal, makeSure) {
      const outcome = await paint(claim, signal, (again) => followers.tell(claim, again), makeSure);
      if ('problem' in outcome) followers.explain(claim, outcome.problem);
      return outcome;
    },
    beat: followers.refresh,
  });

  async function* generate(order: Order): AsyncGenerator<Progress, Generation, void> {
    const { signal, askedAt } = order;
    signal.throwIfAborted();
    const follower = followers.follow(order);
    signal.addEventListener('abort', follower.end, { once: true });
    const adding = add(order, storing, parts);
    try {
      const soon = await within(timeToFirstWord(askedAt, clock.now()), adding, clock);
      if (soon === late) yield { ahead: 0, since: clock.now(), again: undefined };
      // What was put in line is looked at because it was.
      if (!(await adding)) follower.look();
      let shown: Progress | undefined;
      for await (const { standing, again } of follower.news()) {
        if (standing.state === 'done') return standing.generation;
        if ('problem' in standing) throw standing.problem;
        const progress = { ...(await placeOf(standing, order, waited)), again };
        if (progress.ahead === shown?.ahead && again === shown.again) continue;
        shown = progress;
        yield progress;
      }
      signal.throwIfAborted();
      throw letGo;
    } finally {
      signal.removeEventListener('abort', follower.end);
      follower.end();
      if (signal.aborted && signal.reason !== letGo) {
        // What is put in line after it was cancelled would be painted for nobody.
        await adding.catch(() => undefined);
        await cancel(order, parts);
      }
    }
  }

  return {
    generate,
    finish: worker.close,
    async close(deadline) {
      await worker.close(deadline);
      await Promise.all([followers.close(), api.close(), download.close()]);
    },
  };
}

/** Puts the order in line, unless it is there already. The operator hears when a quota is nearly used up. */
async function add(order: Order, storing: Storing, parts: GenerateParts): Promise<boolean> {
  const { lane, rules, price, weights = [], clock, log } = parts;
  const { signal, ...picture } = order;
  await storing.ready().catch(async (problem: unknown) => {
    // What is in line already was promised.
    if (!(await insist(() => lane.find(order), clock, signal))) throw problem;
  });
  const weight = weightOf(order.roles, weights);
  const { added, warnings } = await insist(() => lane.add({ ...picture, price, weight }, rules), clock, signal);
  reportWarnings(log, warnings);
  return added;
}

/** The greatest of a person's roles, or 1. */
function weightOf(roles: readonly string[], weights: NonNullable<GenerateParts['weights']>): number {
  const theirs = weights.filter(({ role }) => roles.includes(role)).map(({ weight }) => weight);
  return theirs.length > 0 ? Math.max(...theirs) : 1;
}

/** The asker is not kept waiting for a store that is away; the picture is then painted for nobody. */
async function cancel({ invocation, n }: Order, { lane, log }: GenerateParts): Promise<void> {
  try {
    await lane.cancel({ invocation, n });
  } catch (error) {
    const { code, hint } = asProblem(error);
    log.warn({ invocation, n, problem: code, hint }, 'a picture could not be cancelled');
  }
}
