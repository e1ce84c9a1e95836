export interface Flush {
  /** Something was written that is not on the disk yet. */
  wrote(): void;
  /** Resolves once everything written before is on the disk; at once when it is. Throws what `sync` throws. */
  flush(): Promise<void>;
}

/** Lets everybody who wrote while the disk was busy share the next wait for it. */
export function createFlush(sync: () => Promise<void>): Flush {
  let written = 0;
  let safe = 0;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    const reached = written;
    try {
      await sync();
      safe = reached;
    } finally {
      running = undefined;
    }
  }

  return {
    wrote() {
      written += 1;
    },
    async flush() {
      const mine = written;
      while (safe < mine) {
        running ??= run();
        await running;
      }
    },
  };
}
