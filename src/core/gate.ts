/** A budget, of bytes in memory for example. First come, first served. */
export interface Gate {
  /**
   * Waits until so much of the budget is free and takes it. More than the whole budget is let in alone. Rejects with the
   * signal's reason. Whoever is in must not enter the same gate again: two of them could wait for each other.
   */
  enter(amount: number, signal?: AbortSignal): Promise<Room>;
}

/** What was taken of a budget. Giving it back twice is giving it back once. */
export interface Room {
  /** Gives back what is more than this. */
  shrink(amount: number): void;
  /** Gives everything back. */
  leave(): void;
}

interface Waiting {
  readonly amount: number;
  readonly enter: () => void;
}

export function createGate(budget: number): Gate {
  const waiting = new Set<Waiting>();
  let free = budget;

  /** In their order: a large one would wait forever if smaller ones were let past it. */
  function letIn(): void {
    for (const next of waiting) {
      if (next.amount > free) return;
      waiting.delete(next);
      free -= next.amount;
      next.enter();
    }
  }

  function turn(amount: number, signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const next: Waiting = {
      amount,
      enter() {
        signal?.removeEventListener('abort', give);
        resolve();
      },
    };
    function give(): void {
      waiting.delete(next);
      reject(signal?.reason);
      // It may have been all that stood before the others.
      letIn();
    }
    waiting.add(next);
    signal?.addEventListener('abort', give, { once: true });
    letIn();
    return promise;
  }

  function roomOf(amount: number): Room {
    let held = amount;
    function shrink(rest: number): void {
      if (rest >= held) return;
      free += held - rest;
      held = rest;
      letIn();
    }
    return { shrink, leave: () => shrink(0) };
  }

  return {
    async enter(wanted, signal) {
      signal?.throwIfAborted();
      const amount = Math.min(wanted, budget);
      await turn(amount, signal);
      const room = roomOf(amount);
      // Both may have come in the same moment.
      if (signal?.aborted) room.leave();
      signal?.throwIfAborted();
      return room;
    },
  };
}
