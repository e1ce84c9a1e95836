import { type Clock, systemClock } from './clock.ts';
import { type Command, unknownCommand } from './command.ts';
import { type ContextParts, contextOf } from './context.ts';
import { letGo } from './generation.ts';
import type { Invocation } from './invocation.ts';
import type { Journal } from './journal.ts';
import { createKeeper, type Keeper } from './keeper.ts';
import { type Call, live, refuse } from './live.ts';
import type { Log } from './log.ts';
import { type Metrics, noMetrics } from './metrics.ts';
import type { Platform } from './platform.ts';
import { asProblem, Problem } from './problem.ts';
import type { Reply } from './reply.ts';
import { resume } from './resume.ts';
import { createRunning, type Stops } from './running.ts';
import type { Surface } from './surface.ts';
import { timed } from './timed.ts';

export interface Bot {
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
  /** The invocation that a message of ours shows, however old. Throws Problem `storage_failed`. */
  shownBy(message: string): Promise<string | undefined>;
  /** From now on also runs what other processes, or this one before a restart, have left open on these platforms. */
  takeUp(platforms: readonly Platform[]): Promise<void>;
  /**
   * Takes no new calls and lets the running ones finish within `deadline` milliseconds. Whatever is left then stays open
   * for whoever takes it up; without a journal it ends with a reply that says so.
   */
  close(deadline: number): Promise<void>;
}

export interface BotParts extends ContextParts {
  /** The reply that tells a problem in the asker's language. */
  readonly explain: (problem: Problem, locale: string) => Reply;
  /** Without one, calls live no longer than this process. */
  readonly journal?: Journal | undefined;
  /** Milliseconds that the journal lets a process be silent. */
  readonly lease?: number;
  readonly log: Log;
  readonly metrics?: Metrics | undefined;
  readonly clock?: Clock;
}

/** Milliseconds for ending what is left at the deadline: a chat that does not answer must not hold up the exit. */
const timeForLastWords = 3000;

/** A call that was begun so often has perhaps ended its processes itself. */
const mostAttempts = 20;

export function createBot(parts: BotParts): Bot {
  const { commands, journal, lease = 15_000, log, metrics = noMetrics, clock = systemClock } = parts;
  const running = createRunning();
  let platforms: readonly Platform[] = [];
  let closing = false;

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
  const replies = (call: Call, signal: AbortSignal) => repliesOf(call, signal, parts);
  const makeSure = async () => keeper?.makeSure();
  const lifeParts = { ...parts, journal, replies, makeSure, clock };

  async function answer(invocation: Invocation, surface: Surface, stops: Stops): Promise<void> {
    const call = { invocation, surface, acknowledged: false, hold: undefined, safe: Promise.resolve(), ...stops };
    if (closing) return refuse(new Problem('shutting_down', {}), call, parts);
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
    shownBy: async (message) => journal?.shownBy(message),
    async takeUp(started) {
      platforms = started;
      // A process that was stopped before it was ready leaves them to the next one.
      if (!closing) await keeper?.takeUp();
    },
    async close(deadline) {
      closing = true;
      keeper?.stopTakingUp();
      const ended = Promise.all(running.all().map((call) => call.ended));
      await within(deadline, ended, clock);
      for (const { leaving, cancelling } of running.all()) {
        if (keeper) leaving.abort(letGo);
        else cancelling.abort(new Problem('interrupted', {}));
      }
      await within(timeForLastWords, ended, clock);
      for (const { leaving } of running.all()) leaving.abort(new Problem('interrupted', {}));
      await keeper?.close();
    },
  };
}

async function* repliesOf({ invocation, hold }: Call, signal: AbortSignal, parts: BotParts): AsyncGenerator<Reply> {
  if (hold && hold.attempt > mostAttempts) throw new Problem('interrupted', {});
  const command = parts.commands.find(({ name }) => name === invocation.command);
  if (!command) throw unknownCommand(invocation.command, parts.commands);
  try {
    yield* command.run(invocation.input, contextOf(invocation, signal, parts));
  } catch (thrown) {
    // Whatever breaks in a call that was ended, being ended is the reason.
    throw signal.aborted ? signal.reason : thrown;
  }
}

/** Waits for the work, but no longer than so many milliseconds. */
async function within(milliseconds: number, work: Promise<unknown>, clock: Clock): Promise<void> {
  const over = new AbortController();
  await Promise.race([work, clock.sleep(milliseconds, over.signal).catch(() => undefined)]);
  over.abort();
}
