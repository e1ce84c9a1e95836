import type { SteadyClock } from '../core/clock.ts';
import { letGo } from '../core/generation.ts';
import { insist } from '../core/insist.ts';
import type { Claim, Lane, Outcome, PictureKey } from '../core/lane.ts';
import type { Log } from '../core/log.ts';
import { Problem } from '../core/problem.ts';
import { within } from '../core/within.ts';

export interface TaskParts {
  readonly lane: Lane;
  /** Awaits `makeSure` before each call that may have to be paid. Rejects only with the signal's reason. */
  readonly paint: (claim: Claim, signal: AbortSignal, makeSure: () => Promise<void>) => Promise<Outcome>;
  /** Milliseconds between two signs of life: a third of the lane's lease. */
  readonly heartbeat: number;
  readonly log: Log;
  readonly clock: SteadyClock;
}

/** The claims that this process works on. */
export interface Tasks {
  /** Paints a claimed picture and settles it. `asked`: the steady moment at which the claim was asked for. */
  begin(claim: Claim, asked: number): void;
  /** The heartbeat. Stops what another process has by now, or nobody wants any more. */
  renew(): Promise<void>;
  /** Hangs up. */
  stop(key: PictureKey): void;
  /** Lets what runs finish within so many milliseconds, then leaves it to others. */
  finish(deadline: number): Promise<void>;
}

interface Task {
  readonly claim: Claim;
  readonly stop: AbortController;
  /** The last steady moment at which the claim was certainly this process's. */
  sureAt: number;
}

export function createTasks({ lane, paint, heartbeat, log, clock }: TaskParts): Tasks {
  const tasks = new Map<Task, Promise<void>>();
  const leaving = new AbortController();

  async function renew(): Promise<void> {
    const asked = clock.monotonic();
    const present = [...tasks.keys()];
    const over = await lane.renew();
    for (const task of present) task.sureAt = asked;
    for (const claim of over) stop(claim);
  }

  function stop({ invocation, n }: PictureKey): void {
    for (const { claim, stop } of tasks.keys()) {
      if (claim.invocation === invocation && claim.n === n) stop.abort(new Problem('cancelled', {}));
    }
  }

  /** After a silence of nearly a lease, e.g. because this process was stopped, others may have taken the claim over. */
  async function makeSure(task: Task): Promise<void> {
    const { signal } = task.stop;
    if (clock.monotonic() - task.sureAt >= 2 * heartbeat) await insist(renew, clock, signal);
    signal.throwIfAborted();
  }

  async function work(task: Task): Promise<void> {
    const { claim, stop } = task;
    const { invocation, n } = claim;
    let paid = true;
    // What was made is never lost because the store is away for a while.
    const settle = (outcome: Outcome) => insist(() => lane.settle(claim, outcome), clock, leaving.signal);
    try {
      const outcome = await paint(claim, stop.signal, () => makeSure(task));
      paid = mayBePaid(outcome);
      await settle(outcome);
    } catch (thrown) {
      if (thrown === letGo) return;
      log.error({ invocation, n, err: thrown }, 'a picture could not be settled');
      const problem = new Problem('unexpected', {}, { cause: thrown });
      // When that cannot be written either, its lease ends, and whoever finds it lost decides.
      await settle({ kind: 'failed', problem, paid }).catch((err: unknown) => {
        if (err !== letGo) log.error({ invocation, n, err }, 'a picture could not be given up');
      });
    }
  }

  return {
    begin(claim, asked) {
      const { invocation, n, attempt, repeated } = claim;
      if (repeated) log.warn({ invocation, n, attempt }, 'a call that was cut off is repeated; it may be paid twice');
      // An earlier attempt of this process was lost unnoticed, or it could not be claimed again.
      stop(claim);
      const task: Task = { claim, stop: new AbortController(), sureAt: asked };
      tasks.set(
        task,
        work(task).finally(() => tasks.delete(task)),
      );
    },
    renew,
    stop,
    async finish(deadline) {
      const ended = Promise.all(tasks.values());
      if (deadline > 0) await within(deadline, ended, clock);
      leaving.abort(letGo);
      for (const { stop } of tasks.keys()) stop.abort(letGo);
      await ended;
    },
  };
}

/** Whether the call that was counted last may have to be paid. */
function mayBePaid(outcome: Outcome): boolean {
  return outcome.kind === 'done' || (outcome.kind !== 'again' && outcome.paid);
}
