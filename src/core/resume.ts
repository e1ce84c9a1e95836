import type { Clock } from './clock.ts';
import type { Journal, OpenInvocation } from './journal.ts';
import { about, type Call, patience } from './live.ts';
import type { Log } from './log.ts';
import type { Platform } from './platform.ts';
import type { Running } from './running.ts';

export interface ResumeParts {
  readonly journal: Journal;
  readonly running: Running;
  /** Those that are on here by now. */
  readonly platforms: () => readonly Platform[];
  readonly live: (call: Call) => Promise<void>;
  readonly log: Log;
  readonly clock: Clock;
}

/** Runs a call again that another process, or this one before a restart, has left open. */
export function resume(open: OpenInvocation, parts: ResumeParts): void {
  const { hold, invocation, address, acknowledged } = open;
  const { journal, running, log, clock } = parts;
  const before = running.get(invocation.id);
  if (before) {
    void before.ended.then(() => resume(open, parts));
    return;
  }
  const fields = { ...about(invocation), attempt: hold.attempt };
  const platform = parts.platforms().find(({ name }) => name === invocation.place.platform);
  if (!platform && clock.now() - invocation.askedAt < patience) {
    // Held until this process ends: the next one may have the platform again.
    log.warn(fields, 'an open call waits for its platform to be on');
    return;
  }
  const surface = platform?.attach(invocation, address, acknowledged);
  if (surface) {
    log.info(fields, 'taken up');
    const call = { invocation, surface, acknowledged, hold, safe: Promise.resolve() };
    void running.start(invocation.id, (stops) => parts.live({ ...call, ...stops }));
  } else {
    log.warn(fields, 'an open call cannot be answered any more');
    // When that cannot be written, the next process tries again.
    journal.end(hold, 'unreachable', 'place_unreachable').catch(() => undefined);
  }
}
