import type { CallAgain, Claim, ClaimLimits } from '../../core/lane.ts';
import { pace } from './pace.ts';
import type { LaneParts } from './parts.ts';
import { warningsFor } from './rules.ts';
import { claimedRow, countedOf } from './settle.ts';
import { charge } from './usage.ts';

/** Counts one more call for a claimed picture before it is made, unless it has to wait or another process has the claim. */
export async function callAgain(
  parts: LaneParts,
  claim: Claim,
  counted: number,
  { rate, quotas = [] }: Pick<ClaimLimits, 'rate' | 'quotas'>,
): Promise<CallAgain> {
  let cost = claim.cost;
  const answer = await parts.access.turn(async (turning): Promise<CallAgain> => {
    const { transaction, lane, tell } = turning;
    const now = parts.clock.now();
    const row = await claimedRow(parts, turning, claim);
    if (!row) return { kind: 'lost' };
    const { wait, spacing } = pace(lane, { rate }, now);
    if (wait > 0) return { kind: 'wait', milliseconds: wait };
    // What was counted by a question whose answer was lost is not counted again.
    const due = claim.cost + counted * row.price - row.cost;
    cost = row.cost + Math.max(0, due);
    const usages = due > 0 ? await charge(transaction, countedOf(row), due, quotas) : [];
    if (due > 0) {
      await transaction.updateTable('pictures').set({ cost }).where('id', '=', row.id).execute();
    }
    if (spacing > 0) {
      await transaction
        .updateTable('lanes')
        .set({ next_start_at: now + spacing })
        .execute();
    }
    if (due > 0 || spacing > 0) tell({ kind: 'running', invocation: claim.invocation, n: claim.n });
    return { kind: 'now', warnings: await warningsFor(transaction, quotas, usages) };
  });
  if (answer.kind === 'now') parts.heard.set(claim, cost);
  return answer;
}
