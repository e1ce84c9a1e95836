import type { IncomingHttpHeaders } from 'node:http';

/** `aborted`: the client hung up first. `cut`: the sandbox did, as scripted or at its end. */
export type Ending = 'answered' | 'aborted' | 'cut';

/** One call as it came in. */
export interface Call {
  readonly method: string;
  /** With its query, as it was sent. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body: parsed where it is JSON, else as text. */
  readonly body: unknown;
  /** Milliseconds since 1970, by the sandbox's clock. */
  readonly at: number;
  /** Settles once nothing more will be sent. */
  readonly ended: Promise<Ending>;
}

/** The sandbox of a studio runs for weeks: it forgets all but the newest calls. */
const callsKept = 1000;

/** Remembers calls and hands them out in the order of their arrival. */
export function createCallRecord() {
  const calls: Call[] = [];
  const unseen: Call[] = [];
  const waiting: ((call: Call) => void)[] = [];

  return {
    calls: calls satisfies readonly Call[],
    add(call: Call): void {
      calls.push(call);
      if (calls.length > callsKept) calls.shift();
      const resolve = waiting.shift();
      if (resolve) resolve(call);
      else unseen.push(call);
      if (unseen.length > callsKept) unseen.shift();
    },
    next(): Promise<Call> {
      const call = unseen.shift();
      return call ? Promise.resolve(call) : new Promise((resolve) => waiting.push(resolve));
    },
  };
}
