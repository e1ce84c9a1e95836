import { sql } from 'kysely';

// Written into the statement, not bound to it, so that every planner sees that the partial index applies.

export const waiting = sql<boolean>`state = 'waiting'`;
export const running = sql<boolean>`state = 'running'`;
export const stopping = sql<boolean>`state = 'running' and stop_asked = 1`;
export const unpainted = sql<boolean>`state in ('refused', 'failed', 'cancelled')`;
export const done = sql<boolean>`state = 'done'`;
/** Made, and not deleted. */
export const visible = sql<boolean>`state = 'done' and removed_at is null`;
/** Not only to its maker. */
export const shownToAll = sql<boolean>`private = 0`;
/** Not forgotten. */
export const named = sql<boolean>`recipe is not null`;
