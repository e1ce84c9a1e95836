import type { Ending } from './journal.ts';
import type { Outcome } from './lane.ts';
import type { ProblemCode } from './problem.ts';

/** What is counted, each with its labels: words of ours only, never a person, a prompt or a key. */
export interface Counts {
  /** Written down, so that they will be answered. */
  calls_accepted: { readonly platform: string };
  calls_ended: { readonly platform: string; readonly ending: Ending };
  /** Left open by another process, or this one before a restart. */
  calls_taken_up: { readonly platform: string };
  /** The same event, delivered again. */
  duplicates: { readonly platform: string };
  pictures_ended: { readonly state: Exclude<Outcome['kind'], 'again'> };
  /** Calls to the image API. `unanswered`: hung up, because it was cancelled or the process ends. */
  api_calls: { readonly outcome: 'painted' | 'unanswered' | ProblemCode };
  /** Pictures painted once more after their process was cut off: they may be paid twice. */
  pictures_repeated: Readonly<Record<never, string>>;
}

/** What is timed, from the moment a person asked. */
export interface Times {
  acknowledgement: { readonly platform: string };
  picture: { readonly platform: string };
}

/** Where parts tell what they do. It never throws and takes no time worth counting. */
export interface Metrics {
  count<Name extends keyof Counts>(name: Name, labels: Counts[Name]): void;
  time<Name extends keyof Times>(name: Name, labels: Times[Name], milliseconds: number): void;
}

/** For those whom nobody watches. */
export const noMetrics: Metrics = { count() {}, time() {} };
