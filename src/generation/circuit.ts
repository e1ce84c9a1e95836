import type { Clock } from '../core/clock.ts';
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
  /** Milliseconds until calls make sense again; 0: now. */
  left(): number;
  /** Lets a call through; after a pause only one, until that one has ended. Throws Problem `service_paused`. */
  enter(): Passage;
}

/** Makes no calls for a minute after the service has denied us access or credit, and alerts the operator once each time. */
export function createCircuit(clock: Clock, log: Log): Circuit {
  let pausedUntil: number | undefined;

  const left = () => Math.max(0, (pausedUntil ?? 0) - clock.now());

  function begin({ code, hint, requestId }: Problem): void {
    log.error(
      { alert: true, problem: code, hint, requestId },
      'the image service turns us away; no calls for a minute',
    );
  }

  return {
    left,
    enter() {
      if (left() > 0) throw paused(left());
      const isTrial = pausedUntil !== undefined;
      // Everyone else stays out while the trial is under way.
      if (isTrial) pausedUntil = clock.now() + pause;
      return {
        accepted() {
          pausedUntil = undefined;
        },
        denied(problem) {
          const isFirst = isTrial || pausedUntil === undefined;
          pausedUntil = clock.now() + pause;
          if (isFirst) begin(problem);
        },
        unclear() {
          if (isTrial) pausedUntil = clock.now();
        },
      };
    },
  };
}

function paused(milliseconds: number): Problem {
  return new Problem('service_paused', { seconds: Math.ceil(milliseconds / 1000) });
}
