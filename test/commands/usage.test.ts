import { describe, expect, test } from 'vitest';
import { usage } from '../../commands/usage.ts';
import type { Right } from '../../src/core/invocation.ts';
import type { BusyPerson, QuotaRule, Usage, UsageKey } from '../../src/core/quota.ts';
import { contextOf } from '../fakes/context.ts';
import { recordedGenerate } from '../fakes/generation.ts';

const refillsAt = Date.UTC(2026, 11, 1);
const price = 30_000;

/** Who used how many pictures today and this month, for 0.03 each. */
const used: Readonly<Record<string, Record<UsageKey['period'], number>>> = {
  'person discord:42': { day: 3, month: 12 },
  'channel discord:7': { day: 10, month: 40 },
  'community discord:9': { day: 30, month: 90 },
  'role discord:artist': { day: 4, month: 13 },
  'role discord:patron': { day: 5, month: 14 },
  'everyone ': { day: 100, month: 1000 },
};

interface Asked {
  readonly quotas?: readonly QuotaRule[];
  readonly locale?: string;
  readonly rights?: readonly Right[];
  readonly roles?: readonly string[];
  readonly community?: string | undefined;
  readonly busiest?: readonly BusyPerson[];
  readonly load?: { waiting: number; running: number; openCalls: number };
}

/** What Ada reads, who has made 3 pictures today and 12 this month. */
async function read({ quotas = [], locale = 'en', rights = [], roles = [], community = '9', ...rest }: Asked = {}) {
  const asked: UsageKey[] = [];
  const context = contextOf({
    ...rest,
    generate: recordedGenerate().generate,
    locale,
    quotas,
    price,
    person: { id: 'discord:42', name: 'Ada', roles, rights },
    place: { platform: 'discord', channel: '7', community: community === '' ? undefined : community },
    async usage(keys) {
      asked.push(...keys);
      return keys.map((key): Usage => {
        const pictures = used[`${key.scope} ${key.id}`]?.[key.period] ?? 0;
        return { ...key, pictures, money: pictures * price, refillsAt };
      });
    },
  });
  const [reply, ...more] = await Array.fromAsync(usage.run({ kind: 'text', text: '' }, context));
  expect(more).toEqual([]);
  expect(reply).toMatchObject({ state: 'done', whisper: true });
  return {
    asked: asked.map(({ scope, id, period }) => `${period} ${scope} ${id}`.trim()),
    facts: reply?.facts?.map(({ label, value }) => `${label}: ${value}`),
    sections: reply?.sections?.map(({ heading, rows }) => [
      heading,
      ...rows.map(({ term, text }) => `${term} ${text}`),
    ]),
  };
}

describe('what I used', () => {
  test('is told for today and this month, and nothing else is asked', async () => {
    const { facts, sections, asked } = await read();
    expect(facts).toEqual(['Today: 3 pictures', 'This month: 12 pictures']);
    expect(sections).toBeUndefined();
    expect(asked).toEqual(['day person discord:42', 'month person discord:42']);
    expect((await read({ locale: 'zh-CN' })).facts).toEqual(['今天: 3 张图片', '本月: 12 张图片']);
  });

  test('is told with the limit that I reach first, and when it refills', async () => {
    const quotas: QuotaRule[] = [
      { scope: 'person', period: 'day', pictures: 20 },
      { scope: 'person', id: 'discord:42', period: 'day', pictures: 5 },
      { scope: 'person', id: 'discord:43', period: 'day', pictures: 1 },
      { scope: 'person', period: 'month', money: 2_000_000 },
    ];
    expect((await read({ quotas })).facts).toEqual([
      'Today: 3 of 5 pictures, new ones from 1 Dec 2026, 00:00 UTC',
      'This month: 12 pictures, 0.36 of 2 spent, new ones from 1 Dec 2026, 00:00 UTC',
    ]);
    expect((await read({ quotas, locale: 'zh' })).facts).toEqual([
      '今天: 3 / 5 张图片, 2026年12月1日 00:00（UTC）起恢复',
      '本月: 12 张图片, 已花费 0.36 / 2, 2026年12月1日 00:00（UTC）起恢复',
    ]);
  });
});

