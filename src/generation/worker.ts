import { setImmediate } from 'node:timers/promises';
import type { ClaimLimits, LaneEvent, PictureKey } from '../core/lane.ts';
import { asProblem } from '../core/problem.ts';
import { createBell } from './bell.ts';
import { createTasks, type TaskParts } from './tasks.ts';

export interface WorkerParts extends TaskParts {
  /** Milliseconds to leave the line alone, from now; 0: go on. */
  readonly pause: () => number;
  /** Throws while no picture can be kept. */
  readonly ready: () => Promise<void>;
  readonly limits: () => ClaimLimits;
  /** Called at each sign of life. */
  readonly beat: () => void;
}

export interface Worker {
  /** Claims no more, and lets what is being painted finish within so many milliseconds; the rest is left to others. */
  close(deadline: number): Promise<void>;
}

/** Milliseconds until the store is asked again after it failed. */
const afterFailure = 1000;

/**
 * Lets whoever has just been put in line be told so first, because SQLite answers without a pause. It takes two turns of
 * the event loop: undici looks at an idle connection for one before it uses that again.
 */
async function othersFirst(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

/** Paints whatever is next in line, for all processes: as soon as something changes, or when the line says it is time. */
export function createWorker(parts: WorkerParts): Worker {
  const { lane, limits, heartbeat, log, clock } = parts;
  const tasks = createTasks(parts);
  const bell = createBell(clock);
  const closing = new AbortController();
  const closed = new AbortController();
  let away = false;
  /** What was cancelled while a claim is on its way: it may be the claimed one. Undefined: none is. */
  let missed: PictureKey[] | undefined;
  const leave = lane.subscribe(hear);
  const claiming = claimAll().catch(() => undefined);
  const beating = beat().catch(() => undefined);

  function hear(event: LaneEvent): void {
    if (event.kind === 'cancel') {
      tasks.stop(event);
      missed?.push(event);
    } else if (event.kind !== 'running') bell.ring();
    if (event.kind === 'unknown') void renew();
  }

  /** A store that is away is reported by whoever claims. */
  async function renew(): Promise<void> {
    await tasks.renew().catch(() => undefined);
  }

  async function claimAll(): Promise<void> {
    while (!closing.signal.aborted) {
      await othersFirst();
      const wait = await claimNext();
      if (wait !== 0) await bell.wait(wait, closing.signal);
    }
  }

  /** Milliseconds until it makes sense to try again; undefined: until something changes. */
  async function claimNext(): Promise<number | undefined> {
    const pause = parts.pause();
    if (pause > 0) return pause;
    const asked = clock.monotonic();
    try {
      await parts.ready();
      missed = [];
      const turn = await lane.claim(limits());
      const stopped = missed;
      missed = undefined;
      away = false;
      if (turn.kind === 'wait') return turn.milliseconds;
      if (closing.signal.aborted) await lane.settle(turn.claim, { kind: 'again' });
      else {
        tasks.begin(turn.claim, asked);
        for (const each of stopped) tasks.stop(each);
      }
      return 0;
    } catch (error) {
      const { code, hint, cause } = asProblem(error);
      if (!away) log.warn({ problem: code, hint, err: cause }, 'no picture can be begun');
      away = true;
      return afterFailure;
    }
  }

  async function beat(): Promise<void> {
    for (;;) {
      await clock.sleep(heartbeat, closed.signal);
      await renew();
      // A process that died tells nobody what it has left behind.
      bell.ring();
      parts.beat();
    }
  }

  return {
    async close(deadline) {
      closing.abort();
      await claiming;
      await tasks.finish(deadline);
      leave();
      closed.abort();
      await beating;
    },
  };
}
