import type { Invocation } from '../../core/invocation.ts';
import type { Address, Hold } from '../../core/journal.ts';
import type { Holding } from '../holding.ts';

/**
 * Writes a call down once. Asked again after the answer was lost, it takes over what this process may have written, and
 * nothing that was said under the older hold counts any more. `unsure`: the calls of which that is so.
 */
export async function acceptCall(
  { access, clock, owner, lease }: Holding,
  unsure: Set<string>,
  { id, ...invocation }: Invocation,
  address: Address,
): Promise<Hold | undefined> {
  const now = clock.now();
  const asked = { invocation: JSON.stringify({ id, ...invocation }), gesture: invocation.gesture ?? null };
  const call = { ...asked, address: JSON.stringify(address) };
  const lasting = { owner, attempt: 1, lease_until: now + lease };
  try {
    const written = await access.run((database) =>
      database
        .insertInto('calls')
        .values({ id, ...call, accepted_at: now, ...lasting })
        .onConflict((conflict) =>
          unsure.has(id)
            ? conflict
                .column('id')
                .doUpdateSet((row) => ({ attempt: row('calls.attempt', '+', 1), lease_until: now + lease }))
                .where('calls.owner', '=', owner)
                .where('calls.ended_at', 'is', null)
            : conflict.column('id').doNothing(),
        )
        .returning(['id', 'attempt'])
        .executeTakeFirst(),
    );
    unsure.delete(id);
    return written && { id: written.id, attempt: written.attempt };
  } catch (error) {
    unsure.add(id);
    throw error;
  }
}
