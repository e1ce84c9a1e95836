import { type Selectable, sql } from 'kysely';
import type { Estimate, PictureKey, Standing } from '../../core/lane.ts';
import { Problem } from '../../core/problem.ts';
import type { Access } from '../access.ts';
import * as parse from '../parse.ts';
import type { Tables } from '../tables.ts';
import { done, running, waiting } from './where.ts';

type Picture = Selectable<Tables['pictures']>;

/** In one statement, because everybody who waits asks it again and again. */
export async function findPicture(access: Access, { invocation, n }: PictureKey): Promise<Standing | undefined> {
  return access.run(async (database) => {
    const row = await database
      .selectFrom('pictures as picture')
      .selectAll('picture')
      .select(sql<number | null>`case when picture.state = 'waiting' then ${ahead} end`.as('ahead'))
      .where('invocation', '=', invocation)
      .where('n', '=', n)
      .executeTakeFirst();
    // A picture that was shown must not have to be made again after a power cut.
    if (row && row.settled_at !== null) await access.flush();
    return row && standing(row);
  });
}

/** Those being painted and those who are served before it. */
const ahead = sql`
  (select count(*) from pictures where ${running}) +
  (select count(*) from pictures where ${waiting} and (round, seat, id) < (picture.round, picture.seat, picture.id))`;

function standing(row: Picture & { readonly ahead: number | null }): Standing {
  const { state, ordered_at: orderedAt } = row;
  if (state === 'waiting') return { state, orderedAt, ahead: row.ahead ?? 0 };
  if (state === 'running') return { state, orderedAt, startedAt: row.started_at ?? orderedAt };
  // Whoever deleted it does not want to see it again when its call is replayed.
  if (row.removed_at !== null) return { state: 'cancelled', problem: new Problem('picture_removed', {}) };
  if (state === 'done') {
    const generation = parse.readJson(parse.generation, row.generation ?? '');
    return { state, generation: { ...generation, recipe: row.recipe ?? undefined } };
  }
  return { state, problem: row.problem === null ? new Problem('unexpected', {}) : parse.readProblem(row.problem) };
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
