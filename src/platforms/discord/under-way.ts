/** What is being done about messages at the moment. */
export interface UnderWay {
  /** `work` may fail. */
  begin(message: string, work: Promise<unknown>): void;
  /** Resolves once all that was begun about a message before is over. */
  over(message: string): Promise<void>;
}

export function createUnderWay(): UnderWay {
  const works = new Map<string, Set<Promise<unknown>>>();
  return {
    begin(message, work) {
      const all = works.get(message) ?? new Set();
      works.set(message, all);
      const settled: Promise<unknown> = work
        .catch(() => undefined)
        .finally(() => {
          all.delete(settled);
          if (all.size === 0 && works.get(message) === all) works.delete(message);
        });
      all.add(settled);
    },
    async over(message) {
      await Promise.all(works.get(message) ?? []);
    },
  };
}
