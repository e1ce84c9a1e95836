import type { Clock } from '../core/clock.ts';
import type { Access } from './access.ts';

/** What journal and lane need to hold leases for this process. */
export interface Holding {
  readonly access: Access;
  readonly clock: Clock;
  readonly owner: string;
  /** Milliseconds. */
  readonly lease: number;
}

/**
 * Leases that ended by then are lost; one that was given up ended at 0. While the database is away nobody can renew any,
 * so afterwards everybody gets as long as a lease to do it.
 */
export function lostBefore({ access, clock, lease }: Holding): number {
  const now = clock.now();
  return now < access.backSince() + lease ? 0 : now;
}
