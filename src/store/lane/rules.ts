import type { Transaction } from 'kysely';
import { Problem } from '../../core/problem.ts';
import type { QuotaRule, Usage, Warning } from '../../core/quota.ts';
import type { Tables } from '../tables.ts';

/** From here on the operator is warned; 1 is the limit itself. */
const warnAt = 0.8;

/** Throws `quota_used_up` when a rule does not allow so much; of several, the one that refills last. */
export function checkRules(rules: readonly QuotaRule[], usages: readonly Usage[]): void {
  const over = matches(rules, usages).filter(({ rule, usage }) => share(rule, usage) > 1);
  const worst = over.sort((a, b) => b.usage.refillsAt - a.usage.refillsAt)[0]?.usage;
  if (!worst) return;
  const { scope, period, refillsAt } = worst;
  throw new Problem('quota_used_up', { scope, period, refillsAt });
}

/** The rules that are used to 80 % or more, each once in its period, however often use goes down and up again. */
export async function warningsFor(
  transaction: Transaction<Tables>,
  rules: readonly QuotaRule[],
  usages: readonly Usage[],
): Promise<readonly Warning[]> {
  const due = matches(rules, usages)
    .filter(({ rule, usage }) => share(rule, usage) >= warnAt)
    .map((warning) => ({ warning, key: keyOf(warning) }));
  if (due.length === 0) return [];
  const rows = due.map(({ key, warning }) => ({ key, refills_at: warning.usage.refillsAt }));
  const written = await transaction
    .insertInto('warnings')
    .values(rows)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .execute();
  const fresh = new Set(written.map(({ key }) => key));
  return due.filter(({ key }) => fresh.has(key)).map(({ warning }) => warning);
}

function matches(rules: readonly QuotaRule[], usages: readonly Usage[]): Warning[] {
  return rules.flatMap((rule) =>
    usages
      .filter(({ scope, period, id }) => scope === rule.scope && period === rule.period && (rule.id ?? id) === id)
      .map((usage) => ({ rule, usage })),
  );
}

/** How much of a rule is used, from 0; above 1 it is broken. A limit of 0 allows nothing. */
function share(rule: QuotaRule, { pictures, money }: Usage): number {
  const part = (used: number, limit: number | undefined) => {
    if (limit === undefined || used <= 0) return 0;
    return limit === 0 ? Number.POSITIVE_INFINITY : used / limit;
  };
  return Math.max(part(pictures, rule.pictures), part(money, rule.money));
}

/** With the limit in it, so that a raised one is warned of anew. */
function keyOf({ rule, usage }: Warning): string {
  return JSON.stringify([
    rule.scope,
    rule.period,
    usage.id,
    usage.refillsAt,
    rule.pictures ?? null,
    rule.money ?? null,
  ]);
}
