/** Lets so many in at the same time, first come first served. */
export interface Gate {
  /** Waits for a place and resolves to the function that gives it back. Rejects with the signal's reason. */
  enter(signal?: AbortSignal): Promise<() => void>;
}

export function createGate(places: number): Gate {
  const waiting = new Set<() => void>();
  let free = places;

  function leave(): void {
    const [next] = waiting;
    if (next) next();
    else free += 1;
  }

  return {
    async enter(signal) {
      signal?.throwIfAborted();
      if (free > 0) free -= 1;
      else await turn(waiting, signal);
      return leave;
    },
  };
}

/** Resolves when it is let in. What leaves early was not let in, so it has no place to give back. */
function turn(waiting: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const enter = () => {
    waiting.delete(enter);
    signal?.removeEventListener('abort', give);
    resolve();
  };
  const give = () => {
    waiting.delete(enter);
    reject(signal?.reason);
  };
  waiting.add(enter);
  signal?.addEventListener('abort', give, { once: true });
  return promise;
}
