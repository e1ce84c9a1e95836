import type { Kysely, Selectable } from 'kysely';
import type { Estimate, PictureKey, Standing } from '../../core/lane.ts';
import { Problem } from '../../core/problem.ts';
import type { Access } from '../access.ts';
import * as parse from '../parse.ts';
import type { Tables } from '../tables.ts';
import { done, running, waiting } from './where.ts';

type Picture = Selectable<Tables['pictures']>;

export async function findPicture(access: Access, { invocation, n }: PictureKey): Promise<Standing | undefined> {
  return access.run(async (database) => {
    const row = await database
      .selectFrom('pictures')
      .selectAll()
      .where('invocation', '=', invocation)
      .where('n', '=', n)
      .executeTakeFirst();
    return row && standing(database, row);
  });
}

async function standing(database: Kysely<Tables>, row: Picture): Promise<Standing> {
  const { state, ordered_at: orderedAt } = row;
  if (state === 'waiting') return { state, orderedAt, ahead: await countAhead(database, row) };
  if (state === 'running') return { state, orderedAt, startedAt: row.started_at ?? orderedAt };
  if (state === 'done') return { state, generation: parse.readJson(parse.generation, row.generation ?? '') };
  return { state, problem: row.problem === null ? new Problem('unexpected', {}) : parse.readProblem(row.problem) };
}

/** Those being painted and those who are served before it. */
async function countAhead(database: Kysely<Tables>, { round, seat, id }: Picture): Promise<number> {
  const counted = database.selectFrom('pictures').select(({ fn }) => fn.countAll<number>().as('count'));
  // It may itself have been begun since it was read.
  const painting = await counted.where(running).where('id', '!=', id).executeTakeFirstOrThrow();
  const served = await counted
    .where(waiting)
    .where(({ eb, refTuple, tuple }) => eb(refTuple('round', 'seat', 'id'), '<', tuple(round, seat, id)))
    .executeTakeFirstOrThrow();
  return painting.count + served.count;
}

/** Enough to be honest, few enough to follow a service that becomes slower. */
const fewestSamples = 5;
const mostSamples = 50;

export async function estimateTime(access: Access, model: string, pixels: number): Promise<Estimate | undefined> {
  const rows = await access.run((database) =>
    database
      .selectFrom('pictures')
      .select('took')
      .where(done)
      .where('model', '=', model)
      .where('pixels', '=', pixels)
      .orderBy('id', 'desc')
      .limit(mostSamples)
      .execute(),
  );
  const times = rows.map(({ took }) => took ?? 0).sort((a, b) => a - b);
  const at = (share: number) => times[Math.ceil(share * times.length) - 1] ?? 0;
  return times.length < fewestSamples ? undefined : { p50: at(0.5), p90: at(0.9), samples: times.length };
}
