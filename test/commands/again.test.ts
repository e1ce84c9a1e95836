import { describe, expect, test } from 'vitest';
import { imagine } from '../../commands/imagine.ts';
import { post } from '../../commands/post.ts';
import { reroll } from '../../commands/reroll.ts';
import { rulesKey } from '../../src/core/channel-rules.ts';
import { albumOf, keptOf, recipeOf } from '../fakes/album.ts';
import { requestForTests } from '../fakes/generation.ts';
import { memorySettings } from '../fakes/settings.ts';
import { call, under } from './call.ts';

/** What the call has put in line before the process died. */
const ordered = (n: number, prompt: string) =>
  keptOf({
    ...{ invocation: 'discord:1', n, state: 'running', generation: undefined },
    ...{ request: { ...requestForTests, prompt, seed: 7 + n }, notes: { words: 'as ordered' } },
  });

describe('a call that is run again after a kill', () => {
  test.each(['a fox --preset gone', 'a {{gone}} fox', 'a {1,2,3,4,5,6,7,8,9,10,11} fox'])(
    'has ordered %j already',
    async (text) => {
      const { orders, problem } = await call(imagine, text, { kept: [ordered(0, 'a red fox')] });
      expect(problem).toBeUndefined();
      expect(orders).toMatchObject([
        { n: 0, request: { prompt: 'a red fox', seed: 7 }, notes: { words: 'as ordered' } },
      ]);
    },
  );

  test('orders those that were not in line yet, and asks nobody', async () => {
    const { orders, replies } = await call(imagine, 'a fox --count 3', { kept: [ordered(0, 'a red fox')] });
    expect(orders.map(({ n, request }) => [n, request.prompt])).toEqual([
      [0, 'a red fox'],
      [1, 'a fox'],
      [2, 'a fox'],
    ]);
    expect(replies.at(-1)).toMatchObject({ state: 'done', images: [{}, {}, {}] });
  });

  test('is painted although its parent is deleted, and pictures are turned off, since', async () => {
    const rule = { ...rulesKey('discord:7'), person: 'discord:77', value: { pictures: false } };
    const settings = memorySettings(rule);
    const parent = keptOf({ removedAt: 5 });
    const again = await call(reroll, '', { kept: [parent, ordered(0, 'a fox')], ...under('discord:100'), settings });
    expect(again.orders).toMatchObject([{ request: { seed: 7 } }]);
    const fresh = await call(reroll, '', { kept: [keptOf()], ...under('discord:100'), settings });
    expect(fresh.problem).toBe('pictures_off_here');
  });

  test('posts a private picture once, also when it is run again', async () => {
    const [settings, album] = [memorySettings(), albumOf([keptOf({ notes: { private: true } })])];
    const press = (id: string) => call(post, '', { album, settings, ...under('discord:100', { id }) });
    expect((await press('discord:2')).last?.images).toHaveLength(1);
    expect((await press('discord:2')).last?.images).toHaveLength(1);
    const other = await press('discord:3');
    expect(other.last?.images).toBeUndefined();
    expect(other.last?.text).toContain('posted already');
  });
});

test('what is made where nobody else reads is listed to its maker alone, and what is made of it by where that is', async () => {
  const place = { platform: 'discord', channel: '6', community: undefined, direct: true };
  const { orders } = await call(imagine, 'a fox', { place });
  expect(orders[0]?.notes).toMatchObject({ unlisted: true });
  const kept = [keptOf({ notes: { unlisted: true }, channel: 'discord:6', community: undefined })];
  expect((await call(reroll, recipeOf(1), { kept })).orders[0]?.notes?.unlisted).toBeUndefined();
});
