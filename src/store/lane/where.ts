import { sql } from 'kysely';

// Written into the statement, not bound to it, so that every planner sees that the partial index applies.

export const waiting = sql<boolean>`state = 'waiting'`;
export const running = sql<boolean>`state = 'running'`;
export const unpainted = sql<boolean>`state in ('refused', 'failed', 'cancelled')`;
export const done = sql<boolean>`state = 'done'`;
