import type { Claim } from '../../core/lane.ts';
import { givenUp } from '../holding.ts';
import { isUnbegun } from './lost.ts';
import { heldAs, type LaneParts } from './parts.ts';
import { putBack } from './settle.ts';
import { running } from './where.ts';

/** Extends the leases of the claims held here, in one statement that does not wait for the line. */
export async function renewClaims({ access, clock, owner, lease, held, ending }: LaneParts): Promise<readonly Claim[]> {
  const before = [...held.values()];
  if (before.length === 0) return [];
  const rows = await access.run((database) =>
    database
      .updateTable('pictures')
      .set({ lease_until: clock.now() + lease })
      .where(running)
      .where('owner', '=', owner)
      .where(
        'invocation',
        'in',
        before.map(({ invocation }) => invocation),
      )
      .returning(['invocation', 'n', 'attempt', 'stop_asked'])
      .execute(),
  );
  const kept = new Map(rows.map((row) => [heldAs(row), row]));
  const isOurs = (claim: Claim) => kept.get(heldAs(claim))?.attempt === claim.attempt;
  // What was settled here meanwhile is neither lost nor to be stopped.
  const still = before.filter((claim) => held.get(heldAs(claim)) === claim && !ending.has(claim));
  const lost = still.filter((claim) => !isOurs(claim));
  for (const claim of lost) held.delete(heldAs(claim));
  return [...lost, ...still.filter((claim) => isOurs(claim) && kept.get(heldAs(claim))?.stop_asked === 1)];
}

/** Lets another process take up what is still held, at once. */
export async function releaseClaims(parts: LaneParts): Promise<void> {
  const { access, clock, owner, held, unbegun } = parts;
  if (held.size + unbegun.size === 0) return;
  await access.turn(async (turning) => {
    const { transaction, tell } = turning;
    const rows = await transaction
      .selectFrom('pictures')
      .selectAll()
      .where(running)
      .where('owner', '=', owner)
      .execute();
    for (const row of rows) if (isUnbegun(parts, row)) await putBack(turning, row, { kind: 'again' }, clock.now());
    await transaction
      .updateTable('pictures')
      .set({ lease_until: givenUp })
      .where(running)
      .where('owner', '=', owner)
      .execute();
    tell({ kind: 'unknown' });
  });
}
