import { z } from 'zod';
import { command } from '../src/core/command.ts';
import { periods, type QuotaRule, type Usage } from '../src/core/quota.ts';
import type { Fact } from '../src/core/reply.ts';
import { manuals, type Words, wordsFor } from './words/words.ts';

export const usage = command({
  name: 'usage',
  manuals: manuals((words) => words.usage),
  options: z.object({}),
  async *run(_, { invocation, quotas, usage }) {
    const words = wordsFor(invocation.locale);
    const { id } = invocation.person;
    const mine = await usage(periods.map((period) => ({ scope: 'person', id, period })));
    yield {
      state: 'done',
      whisper: true,
      text: words.usage.intro,
      facts: mine.map((used) => factOf(used, quotas, words)),
    };
  },
});

function factOf(used: Usage, quotas: readonly QuotaRule[], { usage: words, tag }: Words): Fact {
  const { scope, id, period, refillsAt } = used;
  const rules = quotas.filter((rule) => rule.scope === scope && rule.period === period && (rule.id ?? id) === id);
  const [pictures, money] = [least(rules, 'pictures'), least(rules, 'money')];
  const amount = (millionths: number) => (millionths / 1e6).toLocaleString(tag, { maximumFractionDigits: 2 });
  const parts = [
    pictures === undefined ? words.pictures(used.pictures) : words.picturesOf(used.pictures, pictures),
    money === undefined ? '' : words.moneyOf(amount(used.money), amount(money)),
    rules.length > 0 ? words.refills(refillsAt) : '',
  ];
  return { label: words[period], value: parts.filter(Boolean).join(', ') };
}

/** The limit that is reached first. */
function least(rules: readonly QuotaRule[], what: 'pictures' | 'money'): number | undefined {
  const limits = rules.flatMap((rule) => rule[what] ?? []);
  return limits.length > 0 ? Math.min(...limits) : undefined;
}
