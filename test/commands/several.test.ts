import { describe, expect, test } from 'vitest';
import { imagine } from '../../commands/imagine.ts';
import { Problem } from '../../src/core/problem.ts';
import type { QuotaRule } from '../../src/core/quota.ts';
import { seedFor } from '../../src/core/seed.ts';
import { keptOf, recipeOf } from '../fakes/album.ts';
import { contextOf } from '../fakes/context.ts';
import { generationOf, paintingNow, recordedGenerate } from '../fakes/generation.ts';
import { memorySettings } from '../fakes/settings.ts';
import { rejected } from './rejected.ts';

type Parts = Partial<Parameters<typeof contextOf>[0]>;

async function repliesTo(text: string, parts: Parts = {}) {
  const recorded = recordedGenerate();
  const context = contextOf({ generate: recorded.generate, ...parts });
  const replies = await Array.fromAsync(imagine.run({ kind: 'text', text }, context));
  return { replies, last: replies.at(-1), orders: recorded.orders };
}

describe('the question before several pictures', () => {
  test('paints nothing, and is for the asker alone', async () => {
    const { replies, orders } = await repliesTo('a fox --count 4');
    expect(orders).toEqual([]);
    expect(replies).toEqual([
      {
        state: 'done',
        whisper: true,
        text: 'That would be 4 pictures. Press Go to paint them.',
        quote: 'a fox',
        facts: [{ label: 'Time', value: 'not known yet' }],
        buttons: [
          { label: 'Go', command: 'go', about: 'discord:1' },
          { label: 'Cancel', command: 'go', about: 'discord:1', with: '--cancel' },
        ],
      },
    ]);
  });

  test('says what each would be, how long it takes, what it costs and what is left', async () => {
    const quotas: QuotaRule[] = [
      { scope: 'person', period: 'day', pictures: 20 },
      { scope: 'community', period: 'month', pictures: 300 },
    ];
    const { last } = await repliesTo('a {red, blue} fox', {
      ...{ quotas, price: 30_000, takes: 12_000, load: { waiting: 2, running: 1, openCalls: 3 } },
      usage: async (keys) => keys.map((key) => ({ ...key, pictures: 6, money: 0, refillsAt: 0 })),
    });
    expect(last?.quote).toBeUndefined();
    expect(last?.sections).toEqual([
      {
        heading: 'Prompts',
        rows: [
          { term: '1', text: 'a red fox' },
          { term: '2', text: 'a blue fox' },
        ],
      },
    ]);
    expect(last?.facts?.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      'Time: 60 s, with the 3 pictures waiting or being painted now',
      'Cost: 0.06',
      'Left: 14 pictures left (Today)',
    ]);
  });

  test('says what to type where nothing can be pressed', async () => {
    const { last } = await repliesTo('a fox --count 2', { buttonless: true });
    expect(last?.text).toBe('That would be 2 pictures. Ask again with --yes to paint them.');
  });

  test('speaks the language of the asker', async () => {
    const { last } = await repliesTo('一只狐狸 --count 2', { locale: 'zh-CN', takes: 60_000 });
    expect(last?.text).toBe('这样会有 2 张图片。按“开始”就会绘制。');
    expect(last?.facts).toEqual([{ label: '用时', value: '2 分钟' }]);
  });

  test('is not asked for one picture', async () => {
    const { orders } = await repliesTo('a fox --count 1 --repeat 1');
    expect(orders).toHaveLength(1);
  });
});

