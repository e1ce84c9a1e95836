export const scopes = ['person', 'role', 'channel', 'community', 'everyone'] as const;
export const periods = ['day', 'month'] as const;

export type Scope = (typeof scopes)[number];
/** By the calendar in UTC. */
export type Period = (typeof periods)[number];

/** At most so much in each period, for every person, role, channel or community on its own, or for everyone together. */
export interface QuotaRule {
  readonly scope: Scope;
  readonly period: Period;
  /** Only for this one; undefined: for each. */
  readonly id?: string;
  readonly pictures?: number;
  /** Millionths of the operator's currency, whole. */
  readonly money?: number;
}

/** Whose use is counted: the id of the person, role, channel or community; '' for everyone. */
export interface UsageKey {
  readonly scope: Scope;
  readonly id: string;
  readonly period: Period;
}

export interface Usage extends UsageKey {
  readonly pictures: number;
  /** Millionths of the operator's currency. */
  readonly money: number;
  /** When the next period begins: milliseconds since 1970. */
  readonly refillsAt: number;
}

/** A rule that is used to 80 % or more, for the operator: each is told once in its period. */
export interface Warning {
  readonly rule: QuotaRule;
  readonly usage: Usage;
}

export interface Added {
  /** False: it was in line or settled already, and nothing was reserved. */
  readonly added: boolean;
  readonly warnings: readonly Warning[];
}

/** Somebody who made pictures in a community today. */
export interface BusyPerson {
  readonly person: string;
  /** As last seen, where it is known; untrusted text. */
  readonly name: string | undefined;
  readonly pictures: number;
}
