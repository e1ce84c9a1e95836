import { createGate, type Gate } from '../../core/gate.ts';
import { messageKey } from './address.ts';
import type { Spot } from './client.ts';

/** Calls that change one message do so one after the other, as far as they are in this process. */
export interface Turns {
  /** Does the work when nobody else changes the message. Rejects with what it throws, or with the signal's reason. */
  take(spot: Spot, work: () => Promise<void>, signal: AbortSignal): Promise<void>;
}

export function createTurns(): Turns {
  const gates = new Map<string, { readonly gate: Gate; takers: number }>();
  return {
    async take(spot, work, signal) {
      const key = messageKey(spot);
      const turn = gates.get(key) ?? { gate: createGate(1), takers: 0 };
      gates.set(key, turn);
      turn.takers++;
      try {
        const room = await turn.gate.enter(1, signal);
        await work().finally(() => room.leave());
      } finally {
        turn.takers--;
        if (turn.takers === 0) gates.delete(key);
      }
    },
  };
}
