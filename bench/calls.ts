/** What one `/imagine` took, in milliseconds from the moment that the platform sent it. */
export interface Timing {
  /** Until the platform had the acknowledgement. */
  readonly acknowledged: number;
  /** Until the platform had the message with the whole picture. */
  readonly shown: number;
}

export interface Call {
  acknowledge(): void;
  show(): void;
}

/** Milliseconds, longer than anything that is measured takes. */
const patience = 30_000;

/** The calls that are under way, by whatever their requests name them with. */
export function createCalls() {
  const running = new Map<string, Call>();
  return {
    find: (key: string): Call | undefined => running.get(key),
    begin(key: string): Promise<Timing> {
      const { promise, resolve, reject } = Promise.withResolvers<Timing>();
      const startedAt = performance.now();
      const timer = setTimeout(() => reject(new Error('no picture came')), patience);
      let acknowledged = Number.NaN;
      running.set(key, {
        acknowledge() {
          acknowledged = performance.now() - startedAt;
        },
        show() {
          clearTimeout(timer);
          running.delete(key);
          resolve({ acknowledged, shown: performance.now() - startedAt });
        },
      });
      return promise;
    },
  };
}
