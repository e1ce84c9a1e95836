import type { Clock } from '../core/clock.ts';
import { letGo } from '../core/generation.ts';
import { insist } from '../core/insist.ts';
import type { Claim, Lane, Outcome, PictureKey } from '../core/lane.ts';
import type { Log } from '../core/log.ts';
import { Problem } from '../core/problem.ts';

export interface TaskParts {
  readonly lane: Lane;
  /** Rejects only with the signal's reason. */
  readonly paint: (claim: Claim, signal: AbortSignal) => Promise<Outcome>;
  readonly log: Log;
  readonly clock: Clock;
}

/** The claims that this process works on. */
export interface Tasks {
  /** Paints a claimed picture and settles it. */
  begin(claim: Claim): void;
  /** Hangs up: the asker wants it no more, or another process has it by now. */
  stop(key: PictureKey): void;
  /** Lets what runs finish within so many milliseconds, then leaves it to others. */
  finish(deadline: number): Promise<void>;
}

interface Task {
  readonly claim: Claim;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

export function createTasks({ lane, paint, log, clock }: TaskParts): Tasks {
  const tasks = new Set<Task>();
  const leaving = new AbortController();

  async function work(claim: Claim, signal: AbortSignal): Promise<void> {
    const { invocation, n } = claim;
    try {
      const outcome = await paint(claim, signal);
      // What was made is never lost because the store is away for a while.
      await insist(() => lane.settle(claim, outcome), clock, leaving.signal);
    } catch (thrown) {
      if (thrown !== letGo) log.error({ invocation, n, err: thrown }, 'a picture could not be settled');
    }
  }

  return {
    begin(claim) {
      const { invocation, n, attempt, repeated } = claim;
      if (repeated) log.warn({ invocation, n, attempt }, 'a call that was cut off is repeated; it may be paid twice');
      const stop = new AbortController();
      const ended = work(claim, stop.signal).finally(() => tasks.delete(task));
      const task: Task = { claim, stop, ended };
      tasks.add(task);
    },
    stop({ invocation, n }) {
      for (const { claim, stop } of tasks) {
        if (claim.invocation === invocation && claim.n === n) stop.abort(new Problem('cancelled', {}));
      }
    },
    async finish(deadline) {
      const ended = Promise.all([...tasks].map((task) => task.ended));
      const inTime = new AbortController();
      if (deadline > 0) await Promise.race([ended, clock.sleep(deadline, inTime.signal).catch(() => undefined)]);
      inTime.abort();
      leaving.abort(letGo);
      for (const { stop } of tasks) stop.abort(letGo);
      await ended;
    },
  };
}
