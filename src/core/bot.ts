import { type Clock, systemClock } from './clock.ts';
import type { Command } from './command.ts';
import type { ContextParts } from './context.ts';
import { letGo } from './generation.ts';
import type { Invocation } from './invocation.ts';
import type { Journal } from './journal.ts';
import { createKeeper, type Keeper } from './keeper.ts';
import { type Call, type Explain, live, refuse } from './live.ts';
import type { Log } from './log.ts';
import { createLookUps, type LookUps } from './look-ups.ts';
import { type Metrics, noMetrics } from './metrics.ts';
import type { Platform } from './platform.ts';
import { asProblem, Problem } from './problem.ts';
import { repliesOf } from './replies.ts';
import { resume } from './resume.ts';
import { createRunning, type Running, type Stops } from './running.ts';
import type { Surface } from './surface.ts';
import { timed } from './timed.ts';
import { within } from './within.ts';

export interface Bot extends LookUps {
  readonly commands: readonly Command[];
  /**
   * Writes an invocation down, then runs it to its last reply. Never rejects: what goes wrong is told on the surface and
   * in the log. One that is known already is not run again: this resolves at once and shows nothing.
   */
  run(invocation: Invocation, surface: Surface): Promise<void>;
  /** Tells a problem that the platform found before there was anything to run, once for an invocation. Never rejects. */
  refuse(problem: Problem, invocation: Invocation, surface: Surface): Promise<void>;
  /** Ends a running invocation as its asker wished. Says whether it runs here. */
  cancel(invocation: string): boolean;
  /** From now on also runs what other processes, or this one before a restart, have left open on these platforms. */
  takeUp(platforms: readonly Platform[]): Promise<void>;
  /**
   * Lets the running calls finish within `deadline` milliseconds; whatever is left then stays open for whoever takes it
   * up. Calls are taken until `deaf` resolves, which may be 5 s after the deadline, because the same event may have been
   * given to another process, too: whoever writes it down answers it. Without a journal none is taken, and what is left
   * ends with a reply that says so.
   */
  close(deadline: number, deaf?: Promise<unknown>): Promise<void>;
}

export interface BotParts extends ContextParts {
  readonly explain: Explain;
  /** Without one, calls live no longer than this process. */
  readonly journal?: Journal | undefined;
  /** Milliseconds that the journal lets a process be silent. */
  readonly lease?: number;
  readonly log: Log;
  readonly metrics?: Metrics | undefined;
  readonly clock?: Clock;
}

/** Milliseconds that the chats get after the deadline to stop bringing calls: Slack's lines take 5 s at most. */
const timeToHangUp = 5000;

/** Milliseconds for ending what is left at the deadline: a chat that does not answer must not hold up the exit. */
const timeForLastWords = 3000;

export function createBot(parts: BotParts): Bot {
  const { commands, journal, lease = 15_000, log, metrics = noMetrics, clock = systemClock } = parts;
  const running = createRunning();
  let platforms: readonly Platform[] = [];
  let closed = false;
  const stopping = new AbortController();

  const keeper: Keeper | undefined =
    journal &&
    createKeeper({
      ...{ journal, lease, clock, log },
      lost: ({ id }) => running.get(id)?.leaving.abort(letGo),
      resume: (open) =>
        resume(open, {
          journal,
          running,
          platforms: () => platforms,
          live: (call) => live(call, lifeParts),
          log,
          clock,
        }),
    });
  const replies = (call: Call, signal: AbortSignal) => repliesOf(call, signal, { ...parts, clock });
  const makeSure = async (since: number, signal: AbortSignal) => keeper?.makeSure(since, signal);
  const lifeParts = { ...parts, journal, replies, makeSure, stopping: stopping.signal, clock };

  async function answer(invocation: Invocation, surface: Surface, stops: Stops): Promise<void> {
    const heldSince = clock.now();
    const safe = Promise.resolve();
    const call = { invocation, surface, acknowledged: false, hold: undefined, heldSince, safe, ...stops };
    if (closed) return refuse(new Problem('shutting_down', {}), call, parts);
    if (!keeper) return live(call, lifeParts);
    const accepted = await keeper.accept(invocation, surface.address()).catch(asProblem);
    if (accepted instanceof Problem) return refuse(accepted, call, parts);
    // An event that is known already is answered already, or by somebody else.
    if (accepted) await live({ ...call, ...accepted }, lifeParts);
  }

  async function once({ id, place }: Invocation, work: (stops: Stops) => Promise<void>): Promise<void> {
    if (running.get(id) === undefined) await running.start(id, work);
    else metrics.count('duplicates', { platform: place.platform });
  }

  return {
    commands,
    run: (invocation, surface) =>
      once(invocation, (stops) => answer(invocation, timed(surface, invocation, metrics, clock), stops)),
    refuse: (problem, invocation, surface) =>
      once(invocation, (stops) => refuse(problem, { invocation, surface, ...stops }, parts)),
    cancel(invocation) {
      const call = running.get(invocation);
      call?.cancelling.abort(new Problem('cancelled', {}));
      return call !== undefined;
    },
    ...createLookUps({ ...parts, clock }, () => closed),
    async takeUp(started) {
      platforms = started;
      await keeper?.takeUp(started.map(({ name }) => name));
    },
    async close(deadline, deaf = Promise.resolve()) {
      keeper?.stopTakingUp();
      stopping.abort();
      closed = !keeper;
      const heardLast = deaf.finally(() => {
        closed = true;
      });
      await finish(running, deadline, heardLast, keeper !== undefined, clock);
      closed = true;
      await endAll(running, keeper !== undefined, clock);
      await keeper?.close();
    },
  };
}

/** Waits until the deadline, and then no longer than it takes until no chat brings calls any more. */
async function finish(
  running: Running,
  deadline: number,
  heardLast: Promise<unknown>,
  isKept: boolean,
  clock: Clock,
): Promise<void> {
  await within(deadline, heardLast.then(running.idle), clock);
  stopAll(running, isKept);
  await within(timeToHangUp, heardLast, clock);
}

/** Stops what is left at the deadline. With a journal it is left to others, without a word. */
function stopAll(running: Running, isKept: boolean): void {
  for (const { leaving, cancelling } of running.all()) {
    if (isKept) leaving.abort(letGo);
    else cancelling.abort(new Problem('interrupted', {}));
  }
}

/** The same once no more calls are taken, and waits for it. */
async function endAll(running: Running, isKept: boolean, clock: Clock): Promise<void> {
  stopAll(running, isKept);
  await within(timeForLastWords, running.idle(), clock);
  for (const { leaving } of running.all()) leaving.abort(new Problem('interrupted', {}));
}
