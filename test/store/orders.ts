import type { Claim, ClaimLimits, Lane, LaneOrder, LaneRules } from '../../src/core/lane.ts';
import { requestForTests } from '../fakes/generation.ts';

export const freely: LaneRules = { waitingPerPerson: 1000, waitingPerChannel: 1000, quotas: [] };
export const oneAtATime: ClaimLimits = { concurrency: 1, rate: undefined };
export const allAtOnce: ClaimLimits = { concurrency: 1000, rate: undefined };

/** One picture of Ada's for 32,000 millionths, with anything changed. */
export function orderOf(invocation: string, changes: Partial<LaneOrder> = {}): LaneOrder {
  return {
    invocation,
    n: 0,
    person: 'ada',
    channel: 'fox-lovers',
    community: 'den',
    roles: [],
    request: requestForTests,
    price: 32_000,
    weight: 1,
    ...changes,
  };
}

/** Adds pictures called by their person and number, e.g. `ada1`, in the order given. */
export async function line(lane: Lane, ...names: readonly string[]): Promise<void> {
  for (const name of names) await lane.add(orderOf(name, { person: name.replace(/\d+$/, '') }), freely);
}

/** Claims, and fails the test when it is nobody's turn. */
export async function claimed(lane: Lane, limits: ClaimLimits = allAtOnce): Promise<Claim> {
  const turn = await lane.claim(limits);
  if (turn.kind !== 'claimed') throw new Error(`nobody's turn for ${turn.milliseconds} ms`);
  return turn.claim;
}
