import type { Load } from '../core/lane.ts';
import type { Access } from './access.ts';
import { running, waiting } from './lane/where.ts';

/** What there is to do, over all processes: one statement on indexes that hold open rows only. */
export async function readLoad(access: Access): Promise<Load> {
  const row = await access.run((database) =>
    database
      .selectNoFrom(({ selectFrom, fn }) => {
        const pictures = selectFrom('pictures').select(fn.countAll<number>().as('count'));
        const calls = selectFrom('calls').select(fn.countAll<number>().as('count'));
        return [
          pictures.where(waiting).as('waiting'),
          pictures.where(running).as('running'),
          calls.where('ended_at', 'is', null).as('openCalls'),
        ];
      })
      .executeTakeFirstOrThrow(),
  );
  return { waiting: row.waiting ?? 0, running: row.running ?? 0, openCalls: row.openCalls ?? 0 };
}
