import type { Hold } from '../../core/journal.ts';
import type { Holding } from '../holding.ts';

export const endingAs = ({ id, attempt }: Hold) => `${attempt} ${id}`;

/**
 * Extends the leases of what is held here and returns what another process has taken over. Whoever is `ending` a call
 * finds out by that: it may have ended here, and the answer was lost.
 */
export async function renewHolds(
  holding: Holding,
  held: Map<string, Hold>,
  ending: ReadonlySet<string>,
): Promise<readonly Hold[]> {
  const before = [...held.values()];
  const rows = await setLease(holding, before, holding.clock.now() + holding.lease);
  const kept = new Map(rows.map(({ id, attempt }) => [id, attempt]));
  // What ended here meanwhile is not lost.
  const lost = before.filter((hold) => kept.get(hold.id) !== hold.attempt && held.get(hold.id) === hold);
  for (const { id } of lost) held.delete(id);
  return lost.filter((hold) => !ending.has(endingAs(hold)));
}

/** Lets another process take up what is still held, at once. */
export async function releaseHolds(holding: Holding, held: ReadonlyMap<string, Hold>): Promise<void> {
  await setLease(holding, [...held.values()], 0);
}

/** Lets go of what this process took up without hearing of it: all of its open calls but those that it knows. */
export async function releaseUnknown({ access, owner }: Holding, known: readonly string[]): Promise<void> {
  await access.run((database) =>
    database
      .updateTable('calls')
      .set({ lease_until: 0 })
      .where('owner', '=', owner)
      .where('ended_at', 'is', null)
      // A list must not be empty: no id is ''.
      .where('id', 'not in', ['', ...known])
      .execute(),
  );
}

async function setLease({ access, owner }: Holding, holds: readonly Hold[], until: number) {
  const ids = holds.map(({ id }) => id);
  if (ids.length === 0) return [];
  return access.run((database) =>
    database
      .updateTable('calls')
      .set({ lease_until: until })
      .where('id', 'in', ids)
      .where('owner', '=', owner)
      .where('ended_at', 'is', null)
      .returning(['id', 'attempt'])
      .execute(),
  );
}
