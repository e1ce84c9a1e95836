import { sql, type Transaction } from 'kysely';
import type { LaneOrder } from '../../core/lane.ts';
import { Problem } from '../../core/problem.ts';
import { type Added, periods, type QuotaRule, type Scope, type Usage, type UsageKey } from '../../core/quota.ts';
import type { Access } from '../access.ts';
import type { Tables } from '../tables.ts';

/** From here on the operator is warned; 1 is the limit itself. */
const warnAt = 0.8;

interface Counter extends UsageKey {
  readonly key: string;
  readonly refillsAt: number;
}

/** Every counter that a picture of this order goes into, with a rule or not, so that a new rule counts from the start. */
function countersOf({ person, roles, channel, community }: LaneOrder, now: number): Counter[] {
  const ids: [Scope, string][] = [
    ['person', person],
    ...roles.map((role): [Scope, string] => ['role', role]),
    ['channel', channel],
    ...(community === undefined ? [] : [['community', community] satisfies [Scope, string]]),
    ['everyone', ''],
  ];
  return periods.flatMap((period) => ids.map(([scope, id]) => counter({ scope, id, period }, now)));
}

function counter({ scope, id, period }: UsageKey, now: number): Counter {
  const date = new Date(now);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const begin = period === 'day' ? Date.UTC(year, month, day) : Date.UTC(year, month);
  const refillsAt = period === 'day' ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1);
  return {
    scope,
    id,
    period,
    refillsAt,
    key: [period, scope, id, new Date(begin).toISOString().slice(0, 10)].join(' '),
  };
}

/**
 * Counts one picture and its price everywhere. Throws `quota_used_up` when a rule does not allow it; of several, the
 * one that refills last.
 */
export async function reserve(
  transaction: Transaction<Tables>,
  order: LaneOrder,
  rules: readonly QuotaRule[],
  now: number,
): Promise<{ counted: string[]; warnings: Added['warnings'] }> {
  const counters = countersOf(order, now);
  const rows = await transaction
    .insertInto('usage')
    .values(counters.map(({ key, refillsAt }) => ({ key, pictures: 1, money: order.price, refills_at: refillsAt })))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        pictures: sql`usage.pictures + excluded.pictures`,
        money: sql`usage.money + excluded.money`,
      }),
    )
    .returningAll()
    .execute();
  const used = new Map(rows.map((row) => [row.key, row]));
  const checks = rules.flatMap((rule) =>
    counters
      .filter(({ scope, id, period }) => scope === rule.scope && period === rule.period && (rule.id ?? id) === id)
      .map(({ key, ...counter }) => ({ rule, usage: { ...counter, ...amounts(used.get(key)) } })),
  );
  const over = checks.filter(({ rule, usage }) => share(rule, usage.pictures, usage.money) > 1);
  const worst = over.sort((a, b) => b.usage.refillsAt - a.usage.refillsAt)[0]?.usage;
  // Thrown after counting: the transaction takes it back.
  if (worst)
    throw new Problem('quota_used_up', { scope: worst.scope, period: worst.period, refillsAt: worst.refillsAt });
  const warnings = checks.filter(
    ({ rule, usage: { pictures, money } }) =>
      share(rule, pictures, money) >= warnAt && share(rule, pictures - 1, money - order.price) < warnAt,
  );
  return { counted: counters.map(({ key }) => key), warnings };
}

/** How much of a rule is used, from 0; above 1 it is broken. A limit of 0 allows nothing. */
function share(rule: QuotaRule, pictures: number, money: number): number {
  const part = (used: number, limit: number | undefined) => {
    if (limit === undefined || used <= 0) return 0;
    return limit === 0 ? Number.POSITIVE_INFINITY : used / limit;
  };
  return Math.max(part(pictures, rule.pictures), part(money, rule.money));
}

/** Changes the counters of one picture, e.g. by -1 picture and minus its price. */
export async function count(
  transaction: Transaction<Tables>,
  counted: readonly string[],
  change: { readonly pictures: number; readonly money: number },
): Promise<void> {
  await transaction
    .updateTable('usage')
    .set((row) => ({
      pictures: row('pictures', '+', change.pictures),
      money: row('money', '+', change.money),
    }))
    .where('key', 'in', counted)
    .execute();
}

/** What was used in the running periods. */
export async function readUsage(access: Access, keys: readonly UsageKey[], now: number): Promise<readonly Usage[]> {
  if (keys.length === 0) return [];
  const counters = keys.map((key) => counter(key, now));
  const rows = await access.run((database) =>
    database
      .selectFrom('usage')
      .selectAll()
      .where(
        'key',
        'in',
        counters.map(({ key }) => key),
      )
      .execute(),
  );
  const used = new Map(rows.map((row) => [row.key, row]));
  return counters.map(({ key, ...counter }) => ({ ...counter, ...amounts(used.get(key)) }));
}

function amounts(row: { pictures: number; money: number } | undefined): { pictures: number; money: number } {
  return { pictures: row?.pictures ?? 0, money: row?.money ?? 0 };
}
