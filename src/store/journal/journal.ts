import type { Updateable } from 'kysely';
import type { Hold, Journal } from '../../core/journal.ts';
import type { Holding } from '../holding.ts';
import type { Tables } from '../tables.ts';
import { releaseHolds, renewHolds } from './lease.ts';
import { invocationShownBy, rememberMessage } from './messages.ts';
import { takeUpOrphans } from './take-up.ts';

/** The journal on the store. Every step is one statement, so none waits for the line of pictures. */
export function createJournal(holding: Holding): Journal & { release(): Promise<void> } {
  const { access, clock, owner, lease } = holding;
  const held = new Map<string, Hold>();

  /** Changes the row if the hold is still good. */
  async function change(hold: Hold, set: Updateable<Tables['calls']>): Promise<boolean> {
    const { numUpdatedRows } = await access.run((database) =>
      database
        .updateTable('calls')
        .set(set)
        .where('id', '=', hold.id)
        .where('owner', '=', owner)
        .where('attempt', '=', hold.attempt)
        .where('ended_at', 'is', null)
        .executeTakeFirst(),
    );
    return numUpdatedRows > 0n;
  }

  return {
    async accept({ id, ...invocation }, address) {
      const now = clock.now();
      const hold = { id, attempt: 1 };
      const lasting = { owner, attempt: hold.attempt, lease_until: now + lease };
      const call = { invocation: JSON.stringify({ id, ...invocation }), address: JSON.stringify(address) };
      const written = await access.run((database) =>
        database
          .insertInto('calls')
          .values({ id, ...call, accepted_at: now, ...lasting })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .returning('id')
          .executeTakeFirst(),
      );
      if (written) held.set(id, hold);
      return written && hold;
    },
    flush: () => access.flush(),
    async acknowledged(hold) {
      const good = await change(hold, { acknowledged_at: clock.now() });
      await access.flush();
      return good;
    },
    async move(hold, address, message) {
      const moved = await change(hold, { address: JSON.stringify(address) });
      if (moved && message !== undefined) await rememberMessage(access, message, hold.id);
      await access.flush();
      return moved;
    },
    shownBy: (message) => invocationShownBy(access, message),
    async end(hold, ending, reason) {
      // Not held while it ends, so that a heartbeat in between does not call it lost.
      const kept = held.get(hold.id)?.attempt === hold.attempt && held.delete(hold.id);
      try {
        // Nobody needs the address any more, and tokens may be in it.
        const good = await change(hold, { ended_at: clock.now(), ending, reason: reason ?? null, address: '{}' });
        await access.flush();
        return good;
      } catch (error) {
        if (kept) held.set(hold.id, hold);
        throw error;
      }
    },
    takeUp: (limit) => takeUpOrphans(holding, held, limit),
    renew: () => renewHolds(holding, held),
    release: () => releaseHolds(holding, held),
  };
}
