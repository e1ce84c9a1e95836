/** What goes wrong with one request. */
export type Fault =
  /** The connection breaks: before Slack has done anything, or after. */
  | { readonly kind: 'drop'; readonly done: boolean }
  /** A server error in front of Slack: before it has done anything, or after. */
  | { readonly kind: 'status'; readonly status: number; readonly done: boolean }
  /** `{ ok: false, error }`. */
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'rate_limited'; readonly seconds: number }
  /** Answered only when the promise is resolved. */
  | { readonly kind: 'slow'; readonly until: Promise<void> };

export type Faults = ReturnType<typeof createFaults>;

/** Faults waiting for their method to be called. */
export function createFaults() {
  const planned = new Map<string, Fault[]>();

  return {
    /** Lets the next `times` requests of a method (or `upload`, `respond`) go wrong. */
    plan(method: string, fault: Fault, times = 1): void {
      const before = planned.get(method) ?? [];
      planned.set(method, [...before, ...Array.from({ length: times }, () => fault)]);
    },
    /** Whatever was still to go wrong with a method does not. */
    forget: (method: string) => void planned.delete(method),
    take(method: string): Fault | undefined {
      return planned.get(method)?.shift();
    },
  };
}
