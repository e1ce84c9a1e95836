/** Something that goes wrong with the requests it is for. */
export interface Fault {
  readonly method?: string;
  readonly path: RegExp;
  /** How many requests it spoils; all by default. */
  readonly times?: number;
  /** What is waited for before anything else happens. */
  readonly hold?: Promise<unknown>;
  /**
   * `lost`: the connection breaks before Discord has done anything; `unanswered`: it has done it, and the connection
   * breaks; a number: an answer with this status, before (`done: false`) or after it was done; a pair of status and code:
   * a refusal; `retryAfter`: 429, to wait this many seconds.
   */
  readonly outcome?:
    | 'lost'
    | 'unanswered'
    | { readonly status: number; readonly done: boolean }
    | { readonly status: number; readonly code: number }
    | { readonly retryAfter: number };
}

export function createFaults() {
  const faults = new Map<Fault, number>();
  return {
    add(fault: Fault): () => void {
      faults.set(fault, fault.times ?? Number.POSITIVE_INFINITY);
      return () => void faults.delete(fault);
    },
    /** The fault that this request meets, used up once. */
    meet(method: string, path: string): Fault | undefined {
      for (const [fault, left] of faults) {
        if (left > 0 && (fault.method ?? method) === method && fault.path.test(path)) {
          faults.set(fault, left - 1);
          return fault;
        }
      }
      return undefined;
    },
  };
}
