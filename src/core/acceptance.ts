import type { Clock } from './clock.ts';
import { inTime } from './first-word.ts';
import type { Invocation } from './invocation.ts';
import type { Address, Hold, Journal } from './journal.ts';
import type { Refusals } from './refusals.ts';

export interface Accepted {
  readonly hold: Hold;
  /** Resolves when the call is on the disk and may be acknowledged. Rejects in time to tell the asker that it is not. */
  readonly safe: Promise<void>;
}

/** Writes a call down. Undefined: the event is known. Throws Problem `storage_failed`, in time to tell the asker. */
export type Accept = (invocation: Invocation, address: Address) => Promise<Accepted | undefined>;

/** What was written all the same, or too late, is ended: its asker was told that nothing was accepted. */
export function createAccept(parts: { journal: Journal; refusals: Refusals; clock: Clock }): Accept {
  const { journal, refusals, clock } = parts;
  /** Too late, and nobody knows yet whether it was written. */
  const unsettled = new Map<string, Promise<void>>();

  async function write(invocation: Invocation, address: Address): Promise<Hold | undefined> {
    const { id } = invocation;
    // The same event once more is a new chance, which the end of the first one must not take away.
    await unsettled.get(id);
    const refused = await refusals.forget(id);
    const hold = await journal.accept(invocation, address);
    if (refused && !hold) refusals.add(refused);
    return hold;
  }

  async function settle(id: string, writing: Promise<Hold | undefined>): Promise<void> {
    // Which attempt was written, if any, only the journal can find out.
    const hold = await writing.catch(() => ({ id, attempt: 1 }));
    if (hold) refusals.add(hold);
  }

  return async (invocation, address) => {
    const { id, askedAt } = invocation;
    const writing = write(invocation, address);
    try {
      const hold = await inTime(writing, askedAt, clock);
      // What comes before the first reply need not wait for the disk.
      const safe = inTime(journal.flush(), askedAt, clock);
      safe.catch(() => undefined);
      return hold && { hold, safe };
    } catch (error) {
      const settled = settle(id, writing).then(() => {
        if (unsettled.get(id) === settled) unsettled.delete(id);
      });
      unsettled.set(id, settled);
      throw error;
    }
  };
}
