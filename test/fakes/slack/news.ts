/** Real milliseconds after which a test has waited in vain: far more than a busy machine takes. */
const usualPatience = 10_000;

/** Waiting for something to become true, without polling: conditions are looked at whenever something has changed. */
export function createNews() {
  const waiting = new Set<() => void>();

  return {
    changed(): void {
      for (const look of [...waiting]) look();
    },

    /** The first thing that `find` finds, now or after a change. Rejects after 10 s or `patience`, saying what was awaited. */
    until<Found>(what: string, find: () => Found | undefined, patience = usualPatience): Promise<Found> {
      const { promise, resolve, reject } = Promise.withResolvers<Found>();
      const stop = () => {
        clearTimeout(timer);
        waiting.delete(look);
      };
      const look = () => {
        const found = find();
        if (found === undefined) return;
        stop();
        resolve(found);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`Nothing came in ${patience / 1000} s: ${what}`));
      }, patience);
      waiting.add(look);
      look();
      return promise;
    },
  };
}
