import type { ProblemCode, ProblemFacts } from '../core/problem.ts';

/** Whether, when and how often a failed call is made again. Totals over all rules are in `retries.ts`. */
export interface RetryRule {
  /** Calls after the failed one. */
  readonly retries: number;
  /** Milliseconds before the first of them, doubled for each further one up to `longest`, then shortened at random. */
  readonly delay: number;
  readonly longest: number;
  /** Milliseconds that are never shortened. */
  readonly least: number;
  /** Load: everyone in line waits, and fewer calls run at once. */
  readonly everyone: boolean;
  /** The same seed would be refused again. */
  readonly newSeed: boolean;
}

const rule: RetryRule = { retries: 0, delay: 0, longest: 0, least: 0, everyone: false, newSeed: false };

/** The rules of the API sheet, sections 5 to 8. */
export const rules = {
  /** Pointless, or perhaps paid for already. */
  never: rule,
  newSeed: { ...rule, retries: 1, newSeed: true },
  /** 50429: 1, 2, 4 s. */
  rate: { ...rule, retries: 4, delay: 1000, longest: 4000, everyone: true },
  /** 50430: 2, 4, 8 s. */
  concurrency: { ...rule, retries: 4, delay: 2000, longest: 8000, everyone: true },
  again: { ...rule, retries: 2, delay: 1000, longest: 2000 },
  againOnce: { ...rule, retries: 1, delay: 1000, longest: 1000 },
  /** A relay without a free channel for the model. */
  againLater: { ...rule, retries: 1, least: 5000 },
} as const satisfies Record<string, RetryRule>;

/** Problems without facts. */
type PlainCode = {
  [Code in ProblemCode]: Record<never, never> extends ProblemFacts[Code] ? Code : never;
}[ProblemCode];

/** What one code of the service means. */
export interface Meaning {
  readonly problem: PlainCode | 'service_timeout';
  /** For the operator's log, in our own words. */
  readonly hint: string;
  readonly rule: RetryRule;
  /** An operator should hear of it when it comes back the same on the next try. */
  readonly alert?: boolean;
}

export function meaning(problem: Meaning['problem'], hint: string, rule: RetryRule = rules.never): Meaning {
  return { problem, hint, rule };
}
