import type { Hold, OpenInvocation } from '../../core/journal.ts';
import type { Holding } from '../holding.ts';
import { releaseUnknown } from './lease.ts';
import { takeUpOrphans } from './take-up.ts';

/**
 * Takes calls up, and those again that were taken up before without hearing of it. One look after the other, so that
 * nobody's are let go before he hears of them. `known`: what is open here otherwise.
 */
export function createTaking(
  holding: Holding,
  held: Map<string, Hold>,
  known: () => readonly string[],
): (limit: number) => Promise<readonly OpenInvocation[]> {
  let unheard = false;
  let before: Promise<unknown> = Promise.resolve();

  async function take(limit: number): Promise<readonly OpenInvocation[]> {
    try {
      if (unheard) await releaseUnknown(holding, [...held.keys(), ...known()]);
      const open = await takeUpOrphans(holding, new Map(held), limit);
      unheard = false;
      // Held only once whoever asked hears of them.
      for (const { hold } of open) held.set(hold.id, hold);
      return open;
    } catch (error) {
      unheard = true;
      throw error;
    }
  }

  return (limit) => {
    const taken = before.then(() => take(limit));
    before = taken.catch(() => undefined);
    return taken;
  };
}
