import type { Clock } from './clock.ts';
import { insist } from './insist.ts';
import type { Hold, Journal } from './journal.ts';
import type { Log } from './log.ts';

/** Calls whose askers were told that nothing was accepted, and that may have been written down after all. */
export interface Refusals {
  /** Ends it as soon as the store can be reached, so that nobody answers it. */
  add(hold: Hold): void;
  /** Whether it is one of them; it is then ended as it is held now. */
  has(hold: Hold): boolean;
  /** Ends it no more, because the same event has come again. Resolves with it if it was one of them. */
  forget(id: string): Promise<Hold | undefined>;
  close(): void;
}

export function createRefusals(parts: { journal: Journal; clock: Clock; log: Log }): Refusals {
  const { journal, clock, log } = parts;
  const refused = new Map<string, Hold>();
  const closing = new AbortController();
  let trying: Promise<unknown> = Promise.resolve();
  let busy = false;

  async function end(hold: Hold): Promise<void> {
    if (refused.get(hold.id) !== hold) return;
    trying = journal.end(hold, 'failed', 'storage_failed');
    await trying;
    if (refused.get(hold.id) === hold) refused.delete(hold.id);
  }

  /** One after the other: while the store is away, there may be many of them. */
  async function endAll(): Promise<void> {
    busy = true;
    try {
      while (refused.size > 0) {
        for (const hold of refused.values()) await insist(() => end(hold), clock, closing.signal);
      }
    } catch (err) {
      if (!closing.signal.aborted) log.error({ err }, 'calls that were refused could not be ended');
      refused.clear();
    } finally {
      busy = false;
    }
  }

  function add(hold: Hold): void {
    refused.set(hold.id, hold);
    if (!busy) void endAll();
  }

  return {
    add,
    has(hold) {
      const is = refused.has(hold.id);
      if (is) add(hold);
      return is;
    },
    async forget(id) {
      const hold = refused.get(id);
      refused.delete(id);
      if (hold) await trying.catch(() => undefined);
      return hold;
    },
    close: () => closing.abort(),
  };
}
