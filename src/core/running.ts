/** How a running call is ended before its last reply. */
export interface Stops {
  /** The asker wants no more; its reason is told as the last word. */
  readonly cancelling: AbortController;
  /** Somebody else goes on with it: no more words from here. */
  readonly leaving: AbortController;
}

export interface RunningCall extends Stops {
  readonly ended: Promise<void>;
}

/** The calls that this process answers, by invocation. */
export interface Running {
  get(invocation: string): RunningCall | undefined;
  all(): readonly RunningCall[];
  /** Resolves once there are none. */
  idle(): Promise<void>;
  /** Begins one. `work` must not reject. */
  start(invocation: string, work: (stops: Stops) => Promise<void>): Promise<void>;
}

/** No calls yet. */
export function createRunning(): Running {
  const calls = new Map<string, RunningCall>();
  return {
    get: (invocation) => calls.get(invocation),
    all: () => [...calls.values()],
    async idle() {
      while (calls.size > 0) await Promise.all([...calls.values()].map(({ ended }) => ended));
    },
    start(invocation, work) {
      const stops = { cancelling: new AbortController(), leaving: new AbortController() };
      const ended = work(stops).finally(() => calls.delete(invocation));
      calls.set(invocation, { ...stops, ended });
      return ended;
    },
  };
}
