import { sql, type Transaction } from 'kysely';
import type { LaneOrder } from '../../core/lane.ts';
import type { QuotaRule, Usage, UsageKey, Warning } from '../../core/quota.ts';
import type { Access } from '../access.ts';
import type { Tables } from '../tables.ts';
import { type Counter, type CounterRow, counter, countersOf, memberCounter, readKey } from './counters.ts';
import { checkRules, warningsFor } from './rules.ts';

/** What a picture, or one more call for it, changes. */
export interface Change {
  readonly pictures: number;
  /** Millionths of the operator's currency. */
  readonly money: number;
}

/** Counts one picture and its price everywhere. Throws `quota_used_up` when a rule does not allow it. */
export async function reserve(
  transaction: Transaction<Tables>,
  order: LaneOrder,
  rules: readonly QuotaRule[],
  now: number,
): Promise<{ counted: string[]; warnings: readonly Warning[] }> {
  const { community, person, price } = order;
  const counters = countersOf({ ...order, roles: limited(order.roles, rules) }, now);
  const rows: CounterRow[] = [...counters];
  if (community !== undefined) rows.push(memberCounter(community, person, now));
  const written = await transaction
    .insertInto('usage')
    .values(rows.map(({ key, refillsAt }) => ({ key, pictures: 1, money: price, refills_at: refillsAt })))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        pictures: sql`usage.pictures + excluded.pictures`,
        money: sql`usage.money + excluded.money`,
      }),
    )
    .returningAll()
    .execute();
  const used = new Map(written.map((row) => [row.key, row]));
  const usages = counters.map((each) => usageOf(each, used.get(each.key)));
  // It throws after counting: the transaction takes that back.
  checkRules(rules, usages);
  return { counted: rows.map(({ key }) => key), warnings: await warningsFor(transaction, rules, usages) };
}

/** The roles that a rule is about: somebody may have hundreds, and each costs two rows. */
function limited(roles: readonly string[], rules: readonly QuotaRule[]): readonly string[] {
  const ofRoles = rules.filter(({ scope }) => scope === 'role');
  return roles.filter((role) => ofRoles.some(({ id = role }) => id === role));
}

/**
 * Counts the money of one more call for a picture. Throws `quota_used_up` when a rule does not allow it; then nothing is
 * counted.
 */
export async function charge(
  transaction: Transaction<Tables>,
  counted: readonly string[],
  money: number,
  rules: readonly QuotaRule[],
): Promise<readonly Usage[]> {
  if (counted.length === 0) return [];
  const rows = await transaction.selectFrom('usage').selectAll().where('key', 'in', counted).execute();
  const usages = rows.flatMap((row): Usage[] => {
    const key = readKey(row.key);
    return key ? [{ ...key, refillsAt: row.refills_at, pictures: row.pictures, money: row.money + money }] : [];
  });
  // Pictures may be used up by others meanwhile; this one is counted already.
  checkRules(rules.filter((rule) => rule.money !== undefined).map(withoutPictures), usages);
  await count(transaction, counted, { pictures: 0, money });
  return usages;
}

function withoutPictures({ pictures: _, ...rule }: QuotaRule): QuotaRule {
  return rule;
}

/** Changes the counters of one picture, e.g. by -1 picture and minus its price. */
export async function count(
  transaction: Transaction<Tables>,
  counted: readonly string[],
  change: Change,
): Promise<void> {
  if (counted.length === 0) return;
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
  return counters.map((each) => usageOf(each, used.get(each.key)));
}

function usageOf({ key: _, ...counter }: Counter, row: Change | undefined): Usage {
  return { ...counter, pictures: row?.pictures ?? 0, money: row?.money ?? 0 };
}
