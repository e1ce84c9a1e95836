import type { Selectable } from 'kysely';
import type { ClaimLimits } from '../../core/lane.ts';
import type { Tables } from '../tables.ts';

/** Milliseconds until the next call may begin, 0 or less: now; and between that and the one after it. */
export function pace(
  lane: Selectable<Tables['lanes']>,
  { rate }: Pick<ClaimLimits, 'rate'>,
  now: number,
): { readonly wait: number; readonly spacing: number } {
  const spacing = rate === undefined ? 0 : Math.ceil(1000 / rate);
  // A clock that jumped back must not make anybody wait longer than the rule itself.
  const pause = Math.min(lane.paused_until - now, lane.pause);
  return { spacing, wait: Math.max(pause, Math.min(lane.next_start_at - now, spacing)) };
}
