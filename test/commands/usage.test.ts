import { expect, test } from 'vitest';
import { usage } from '../../commands/usage.ts';
import type { QuotaRule, Usage } from '../../src/core/quota.ts';
import { contextOf } from '../fakes/context.ts';
import { recordedGenerate } from '../fakes/generation.ts';

const refillsAt = Date.UTC(2026, 11, 1);

/** What Ada reads, who has made 3 pictures today and 12 this month, for 0.03 each. */
async function factsFor(quotas: readonly QuotaRule[], locale = 'en') {
  const asked: unknown[] = [];
  const context = contextOf({
    generate: recordedGenerate().generate,
    locale,
    quotas,
    async usage(keys) {
      asked.push(keys);
      const amounts = { day: { pictures: 3, money: 90_000 }, month: { pictures: 12, money: 360_000 } };
      return keys.map((key): Usage => ({ ...key, ...amounts[key.period], refillsAt }));
    },
  });
  const { value } = await usage.run({ kind: 'text', text: '' }, context).next();
  expect(asked).toEqual([
    [
      { scope: 'person', id: 'discord:42', period: 'day' },
      { scope: 'person', id: 'discord:42', period: 'month' },
    ],
  ]);
  expect(value).toMatchObject({ state: 'done', whisper: true });
  return value?.facts?.map(({ label, value }) => `${label}: ${value}`);
}

test('tells what I made today and this month', async () => {
  expect(await factsFor([])).toEqual(['Today: 3 pictures', 'This month: 12 pictures']);
  expect(await factsFor([], 'zh-CN')).toEqual(['今天: 3 张图片', '本月: 12 张图片']);
});

test('tells the limit that I reach first, and when it refills', async () => {
  const quotas: QuotaRule[] = [
    { scope: 'person', period: 'day', pictures: 20 },
    { scope: 'person', id: 'discord:42', period: 'day', pictures: 5 },
    { scope: 'person', id: 'discord:43', period: 'day', pictures: 1 },
    { scope: 'person', period: 'month', money: 2_000_000 },
    { scope: 'everyone', period: 'month', money: 1_000_000 },
  ];
  expect(await factsFor(quotas)).toEqual([
    'Today: 3 of 5 pictures, new ones from 1 Dec 2026, 00:00 UTC',
    'This month: 12 pictures, 0.36 of 2 spent, new ones from 1 Dec 2026, 00:00 UTC',
  ]);
  expect(await factsFor(quotas, 'zh')).toEqual([
    '今天: 3 / 5 张图片, 2026年12月1日 00:00（UTC）起恢复',
    '本月: 12 张图片, 已花费 0.36 / 2, 2026年12月1日 00:00（UTC）起恢复',
  ]);
});
