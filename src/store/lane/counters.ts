import type { LaneOrder } from '../../core/lane.ts';
import { periods, type Scope, scopes, type UsageKey } from '../../core/quota.ts';

/** One row of `usage`: whose use in which period. */
export interface Counter extends UsageKey {
  readonly key: string;
  readonly refillsAt: number;
}

/** A counter's row, whatever it counts. */
export type CounterRow = Pick<Counter, 'key' | 'refillsAt'>;

/** Every counter that a picture of this order goes into, with a rule or not, so that a new rule counts from the start; roles only when given. */
export function countersOf({ person, roles, channel, community }: LaneOrder, now: number): Counter[] {
  const ids: [Scope, string][] = [
    ['person', person],
    ...roles.map((role): [Scope, string] => ['role', role]),
    ['channel', channel],
    ...(community === undefined ? [] : [['community', community] satisfies [Scope, string]]),
    ['everyone', ''],
  ];
  return periods.flatMap((period) => ids.map(([scope, id]) => counter({ scope, id, period }, now)));
}

/** The counter for this key in the period that is running. */
export function counter({ scope, id, period }: UsageKey, now: number): Counter {
  const date = new Date(now);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const begin = period === 'day' ? Date.UTC(year, month, day) : Date.UTC(year, month);
  const refillsAt = period === 'day' ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1);
  return { scope, id, period, refillsAt, key: `${period} ${scope} ${id} ${dateOf(begin)}` };
}

/** What a person uses in one community today. No rule is about it: administrators see who used most. */
export function memberCounter(community: string, person: string, now: number): CounterRow {
  const { refillsAt } = counter({ scope: 'everyone', id: '', period: 'day' }, now);
  return { key: `${membersOf(community)}${person} ${dateOf(now)}`, refillsAt };
}

/** What the keys of a community's members begin with. */
export function membersOf(community: string): string {
  return `day member ${community} `;
}

/** Whom a member's key is about. */
export function personIn(key: string, community: string): string {
  return key.slice(membersOf(community).length, -' 2026-11-23'.length);
}

/** What a key counts; undefined for those that no rule is about. */
export function readKey(key: string): UsageKey | undefined {
  const [, period, word, id = ''] = /^(day|month) (\w+) (.*) \d{4}-\d\d-\d\d$/.exec(key) ?? [];
  const scope = scopes.find((each) => each === word);
  return scope && { scope, id, period: period === 'day' ? 'day' : 'month' };
}

function dateOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
