import type { Selectable } from 'kysely';
import { Problem } from '../../core/problem.ts';
import type { QuotaRule } from '../../core/quota.ts';
import type { Turning } from '../access.ts';
import { lostBefore } from '../holding.ts';
import { isGone } from '../owner.ts';
import type { Tables } from '../tables.ts';
import { heldAs, type LaneParts } from './parts.ts';
import { close, countedOf, putBack } from './settle.ts';
import { charge } from './usage.ts';
import { running } from './where.ts';

/** A call that was cut off may have been paid, so it is repeated at most so often. */
const repeatsAllowed = 1;

type Picture = Selectable<Tables['pictures']>;

/**
 * Ends or puts back what a process lost by dying or by being silent for longer than its lease, and puts back what this
 * one never began. Returns until when the leases of the others last.
 */
export async function settleLost(
  parts: LaneParts,
  turning: Turning,
  quotas: readonly QuotaRule[],
  now: number,
): Promise<number[]> {
  const { transaction } = turning;
  const leases = await transaction
    .selectFrom('pictures')
    .select(['id', 'invocation', 'n', 'owner', 'attempt', 'lease_until'])
    .where(running)
    .execute();
  const unbegun = leases.filter((lease) => isUnbegun(parts, lease));
  for (const key of parts.unbegun.keys()) {
    // It was given back, or never claimed.
    if (!unbegun.some((lease) => heldAs(lease) === key)) parts.unbegun.delete(key);
  }
  const lost = new Set([...unbegun, ...leases.filter((lease) => isLost(parts, lease))].map(({ id }) => id));
  if (lost.size > 0) {
    const rows = await transaction
      .selectFrom('pictures')
      .selectAll()
      .where('id', 'in', [...lost])
      .execute();
    for (const row of rows) {
      if (isUnbegun(parts, row)) await putBack(turning, row, { kind: 'again' }, now);
      else await settleOne(turning, row, quotas, now);
    }
  }
  return leases
    .filter(({ id }) => !lost.has(id))
    .map((lease) => Math.max(lease.lease_until ?? 0, parts.access.backSince() + parts.lease, now + 1));
}

/** What decides whether a picture is lost, which every turn reads of everything that is being painted. */
type Lease = Pick<Picture, 'id' | 'invocation' | 'n' | 'owner' | 'attempt' | 'lease_until'>;

/** Whether this process's claim on it is one for which it never made a call, nor ever will. */
export function isUnbegun({ owner, unbegun }: LaneParts, row: Lease): boolean {
  return row.owner === owner && unbegun.get(heldAs(row))?.attempt === row.attempt;
}

function isLost(parts: LaneParts, row: Lease): boolean {
  // What runs here is alive, whatever a clock that jumped says of its lease.
  if (row.owner === parts.owner && parts.held.get(heldAs(row))?.attempt === row.attempt) return false;
  return (row.lease_until ?? 0) <= lostBefore(parts) || isGone(row.owner ?? '');
}

/** The money of the lost attempt stays counted, because nobody knows whether the service was paid. */
async function settleOne(turning: Turning, row: Picture, quotas: readonly QuotaRule[], now: number): Promise<void> {
  const { transaction, tell } = turning;
  const problem = await reasonToStop(turning, row, quotas);
  if (problem) {
    const kind = problem.code === 'cancelled' ? 'cancelled' : 'failed';
    return close(turning, row, { kind, problem, paid: true }, now);
  }
  await transaction
    .updateTable('pictures')
    .set({ state: 'waiting', owner: null, lease_until: null, lost: row.lost + 1, cost: row.cost + row.price })
    .where('id', '=', row.id)
    .execute();
  tell({ kind: 'waiting', invocation: row.invocation, n: row.n });
}

/** Why the call is not repeated; undefined: it is, and its money is counted once more. */
async function reasonToStop(
  { transaction }: Turning,
  { stop_asked, lost, counted, price }: Picture,
  quotas: readonly QuotaRule[],
): Promise<Problem | undefined> {
  if (stop_asked === 1) return new Problem('cancelled', {});
  if (lost >= repeatsAllowed) return new Problem('interrupted', {});
  try {
    await charge(transaction, countedOf({ counted }), price, quotas);
    return undefined;
  } catch (error) {
    if (error instanceof Problem && error.code === 'quota_used_up') return error;
    throw error;
  }
}