describe('several pictures', () => {
  test('are painted in one call and shown in one message, each with its seed', async () => {
    const { replies, last, orders } = await repliesTo('a fox --count 3 --yes');
    const seeds = [0, 1, 2].map((n) => seedFor('discord:1', 'picture', n));
    expect(orders.map(({ n, request }) => [n, request.seed])).toEqual(seeds.map((seed, n) => [n, seed]));
    for (const reply of replies.slice(0, -1)) {
      expect(reply).toMatchObject({
        state: 'working',
        text: expect.stringMatching(/^\d of 3 painted…$/),
        quote: 'a fox',
        shape: { width: 512, height: 512 },
        buttons: [{ label: 'Cancel', command: 'cancel', about: 'discord:1' }],
      });
    }
    expect(last).toMatchObject({ state: 'done', text: 'AI-generated', quote: 'a fox' });
    expect(last?.images?.map(({ name }) => name)).toEqual(seeds.map((seed, at) => `easel-${seed}-${at + 1}.png`));
    expect(last?.facts?.slice(0, 3)).toEqual(
      seeds.map((seed, at) => ({ label: `${at + 1}: Seed`, value: String(seed), exact: true })),
    );
  });

  test('are counted as they come', async () => {
    const gates = [0, 1, 2].map(() => Promise.withResolvers<void>());
    const { generate } = recordedGenerate([paintingNow], async ({ n, request }) => {
      await gates[n]?.promise;
      return generationOf(request);
    });
    const replies = imagine.run({ kind: 'text', text: 'a fox --count 3 --yes' }, contextOf({ generate }));
    const said: string[] = [];
    for await (const { text } of replies) {
      if (said.at(-1) !== text) said.push(text);
      gates[Number(/^\d/.exec(text))]?.resolve();
    }
    expect(said).toEqual(['0 of 3 painted…', '1 of 3 painted…', '2 of 3 painted…', '3 of 3 painted…', 'AI-generated']);
  });

  test('say what they wait for until the first is painted', async () => {
    const waiting = { ...paintingNow, ahead: 2 };
    const { generate } = recordedGenerate([waiting, paintingNow]);
    const { replies } = await repliesTo('a fox --count 2 --yes', { generate });
    expect(replies[0]?.text).toBe('2 pictures are before yours…');
  });

  test('are all private or hidden when that was wanted', async () => {
    const { replies, last, orders } = await repliesTo('a fox --count 2 --yes --private --spoiler');
    expect(orders.map(({ notes }) => notes)).toEqual([
      { private: true, spoiler: true },
      { private: true, spoiler: true },
    ]);
    for (const { whisper } of replies) expect(whisper).toBe(true);
    expect(last?.images?.map(({ spoiler }) => spoiler)).toEqual([true, true]);
  });

  test('are delivered without those that failed, of which it is said why', async () => {
    const refusal = new Problem('prompt_refused', {});
    const { generate } = recordedGenerate([paintingNow], async ({ request }) => {
      if (request.prompt.includes('red')) throw refusal;
      if (request.prompt.includes('green')) throw new Problem('service_busy', {});
      return generationOf(request);
    });
    const { last } = await repliesTo('a {red, blue, green, dark red} fox --yes', { generate });
    expect(last?.text).toBe('AI-generated. 1 of 4 pictures are here. What failed does not count for your quota.');
    expect(last?.images).toHaveLength(1);
    expect(last?.facts?.map(({ value }) => value)).toContain(
      'The image service’s safety filter refused this prompt. Please say it in other words.',
    );
    expect(last?.quote).toBe('a blue fox');
    expect(JSON.stringify(last)).not.toContain('red fox');
  });

  test('that differ say how, in the words of their maker where those tell them apart', async () => {
    const { replies, last } = await repliesTo('a {red, blue} fox --style noir --yes');
    for (const { quote, sections } of [replies[0], last].flatMap((reply) => reply ?? [])) {
      expect(quote).toBeUndefined();
      expect(sections?.[0]?.rows).toEqual([
        { term: '1', text: 'a red fox' },
        { term: '2', text: 'a blue fox' },
      ]);
    }
  });

  test('fail as one would when none was made', async () => {
    const { generate } = recordedGenerate([paintingNow], () => Promise.reject(new Problem('service_failed', {})));
    expect(await rejected(repliesTo('a fox --n 2 --yes', { generate }))).toMatchObject({ code: 'service_failed' });
  });
});

describe('one picture', () => {
  test('can be private and hidden', async () => {
    const { replies, last, orders } = await repliesTo('a fox --private --spoiler');
    expect(orders[0]?.notes).toEqual({ private: true, spoiler: true });
    for (const { whisper } of replies) expect(whisper).toBe(true);
    expect(last?.images?.map(({ spoiler }) => spoiler)).toEqual([true]);
  });

  test('keeps to the rules of its channel', async () => {
    const rule = { owner: 'discord:7', kind: 'rule', name: 'channel', person: 'discord:1' } as const;
    const settings = (value: unknown) => memorySettings({ ...rule, value });
    const { orders } = await repliesTo('a fox', { settings: settings({ spoiler: true, restricted: true }) });
    expect(orders[0]?.notes).toEqual({ spoiler: true, restricted: true });
    const off = { settings: settings({ pictures: false }) };
    expect(await rejected(repliesTo('a fox --count 2', off))).toMatchObject({ code: 'pictures_off_here' });
  });

  test('remembers the one that it was made from', async () => {
    const album = {
      of: async (id: string) => (id === 'discord:0' ? [keptOf(), keptOf({ n: 1 })] : []),
    };
    const notesFor = async (about: string, picture?: number) =>
      (await repliesTo('a fox', { album, about, invocation: { picture } })).orders[0]?.notes;
    expect(await notesFor('discord:0')).toEqual({ parent: recipeOf(1), kinship: 'edit' });
    expect(await notesFor('discord:0', 1)).toEqual({ parent: recipeOf(2), kinship: 'edit' });
    expect(await notesFor('discord:0', 2)).toEqual({});
    expect(await notesFor('discord:gone')).toEqual({});
  });
});
