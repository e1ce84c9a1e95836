import { type Clock, systemClock } from './clock.ts';
import type { Command, Context } from './command.ts';
import type { Generate } from './generation.ts';
import type { Invocation } from './invocation.ts';
import type { Log } from './log.ts';
import { present } from './present.ts';
import { asProblem, Problem } from './problem.ts';
import type { Reply } from './reply.ts';
import { seedFor } from './seed.ts';
import type { Surface } from './surface.ts';

export interface Bot {
  readonly commands: readonly Command[];
  /** Runs an invocation to its last reply. Never rejects: what goes wrong is told on the surface and in the log. */
  run(invocation: Invocation, surface: Surface): Promise<void>;
  /** Tells a problem that the platform found before there was anything to run. Never rejects. */
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

export function createBot({ commands, generate, explain, defaultModel, log, clock = systemClock }: BotParts): Bot {
  const running = new Map<string, { stop: AbortController; ended: Promise<void> }>();
  let closing = false;

  function contextOf(invocation: Invocation, signal: AbortSignal): Context {
    let n = 0;
    return {
      invocation,
      commands,
      defaultModel,
      seed: (purpose, number = 0) => seedFor(invocation.id, purpose, number),
      async *generate(request, show) {
        const order = { invocation: invocation.id, n: n++, person: invocation.person.id, request, signal };
        const generation = generate(order);
        for (;;) {
          const step = await generation.next();
          if (step.done) return step.value;
          yield show(step.value);
        }
      },
    };
  }

  async function* replies(invocation: Invocation, signal: AbortSignal): AsyncGenerator<Reply> {
    if (closing) throw new Problem('shutting_down', {});
    const command = commands.find(({ name }) => name === invocation.command);
    if (!command) throw new Problem('command_unknown', { given: invocation.command, suggestion: undefined });
    yield* command.run(invocation.input, contextOf(invocation, signal));
  }

  async function attempt(work: Promise<void>, invocation: Invocation, surface: Surface): Promise<void> {
    const call = { invocation: invocation.id, command: invocation.command, platform: invocation.place.platform };
    try {
      await work;
      log.info(call, 'answered');
    } catch (thrown) {
      const problem = asProblem(thrown);
      report(log, call, problem);
      await surface.show(explain(problem, invocation.locale)).catch((error: unknown) => {
        log.error({ ...call, reason: asProblem(error).code, err: error }, 'the last reply could not be shown');
      });
    }
  }

  return {
    commands,
    async run(invocation, surface) {
      const stop = new AbortController();
      const work = present(replies(invocation, stop.signal), surface, clock);
      const ended = attempt(work, invocation, surface);
      running.set(invocation.id, { stop, ended });
      await ended;
      running.delete(invocation.id);
    },
    refuse: (problem, invocation, surface) => attempt(Promise.reject(problem), invocation, surface),
    cancel(invocation) {
      const call = running.get(invocation);
      call?.stop.abort(new Problem('cancelled', {}));
      return call !== undefined;
    },
    async close(deadline) {
      closing = true;
      const calls = [...running.values()];
      const ended = Promise.all(calls.map((call) => call.ended));
      const patience = new AbortController();
      await Promise.race([ended, clock.sleep(deadline, patience.signal).catch(() => undefined)]);
      patience.abort();
      for (const { stop } of calls) stop.abort(new Problem('interrupted', {}));
      await ended;
    },
  };
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
