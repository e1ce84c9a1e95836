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
