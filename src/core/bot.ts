import { type Clock, systemClock } from './clock.ts';
import { type Command, type Context, unknownCommand } from './command.ts';
import type { Generate, Generation } from './generation.ts';
import type { Invocation } from './invocation.ts';
import type { Log } from './log.ts';
import { present } from './present.ts';
import { asProblem, Problem } from './problem.ts';
import type { Reply } from './reply.ts';
import { seedFor } from './seed.ts';
import type { Surface } from './surface.ts';

export interface Bot {
  readonly commands: readonly Command[];
  /**
   * Runs an invocation to its last reply. Never rejects: what goes wrong is told on the surface and in the log.
   * One that is running, or ended not long ago, is not run again: this resolves at once and shows nothing.
   */
  run(invocation: Invocation, surface: Surface): Promise<void>;
  /** Tells a problem that the platform found before there was anything to run, once for an invocation. Never rejects. */
  refuse(problem: Problem, invocation: Invocation, surface: Surface): Promise<void>;
  /** Ends a running invocation as its asker wished. Says whether there was one. */
  cancel(invocation: string): boolean;
  /** Takes no new calls, lets the running ones finish within `deadline` milliseconds, then ends them with a reply that says so. */
  close(deadline: number): Promise<void>;
}

export interface BotParts {
  readonly commands: readonly Command[];
  readonly generate: Generate;
  /** The reply that tells a problem in the asker's language. */
  readonly explain: (problem: Problem, locale: string) => Reply;
  readonly defaultModel: string;
  readonly log: Log;
  readonly clock?: Clock;
}

/** Milliseconds for telling people that their calls were ended: a chat that does not answer must not hold up the exit. */
const timeForLastWords = 3000;

/**
 * How long an ended call is remembered, in milliseconds. Slack repeats what it heard no answer to for about five minutes,
 * Discord's gateway what was missed while it was away: either would be a second picture, paid for once more.
 */
const rememberedFor = 10 * 60_000;

/** Of ended calls, the newest: a few hundred kilobytes, whatever the traffic. */
const mostRemembered = 5000;

export function createBot(parts: BotParts): Bot {
  const { commands, explain, log, clock = systemClock } = parts;
  const running = new Map<string, { stop: AbortController; ended: Promise<void> }>();
  const recent = createMemory(rememberedFor, mostRemembered, clock);
  const exit = new AbortController();
  let closing = false;

  async function* replies(invocation: Invocation, signal: AbortSignal): AsyncGenerator<Reply> {
    if (closing) throw new Problem('shutting_down', {});
    const command = commands.find(({ name }) => name === invocation.command);
    if (!command) throw unknownCommand(invocation.command, commands);
    try {
      yield* command.run(invocation.input, contextOf(invocation, signal, parts));
    } catch (thrown) {
      // Whatever breaks in a call that was ended, being ended is the reason.
      throw signal.aborted ? signal.reason : thrown;
    }
  }

  async function attempt(work: Promise<void>, invocation: Invocation, surface: Surface): Promise<void> {
    const call = { invocation: invocation.id, command: invocation.command, platform: invocation.place.platform };
    try {
      await work;
      log.info(call, 'answered');
    } catch (thrown) {
      const problem = asProblem(thrown);
      report(log, call, problem);
      try {
        await surface.show(explain(problem, invocation.locale), exit.signal);
      } catch (error) {
        log.error({ ...call, reason: asProblem(error).code, err: error }, 'the last reply could not be shown');
      }
    }
  }

  async function once(
    invocation: Invocation,
    surface: Surface,
    work: (stop: AbortController) => Promise<void>,
  ): Promise<void> {
    const { id } = invocation;
    if (running.has(id) || recent.has(id)) return;
    const stop = new AbortController();
    const ended = attempt(work(stop), invocation, surface).finally(() => {
      running.delete(id);
      recent.add(id);
    });
    running.set(id, { stop, ended });
    await ended;
  }

  return {
    commands,
    run: (invocation, surface) =>
      once(invocation, surface, async (stop) => {
        try {
          await present(replies(invocation, stop.signal), surface, clock, stop.signal);
        } catch (error) {
          // A picture that nobody can be shown is not painted.
          stop.abort(error);
          throw error;
        }
      }),
    refuse: (problem, invocation, surface) => once(invocation, surface, () => Promise.reject(problem)),
    cancel(invocation) {
      const call = running.get(invocation);
      call?.stop.abort(new Problem('cancelled', {}));
      return call !== undefined;
    },
    async close(deadline) {
      closing = true;
      const calls = [...running.values()];
      const ended = Promise.all(calls.map((call) => call.ended));
      await within(deadline, ended, clock);
      for (const { stop } of calls) stop.abort(new Problem('interrupted', {}));
      await within(timeForLastWords, ended, clock);
      exit.abort(new Problem('interrupted', {}));
    },
  };
}

function contextOf(invocation: Invocation, signal: AbortSignal, parts: BotParts): Context {
  const { commands, defaultModel, generate } = parts;
  let n = 0;
  return {
    invocation,
    commands,
    defaultModel,
    seed: (purpose, number = 0) => seedFor(invocation.id, purpose, number),
    async *generate(request, show) {
      const order = { invocation: invocation.id, n: n++, person: invocation.person.id, request, signal };
      let made: Generation | undefined;
      async function* steps() {
        made = yield* generate(order);
      }
      // Unlike calling next() by hand, `for await` also ends the generation when a reply cannot be shown.
      for await (const progress of steps()) yield show(progress);
      if (!made) throw new Problem('unexpected', {}, { hint: 'a generation ended without a picture' });
      return made;
    },
  };
}

/** Remembers what was added within so many milliseconds, at most so many of them. */
function createMemory(milliseconds: number, most: number, clock: Clock) {
  const times = new Map<string, number>();
  return {
    has: (id: string) => clock.now() - (times.get(id) ?? Number.NEGATIVE_INFINITY) < milliseconds,
    add(id: string): void {
      times.set(id, clock.now());
      for (const [oldest, at] of times) {
        if (times.size <= most && clock.now() - at < milliseconds) break;
        times.delete(oldest);
      }
    },
  };
}

/** Waits for the work, but no longer than so many milliseconds. */
async function within(milliseconds: number, work: Promise<unknown>, clock: Clock): Promise<void> {
  const over = new AbortController();
  await Promise.race([work, clock.sleep(milliseconds, over.signal).catch(() => undefined)]);
  over.abort();
}

function report(log: Log, call: object, problem: Problem): void {
  const fields = {
    ...call,
    problem: problem.code,
    blame: problem.blame,
    hint: problem.hint,
    requestId: problem.requestId,
  };
  if (problem.code === 'unexpected') log.error({ ...fields, err: problem.cause }, 'failed');
  else if (problem.blame === 'operator' && problem.code !== 'shutting_down') log.warn(fields, 'failed');
  else log.info(fields, 'failed');
}
