import { describe, expect, test } from 'vitest';
import { reroll } from '../../commands/reroll.ts';
import { keptOf, recipeOf } from '../fakes/album.ts';
import { generationOf } from '../fakes/generation.ts';
import { call, under } from './call.ts';

const kept = [keptOf()];
const someone = { id: 'discord:77', name: 'Grace' };

describe('a reroll', () => {
  test('remembers its parent and how it came of it, and links to it', async () => {
    const message = { key: 'discord:5', channel: '7', community: '9' };
    const { last, orders } = await call(reroll, '', { kept: [keptOf({ message })], ...under('discord:100') });
    expect(orders).toMatchObject([{ notes: { parent: recipeOf(1), kinship: 'new', asked: 'a fox at dawn' } }]);
    expect(last).toMatchObject({ text: 'AI-generated. A new picture of the same wording.', quote: 'a fox at dawn' });
    expect(last?.facts).toContainEqual({ label: 'From', value: recipeOf(1), exact: true, message });
  });

  test('says “very likely the same” of an exact repeat', async () => {
    const { last, orders } = await call(reroll, '--kind exact', { kept, ...under('discord:100') });
    expect(orders[0]?.request).toEqual(kept[0]?.request);
    expect(last?.text).toContain('very likely the same');
  });

  test('takes the picture by its recipe from anywhere, and an address that ends with it', async () => {
    for (const given of [recipeOf(1), recipeOf(1).toLowerCase(), `https://easel.example/p/${recipeOf(1)}`]) {
      expect((await call(reroll, given, { kept })).orders).toHaveLength(1);
    }
    expect((await call(reroll, `${recipeOf(1).slice(0, -1)}~`, { kept })).problem).toBe('recipe_mistyped');
    expect((await call(reroll, recipeOf(2), { kept })).problem).toBe('picture_unknown');
    expect((await call(reroll, '', { kept })).problem).toBe('picture_needed');
  });

  test('of one of several', async () => {
    const requests = [1, 2, 3].map((seed) => ({ ...keptOf().request, seed }));
    const several = requests.map((request, n) => keptOf({ n, request, generation: generationOf(request) }));
    const { orders } = await call(reroll, '--kind exact', { kept: several, ...under('discord:100', { picture: 2 }) });
    expect(orders[0]?.request.seed).toBe(3);
  });

  test('of another shape needs to be told which, and another one', async () => {
    expect((await call(reroll, '--ar 1:1', { kept, ...under('discord:100') })).orders[0]?.request).toMatchObject({
      ...{ width: 512, height: 512, seed: 42 },
    });
    expect((await call(reroll, '--kind shape', { kept, ...under('discord:100') })).problem).toBe('option_missing');
    expect((await call(reroll, '--ar 16:9', { kept, ...under('discord:100') })).problem).toBe('option_missing');
    expect((await call(reroll, '--kind exact --ar 1:1', { kept, ...under('discord:100') })).problem).toBe(
      'options_conflict',
    );
  });

  test('is no way around what its maker or the place has settled', async () => {
    const hidden = { kept: [keptOf({ notes: { private: true } })], ...under('discord:100') };
    expect((await call(reroll, '', { ...hidden, person: someone })).problem).toBe('picture_private');
    const own = await call(reroll, '', hidden);
    expect(own.replies.every(({ whisper }) => whisper)).toBe(true);
    const restricted = { kept: [keptOf({ notes: { restricted: true } })], ...under('discord:100') };
    expect((await call(reroll, '', restricted)).problem).toBe('picture_restricted');
    const place = { platform: 'discord', channel: '8', community: '9', restricted: true };
    const inside = await call(reroll, '', { ...restricted, place });
    expect(inside.orders[0]?.notes).toMatchObject({ restricted: true });
    const gone = { kept: [keptOf({ removedAt: 1 })], ...under('discord:100') };
    expect((await call(reroll, '', gone)).problem).toBe('picture_removed');
  });

  test('keeps to the rules of its channel', async () => {
    const value = { spoiler: true, restricted: true };
    const get = async () => ({ owner: '', kind: 'rule', name: 'channel', person: '', value }) as const;
    const { orders } = await call(reroll, '', { kept, ...under('discord:100'), settings: { get } });
    expect(orders[0]?.notes).toMatchObject({ spoiler: true, restricted: true });
    const off = async () =>
      ({ owner: '', kind: 'rule', name: 'channel', person: '', value: { pictures: false } }) as const;
    expect((await call(reroll, '', { kept, ...under('discord:100'), settings: { get: off } })).problem).toBe(
      'pictures_off_here',
    );
  });
});
