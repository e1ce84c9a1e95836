import type { Clock } from './clock.ts';
import { insist } from './insist.ts';
import type { Journal, OpenInvocation } from './journal.ts';
import { about, type Call } from './live.ts';
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

/** Runs a call again that another process, or this one before a restart, has left open. Never throws. */
export function resume(open: OpenInvocation, parts: ResumeParts): void {
  const { hold, invocation, acknowledged } = open;
  const { journal, running, log, clock } = parts;
  const before = running.get(invocation.id);
  if (before) {
    void before.ended.then(() => resume(open, parts));
    return;
  }
  const fields = { ...about(invocation), attempt: hold.attempt };
  const surface = attach(open, parts);
  if (surface) {
    log.info(fields, 'taken up');
    const call = { invocation, surface, acknowledged, hold, heldSince: clock.now(), safe: Promise.resolve() };
    void running.start(invocation.id, (stops) => parts.live({ ...call, ...stops }));
  } else {
    log.warn(fields, 'an open call cannot be answered any more');
    const end = () => journal.end(hold, 'unreachable', 'place_unreachable');
    // When the process stops before that can be written, the next one tries again.
    void running.start(invocation.id, ({ leaving }) => insist(end, clock, leaving.signal).then(nothing, nothing));
  }
}

const nothing = () => undefined;

/** One that cannot be read must not keep the others from being taken up. */
function attach({ invocation, address, acknowledged }: OpenInvocation, { platforms, log }: ResumeParts) {
  try {
    const platform = platforms().find(({ name }) => name === invocation.place.platform);
    return platform?.attach(invocation, address, acknowledged);
  } catch (err) {
    log.error({ ...about(invocation), err }, 'an open call could not be taken up');
    return undefined;
  }
}
