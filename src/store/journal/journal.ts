import type { Ending, Hold, Journal } from '../../core/journal.ts';
import type { Holding } from '../holding.ts';
import { acceptCall } from './accept.ts';
import { changeCall, hasEnded } from './change.ts';
import { endingAs, releaseHolds, renewHolds } from './lease.ts';
import { invocationBegunBy, recallCall } from './look-up.ts';
import { rememberMessage, subjectShownBy } from './messages.ts';
import { createTaking } from './taking.ts';

/** What is written of an end; `again`: it may be written already. */
interface Said {
  readonly reason: string | null;
  readonly lasting: number;
  readonly again: boolean;
}

/** The journal on the store. No step waits for the line of pictures; each can be repeated when its answer was lost. */
export function createJournal(holding: Holding): Journal & { release(): Promise<void> } {
  const { access, clock, owner } = holding;
  const held = new Map<string, Hold>();
  const ending = new Set<string>();
  const accepting = new Set<string>();
  const unsure = new Set<string>();
  const takeUp = createTaking(holding, held, () => [...accepting, ...unsure]);

  async function end(hold: Hold, how: Ending, { again, ...said }: Said): Promise<boolean> {
    // Nobody needs the address any more, and tokens may be in it.
    const set = { ended_at: clock.now(), ending: how, ...said, address: '{}' };
    // An acceptance whose answer was lost may have been written as a later attempt.
    const attempts = unsure.has(hold.id) ? '>=' : '=';
    return access.write(
      async (database) =>
        (await changeCall(database, owner, hold, set, attempts)) ||
        (again && (await hasEnded(database, owner, hold, how, attempts))),
    );
  }

  return {
    async accept(invocation, address) {
      accepting.add(invocation.id);
      try {
        const hold = await acceptCall(holding, unsure, invocation, address);
        if (hold) held.set(hold.id, hold);
        return hold;
      } finally {
        accepting.delete(invocation.id);
      }
    },
    flush: () => access.flush(),
    acknowledged: (hold) =>
      access.write((database) => changeCall(database, owner, hold, { acknowledged_at: clock.now() })),
    async move(hold, address, message, shows) {
      const set = { address: JSON.stringify(address) };
      return access.write((database) => {
        if (message === undefined) return changeCall(database, owner, hold, set);
        // Both or none: whoever takes the call up finds the message in its address and would not tell of it again.
        return database.transaction().execute(async (transaction) => {
          const good = await changeCall(transaction, owner, hold, set);
          if (good)
            await rememberMessage(transaction, message, shows ?? { about: hold.id }, { now: clock.now(), own: !shows });
          return good;
        });
      });
    },
    shownBy: (message) => subjectShownBy(access, message),
    begunBy: (gesture) => invocationBegunBy(access, gesture),
    recall: (id) => recallCall(access, id),
    async end(hold, how, reason, lasting = false) {
      const again = ending.has(endingAs(hold));
      ending.add(endingAs(hold));
      const ended = await end(hold, how, { reason: reason ?? null, lasting: lasting ? 1 : 0, again });
      // Only now: what is held does not become anybody else's while the store is away.
      if (held.get(hold.id)?.attempt === hold.attempt) held.delete(hold.id);
      ending.delete(endingAs(hold));
      unsure.delete(hold.id);
      return ended;
    },
    takeUp,
    renew: () => renewHolds(holding, held, ending),
    release: () => releaseHolds(holding, held),
  };
}
