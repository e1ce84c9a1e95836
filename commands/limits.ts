import type { Accountable } from '../src/core/invocation.ts';
import { periods, type QuotaRule, type Scope, type Usage, type UsageKey } from '../src/core/quota.ts';

/** What a call is counted for in the running periods: the person's own, and whatever else a rule limits. */
export function keysOf({ person, roles, channel, community }: Accountable, quotas: readonly QuotaRule[]): UsageKey[] {
  const shared: [Scope, string][] = [
    ...roles.map((role): [Scope, string] => ['role', role]),
    ['channel', channel],
    ...(community === undefined ? [] : [['community', community] satisfies [Scope, string]]),
    ['everyone', ''],
  ];
  const all = shared.flatMap(([scope, id]) => periods.map((period): UsageKey => ({ scope, id, period })));
  return [...keysFor('person', person), ...all.filter((key) => rulesFor(key, quotas).length > 0)];
}

/** The keys of one whose use is asked for whether a rule limits it or not. */
export function keysFor(scope: Scope, id: string): UsageKey[] {
  return periods.map((period) => ({ scope, id, period }));
}

export function rulesFor(key: UsageKey, quotas: readonly QuotaRule[]): readonly QuotaRule[] {
  const { scope, id, period } = key;
  return quotas.filter((rule) => rule.scope === scope && rule.period === period && (rule.id ?? id) === id);
}

/** The limit that is reached first. */
export function least(rules: readonly QuotaRule[], what: 'pictures' | 'money'): number | undefined {
  const limits = rules.flatMap((rule) => rule[what] ?? []);
  return limits.length > 0 ? Math.min(...limits) : undefined;
}

/** How many more pictures all rules allow, for millionths of `price` each; infinite without one. */
export function left(used: Usage, quotas: readonly QuotaRule[], price: number): number {
  const rules = rulesFor(used, quotas);
  const pictures = (least(rules, 'pictures') ?? Number.POSITIVE_INFINITY) - used.pictures;
  const money = (least(rules, 'money') ?? Number.POSITIVE_INFINITY) - used.money;
  return Math.max(0, Math.min(pictures, price > 0 ? Math.floor(money / price) : Number.POSITIVE_INFINITY));
}

/** What is used up first of these, if it is used up before `other`. */
export function tightest(
  usages: readonly Usage[],
  other: number,
  quotas: readonly QuotaRule[],
  price: number,
): Usage | undefined {
  const [first] = usages
    .map((used) => ({ used, room: left(used, quotas, price) }))
    .filter(({ room }) => room < other)
    .sort((a, b) => a.room - b.room);
  return first?.used;
}
