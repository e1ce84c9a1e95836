import type { Claim } from '../../core/lane.ts';
import type { Charged, QuotaRule } from '../../core/quota.ts';
import type { LaneParts } from './parts.ts';
import { warningsFor } from './rules.ts';
import { claimedRow, countedOf } from './settle.ts';
import { charge } from './usage.ts';

/** Counts one more call for a claimed picture before it is made, unless another process took the claim over meanwhile. */
export async function chargeClaim(parts: LaneParts, claim: Claim, rules: readonly QuotaRule[]): Promise<Charged> {
  return parts.access.turn(async (turning) => {
    const { transaction, tell } = turning;
    const row = await claimedRow(parts, turning, claim);
    if (!row) return { charged: false, warnings: [] };
    const usages = await charge(transaction, countedOf(row), row.price, rules);
    await transaction
      .updateTable('pictures')
      .set({ cost: row.cost + row.price })
      .where('id', '=', row.id)
      .execute();
    tell({ kind: 'running', invocation: claim.invocation, n: claim.n });
    return { charged: true, warnings: await warningsFor(transaction, rules, usages) };
  });
}
