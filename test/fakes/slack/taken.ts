import type { Clock } from '../../../src/core/clock.ts';
import type { Deliver } from './transport.ts';

/** How a call was taken, as the person at the keyboard sees it. */
export interface Taken {
  /** `timeout` is Slack's "operation_timeout", `unreachable` its "dispatch_failed". */
  readonly outcome: 'acknowledged' | 'timeout' | 'unreachable';
  /** Milliseconds until the acknowledgement. */
  readonly after: number;
}

/** Slack gives up after 3 s. */
const patience = 3000;

/** Waits for an acknowledgement as long as Slack does; one that is late by the clock is late. */
export async function timed(
  clock: Clock,
  delivered: ReturnType<Deliver>,
): Promise<{ taken: Taken; acknowledgement?: unknown }> {
  const from = clock.now();
  const waiting = new AbortController();
  const late = clock.sleep(patience, waiting.signal).then(
    () => 'late' as const,
    () => 'late' as const,
  );
  const answer = await Promise.race([delivered, late]);
  const after = clock.now() - from;
  waiting.abort();
  if (answer === undefined) return { taken: { outcome: 'unreachable', after } };
  if (answer === 'late' || after > patience) return { taken: { outcome: 'timeout', after } };
  return { taken: { outcome: 'acknowledged', after }, acknowledgement: answer.acknowledgement };
}
