import { aligned, verdict } from '../report.ts';
import type { Kind } from './databases.ts';

/** One measure of the queue on each kind of database. */
export interface QueueRow {
  readonly measure: string;
  readonly values: Readonly<Partial<Record<Kind['name'], string>>>;
  readonly goal?: string;
  readonly met?: boolean;
}

export function queueTable(rows: readonly QueueRow[]): string {
  return aligned([
    ['measure', 'SQLite', 'PostgreSQL', 'goal', ''],
    ...rows.map(({ measure, values, goal = '', met }) => [
      measure,
      values.SQLite ?? '',
      values.PostgreSQL ?? '',
      goal,
      verdict(met),
    ]),
  ]);
}
