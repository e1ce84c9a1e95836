import type { LaneOrder, LaneRules } from '../../core/lane.ts';
import { Problem } from '../../core/problem.ts';
import type { Added } from '../../core/quota.ts';
import type { Turning } from '../access.ts';
import { freshRecipe } from '../fresh-recipe.ts';
import { notedAs } from '../noted.ts';
import { plain } from '../plain.ts';
import type { LaneParts } from './parts.ts';
import { reserve } from './usage.ts';
import { running, waiting } from './where.ts';

/** What a picture of a person with weight 1 takes up in the count of rounds, so that weights can be fractions. */
const fullRound = 1000;

/** More than one picture takes up, down to a weight of a thousandth; nobody's next round is further ahead when nobody waits. */
const outOfSight = 1000 * fullRound + 1;

/** Puts a picture in line, once. */
export async function addPicture(parts: LaneParts, order: LaneOrder, rules: LaneRules): Promise<Added> {
  const { invocation, n, price } = order;
  const now = parts.clock.now();
  return parts.access.repeatableTurn(async (turning) => {
    const { transaction, tell } = turning;
    let line = await look(turning, order);
    let { serving } = turning.lane;
    if (line.known !== null) return { added: false, warnings: [] };
    if ((line.ofPerson ?? 0) >= rules.waitingPerPerson)
      throw new Problem('queue_full', { limit: rules.waitingPerPerson });
    if ((line.inChannel ?? 0) >= rules.waitingPerChannel) {
      throw new Problem('channel_queue_full', { limit: rules.waitingPerChannel });
    }
    if (line.inLine === null) {
      serving = await forgetRounds(turning);
      if (line.inWork !== null) line = await keepRounds(turning, order);
    }
    const { counted, warnings } = await reserve(transaction, order, rules.quotas, now);
    await transaction
      .insertInto('pictures')
      .values({
        ...described(order),
        ...(await takePlace(turning, order, line, serving)),
        ordered_at: now,
        state: 'waiting',
        attempt: 0,
        overloads: 0,
        lost: 0,
        stop_asked: 0,
        price,
        cost: price,
        counted: JSON.stringify(counted),
      })
      .execute();
    tell({ kind: 'waiting', invocation, n });
    return { added: true, warnings };
  });
}

/** All that decides whether and where a picture may stand, in one statement: everybody else waits meanwhile. */
async function look({ transaction }: Turning, { invocation, n, person, channel }: LaneOrder) {
  return transaction
    .selectNoFrom(({ selectFrom, fn }) => {
      const standing = selectFrom('pictures').select(fn.countAll<number>().as('count')).where(waiting);
      const before = selectFrom('people').where('person', '=', person);
      return [
        selectFrom('pictures').select('id').where('invocation', '=', invocation).where('n', '=', n).as('known'),
        selectFrom('pictures').select('id').where(waiting).limit(1).as('inLine'),
        selectFrom('pictures').select('id').where(running).limit(1).as('inWork'),
        standing.where('person', '=', person).as('ofPerson'),
        standing.where('channel', '=', channel).as('inChannel'),
        before.select('next_round').as('nextRound'),
        before.select('seat').as('seat'),
      ];
    })
    .executeTakeFirstOrThrow();
}

/**
 * Once nobody waits, what was painted before is no reason to let others go first: new people might come for ever. So the
 * round being served moves past everybody's next one.
 */
async function forgetRounds({ transaction, lane }: Turning): Promise<number> {
  const serving = lane.serving + outOfSight;
  await transaction.updateTable('lanes').set({ serving }).execute();
  return serving;
}

/** Except for those whose picture is being painted. */
async function keepRounds(turning: Turning, order: LaneOrder) {
  await turning.transaction
    .updateTable('people')
    .set((row) => ({ next_round: row('next_round', '+', outOfSight) }))
    .where('person', 'in', ({ selectFrom }) => selectFrom('pictures').select('person').where(running))
    .execute();
  return look(turning, order);
}

function described({ invocation, n, person, channel, community, request, notes = {} }: LaneOrder) {
  const { model, width, height } = request;
  const whose = { invocation, n, person, channel, community: community ?? null };
  const what = { request: JSON.stringify(request), model, pixels: width * height };
  return { ...whose, ...what, recipe: freshRecipe(), ...notedAs(notes) };
}

/**
 * Start-time fair queueing: a newcomer joins the end of the round being served, everybody else the round after their
 * last one. Within a round people keep their seats, so that between two pictures of one person everyone else who waits
 * is served once.
 */
async function takePlace(
  { transaction, lane }: Turning,
  { person, name, weight }: LaneOrder,
  { nextRound, seat }: Before,
  serving: number,
) {
  // One picture a turn, so its number is as good as one counted for it.
  const id = lane.turn;
  const step = Math.max(1, Math.round(fullRound / weight));
  const goesOn = nextRound !== null && seat !== null && nextRound > serving;
  const place = goesOn ? { round: nextRound, seat } : { round: serving, seat: id };
  const called = name === undefined ? {} : { name: plain(name) };
  const next = { next_round: place.round + step, seat: place.seat, ...called };
  await transaction
    .insertInto('people')
    .values({ person, ...next })
    .onConflict((conflict) => conflict.column('person').doUpdateSet(next))
    .execute();
  return { id, step, ...place };
}

/** Where the person's next picture would go; null for somebody new. */
interface Before {
  readonly nextRound: number | null;
  readonly seat: number | null;
}
