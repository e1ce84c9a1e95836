import type { Selectable } from 'kysely';
import type { GenerationRequest } from '../../core/generation.ts';
import type { Claim, ClaimLimits, Turn } from '../../core/lane.ts';
import { Problem } from '../../core/problem.ts';
import type { Turning } from '../access.ts';
import * as parse from '../parse.ts';
import type { Tables } from '../tables.ts';
import { settleLost } from './lost.ts';
import { pace } from './pace.ts';
import { heldAs, type LaneParts } from './parts.ts';
import { close } from './settle.ts';
import { waiting } from './where.ts';

/** Concurrency, rate, pause, lost leases and the fair order, decided together while nobody else can. */
export async function claimNext(parts: LaneParts, limits: ClaimLimits): Promise<Turn> {
  const { access, held, unbegun } = parts;
  let decided: Turn | undefined;
  try {
    const turn = await access.turn(async (turning) => {
      decided = await decide(parts, turning, limits);
      return decided;
    });
    if (turn.kind === 'claimed') held.set(heldAs(turn.claim), turn.claim);
    return turn;
  } catch (error) {
    // Claimed all the same, perhaps; the next turn tells.
    if (decided?.kind === 'claimed') unbegun.set(heldAs(decided.claim), decided.claim);
    throw error;
  }
}

async function decide(parts: LaneParts, turning: Turning, limits: ClaimLimits): Promise<Turn> {
  const { transaction, lane } = turning;
  const now = parts.clock.now();
  const busy = await settleLost(parts, turning, limits.quotas ?? [], now);
  if (busy.length >= limits.concurrency) {
    const nextLost = Math.min(...busy.map((lease) => lease - now));
    return { kind: 'wait', milliseconds: Math.max(1, nextLost) };
  }
  const { wait, spacing } = pace(lane, limits, now);
  const next = await transaction
    .selectFrom('pictures')
    .selectAll()
    .where(waiting)
    .$if(limits.person !== undefined, (query) => query.where('person', '=', limits.person ?? ''))
    .orderBy('round')
    .orderBy('seat')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!next) return { kind: 'wait', milliseconds: undefined };
  if (wait > 0) return { kind: 'wait', milliseconds: wait };
  const request = parse.readable(parse.request, next.request);
  if (!request) {
    await close(turning, next, { kind: 'failed', problem: new Problem('storage_failed', {}), paid: false }, now);
    return { kind: 'wait', milliseconds: 1 };
  }
  const claim = await start(parts, turning, next, request, now);
  const serving = Math.max(lane.serving, next.round);
  await transaction
    .updateTable('lanes')
    .set({ serving, next_start_at: now + spacing })
    .execute();
  return { kind: 'claimed', claim };
}

async function start(
  { owner, lease, unbegun }: LaneParts,
  { transaction, tell }: Turning,
  next: Selectable<Tables['pictures']>,
  request: GenerationRequest,
  now: number,
): Promise<Claim> {
  const { invocation, n, person } = next;
  const attempt = next.attempt + 1;
  const startedAt = next.started_at ?? now;
  const triedSince = next.tried_since ?? now;
  const times = { started_at: startedAt, claimed_at: now, tried_since: triedSince };
  // That it waits shows that it was not claimed then.
  unbegun.delete(heldAs(next));
  await transaction
    .updateTable('pictures')
    .set({ state: 'running', attempt, owner, lease_until: now + lease, ...times })
    .where('id', '=', next.id)
    .execute();
  tell({ kind: 'running', invocation, n });
  const { ordered_at: orderedAt, overloads, cost } = next;
  const moments = { orderedAt, startedAt, claimedAt: now, triedSince };
  return { invocation, n, attempt, person, request, ...moments, overloads, cost, repeated: next.lost > 0 };
}
