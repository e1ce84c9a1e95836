export interface Events {
  /** Something may be so by now. */
  look(): void;
  /** Waits until something is so. Rejects with what happened instead when that takes too long. */
  until(what: string, isSo: () => boolean): Promise<void>;
}

/** Generous: only a test that fails ever waits so long. */
const longest = 40_000;

/** Waits for what a test sees happening. `tell` says what has happened, for a test that waits in vain. */
export function createEvents(tell: () => readonly string[]): Events {
  const waiting = new Set<() => void>();
  return {
    look() {
      for (const wake of [...waiting]) wake();
    },
    until(what, isSo) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const end = () => {
        clearTimeout(timer);
        waiting.delete(wake);
      };
      const wake = () => {
        if (!isSo()) return;
        end();
        resolve();
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`waited in vain: ${what}\n${tell().join('\n')}`));
      }, longest);
      waiting.add(wake);
      wake();
      return promise;
    },
  };
}
