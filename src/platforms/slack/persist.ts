import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import { type Trouble, troubleOf } from './errors.ts';

export interface PersistParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** What the log says after each try that failed. */
  readonly complaint: string;
}

/** Milliseconds. apps.connections.open takes about one call a minute for long, so tries get rare: 1, 2, 4, … 60 s apart. */
const longestWait = 60_000;

/**
 * Does something that only needs Slack to be there, again and again until it has worked or is ended. Never rejects.
 * `failure` is what a try that was made already has thrown.
 */
export async function persist(act: () => Promise<unknown>, parts: PersistParts, failure?: unknown): Promise<void> {
  const { clock, log, signal, complaint } = parts;
  let last = failure === undefined ? undefined : complain(failure, 0);

  function complain(error: unknown, attempt: number): Trouble {
    const trouble = troubleOf(error);
    // Slack is there, so waiting will not help: somebody has to look.
    if (trouble.kind === 'refused') log.error({ alert: true, attempt, reason: trouble.error }, complaint);
    else log.warn({ attempt, reason: trouble.kind, ...(trouble.kind === 'unclear' && { err: error }) }, complaint);
    return trouble;
  }

  for (let attempt = last ? 1 : 0; !signal.aborted; attempt++) {
    try {
      const asked = last?.kind === 'rate_limited' ? last.seconds * 1000 : 0;
      const rest = Math.min(longestWait, 1000 * 2 ** (attempt - 1));
      if (attempt > 0) await clock.sleep(Math.max(asked, rest), signal);
      await act();
      if (last) log.info({ attempt }, 'Slack answers again');
      return;
    } catch (error) {
      if (signal.aborted) return;
      last = complain(error, attempt);
    }
  }
}
