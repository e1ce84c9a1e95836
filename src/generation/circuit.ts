import type { SteadyClock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { Problem } from '../core/problem.ts';

/** Long enough to spare the service and the log, short enough to be back soon after the operator has mended it (API sheet, section 8). */
const pause = 60_000;

/** A call that was let through. It ends with exactly one of these. */
export interface Passage {
  /** The service knows us: it painted, or judged the request itself. */
  accepted(): void;
  /** The service turned us away for what only the operator can mend. */
  denied(problem: Problem): void;
  /** It ended without telling whether we are welcome. */
  unclear(): void;
}

export interface Circuit {
  /** Milliseconds until calls make sense again; 0: now. While a trial after a pause is under way, as long as another pause. */
  left(): number;
  /** Lets a call through; after a pause only one, until that one has ended. Throws Problem `service_paused`. */
  enter(): Passage;
}

/**
 * Makes no calls for a minute after the service has denied us access or credit, and alerts the operator: once for each
 * cause, until a call has gone well again.
 */
export function createCircuit(clock: SteadyClock, log: Log): Circuit {
  let pausedUntil: number | undefined;
  let onTrial = false;
  /** Counts pauses. What a call from before the latest of them tells is out of date. */
  let era = 0;
  const alerted = new Set<string>();

  function left(): number {
    if (pausedUntil === undefined) return 0;
    return onTrial ? pause : Math.max(0, pausedUntil - clock.monotonic());
  }

  function begin({ code, hint, requestId, message }: Problem): void {
    era += 1;
    pausedUntil = clock.monotonic() + pause;
    if (!alerted.has(message)) {
      const fields = { alert: true, problem: code, hint, requestId };
      log.error(fields, 'the image service turns us away; no calls for a minute, then one to see');
    }
    alerted.add(message);
  }

  /** Ends a call's part in it. */
  function settle(entered: number, next: () => void): void {
    if (entered !== era) return;
    onTrial = false;
    next();
  }

  return {
    left,
    enter() {
      if (left() > 0) throw paused(left());
      const entered = era;
      onTrial = pausedUntil !== undefined;
      return {
        accepted: () =>
          settle(entered, () => {
            pausedUntil = undefined;
            alerted.clear();
          }),
        denied: (problem) => settle(entered, () => begin(problem)),
        unclear: () => settle(entered, () => undefined),
      };
    },
  };
}

function paused(milliseconds: number): Problem {
  return new Problem('service_paused', { seconds: Math.ceil(milliseconds / 1000) });
}