describe('a limit that others share', () => {
  const mine: QuotaRule = { scope: 'person', period: 'day', pictures: 10 };
  const until = 'new ones from 1 Dec 2026, 00:00 UTC';
  const shared = async (asked: Asked) =>
    (await read({ ...asked, quotas: [mine, ...(asked.quotas ?? [])] })).facts?.slice(2);

  test.each<[string, QuotaRule, string]>([
    ['of the channel', { scope: 'channel', period: 'day', pictures: 16 }, 'This channel, today: 6 pictures left'],
    [
      'of the server',
      { scope: 'community', period: 'month', pictures: 91 },
      'This community, this month: one picture left',
    ],
    [
      'of a role',
      { scope: 'role', id: 'discord:patron', period: 'day', pictures: 5 },
      'Your role, today: nothing left',
    ],
    ['of each role', { scope: 'role', period: 'day', pictures: 9 }, 'Your role, today: 4 pictures left'],
    [
      'of everyone',
      { scope: 'everyone', period: 'month', money: 30_070_000 },
      'Everyone together, this month: 2 pictures left',
    ],
  ])('%s is told when it is reached before mine, without what others spend', async (_, rule, sentence) => {
    const roles = ['discord:artist', 'discord:patron'];
    expect(await shared({ quotas: [rule], roles })).toEqual([`${sentence}, ${until}`]);
  });

  test.each<[string, QuotaRule[], Asked?]>([
    ['I reach mine first', [{ scope: 'channel', period: 'day', pictures: 17 }]],
    ['it is another one’s', [{ scope: 'channel', id: 'discord:8', period: 'day', pictures: 0 }]],
    ['it is of a role that I do not have', [{ scope: 'role', id: 'discord:king', period: 'day', pictures: 0 }]],
    ['there is no server here', [{ scope: 'community', period: 'day', pictures: 0 }], { community: '' }],
  ])('is not told when %s', async (_, quotas, asked = {}) => {
    expect(await shared({ ...asked, quotas, roles: ['discord:artist'] })).toEqual([]);
  });

  test('is told when it is the only one, and only the tightest of several', async () => {
    const quotas: QuotaRule[] = [
      { scope: 'channel', period: 'day', pictures: 5000 },
      { scope: 'community', period: 'month', pictures: 4000 },
    ];
    expect((await read({ quotas, locale: 'zh' })).facts?.slice(2)).toEqual([
      '本社区，本月: 还剩 3910 张图片, 2026年12月1日 00:00（UTC）起恢复',
    ]);
  });
});

describe('what administrators see beside their own', () => {
  const rights = ['moderate', 'administer'] as const;
  const quotas: QuotaRule[] = [
    { scope: 'community', period: 'month', pictures: 500 },
    { scope: 'channel', period: 'day', pictures: 50 },
    { scope: 'everyone', period: 'month', money: 100_000_000 },
    { scope: 'role', period: 'day', pictures: 9 },
  ];
  const roles = ['discord:artist', 'discord:patron'];
  const busiest: BusyPerson[] = ['Ada', '', '*Eve* @everyone', undefined, 'Cat', 'Dan'].map((name, at) => ({
    person: `discord:${at}`,
    name,
    pictures: 12 - at,
  }));

  test('is their server, the limits here, who made most, and the line', async () => {
    const load = { waiting: 3, running: 1, openCalls: 5 };
    const { facts, sections, asked } = await read({ rights, roles, quotas, busiest, load });
    const until = 'new ones from 1 Dec 2026, 00:00 UTC';
    expect(facts).toEqual(['Today: 3 pictures', 'This month: 12 pictures']);
    expect(sections).toEqual([
      [
        'This community',
        'So far today: 30 pictures, 0.9 spent',
        `So far this month: 90 of 500 pictures, 2.7 spent, ${until}`,
      ],
      [
        'Limits that apply here',
        `Your role, today: 5 of 9 pictures, ${until}`,
        `This channel, today: 10 of 50 pictures, ${until}`,
        `Everyone together, this month: 1000 pictures, 30 of 100 spent, ${until}`,
      ],
      ['Most pictures today', '12 Ada', '11 discord:1', '10 *Eve* @everyone', '9 discord:3', '8 Cat'],
      ['Everybody’s line, now', '3 waiting', '1 being painted'],
    ]);
    expect(asked).toContain('day community discord:9');
  });

  test('says so when there is nothing yet', async () => {
    expect((await read({ rights, community: 'empty' })).sections).toEqual([
      ['This community', 'So far today: 0 pictures', 'So far this month: 0 pictures'],
      ['Nobody has made a picture here today.'],
      ['Everybody’s line, now', '0 waiting', '0 being painted'],
    ]);
    expect((await read({ rights, community: 'empty', locale: 'zh' })).sections).toEqual([
      ['本社区', '今天到目前为止： 0 张图片', '本月到目前为止： 0 张图片'],
      ['今天这里还没有人画过图片。'],
      ['所有人的队列，现在', '0 等待中', '0 正在绘制'],
    ]);
  });

  test.each<[string, Asked]>([
    ['moderators', { rights: ['moderate'] }],
    ['everybody else', { rights: [] }],
    ['administrators in direct messages', { rights, community: '' }],
  ])('is not for %s', async (_, asked) => {
    const { sections, asked: keys } = await read({ ...asked, busiest });
    expect(sections).toBeUndefined();
    expect(keys).toEqual(['day person discord:42', 'month person discord:42']);
  });
});
