import { describe, expect, test } from 'vitest';
import { clearStars } from '../../commands/clear-stars.ts';
import { star } from '../../commands/star.ts';
import { withdraw } from '../../commands/withdraw.ts';
import type { Kept } from '../../src/core/album.ts';
import { keptOf, recipeOf } from '../fakes/album.ts';
import { exhibitOf, galleriesOf } from '../fakes/galleries.ts';
import { type CallParts, call, under } from './call.ts';

const grace = { id: 'discord:77', name: 'Grace' };
const reacted = { under: 'discord:7/555' };

/** Stars a picture that is both in the album and in galleries. */
function starring(changes: Partial<Kept> = {}) {
  const kept = [keptOf(changes)];
  const galleries = galleriesOf([exhibitOf(changes)]);
  const starred = (text: string, parts: CallParts = {}) => call(star, text, { kept, galleries, ...parts });
  const count = async () =>
    (await galleries.page({ of: { person: 'discord:42' }, order: 'newest', limit: 1 }))[0]?.stars;
  return { starred, count };
}

describe('a star', () => {
  test('by its recipe, with the new count, and taken back', async () => {
    const { starred } = starring();
    expect((await starred(recipeOf(1), { person: grace })).last).toMatchObject({
      ...{ whisper: true, text: '★ 1. Your star is there.' },
    });
    expect((await starred(recipeOf(1))).last?.text).toBe('★ 2. Your star is there.');
    expect((await starred(recipeOf(1))).last?.text).toBe('★ 2. Your star is there.');
    expect((await starred(`${recipeOf(1)} --off`)).last?.text).toBe('★ 1. Your star is taken back.');
  });

  test('by a reaction, without a word, and taken back where it was given', async () => {
    const { starred, count } = starring();
    const parts = { person: grace, ...under('discord:100', reacted) };
    expect((await starred('', parts)).replies).toEqual([]);
    expect(await count()).toBe(1);
    expect((await starred('--off', { ...parts, ...under('discord:100', { under: 'discord:7/556' }) })).replies).toEqual(
      [],
    );
    expect(await count()).toBe(1);
    await starred('--off', parts);
    expect(await count()).toBe(0);
  });

  test('the later of two that contradict each other counts', async () => {
    const { starred, count } = starring();
    const at = (askedAt: number) => under('discord:100', { ...reacted, askedAt });
    await starred('--off', at(20));
    await starred('', at(10));
    expect(await count()).toBe(0);
    await starred('', at(30));
    expect(await count()).toBe(1);
  });

  test('of what may not be seen is refused, and can be taken back all the same', async () => {
    const { starred } = starring({ notes: { private: true } });
    expect((await starred(recipeOf(1), { person: grace })).problem).toBe('picture_private');
    expect((await starred('', { person: grace, ...under('discord:100', reacted) })).problem).toBe('picture_private');
    expect((await starred('', { person: grace, ...under('discord:100') })).problem).toBe('picture_private');
    expect((await starred('--off', { person: grace, ...under('discord:100', reacted) })).problem).toBeUndefined();
    expect((await starring({ notes: { restricted: true } }).starred(recipeOf(1))).problem).toBe('picture_restricted');
    expect((await starring({ removedAt: 1 }).starred(recipeOf(1))).problem).toBe('picture_removed');
  });

  test('under something without pictures is nothing, and by button a question', async () => {
    const { starred } = starring();
    expect(await starred('', under('discord:help', reacted))).toMatchObject({ replies: [], problem: undefined });
    expect((await starred('', under('discord:help'))).problem).toBe('picture_needed');
    expect((await starred('')).problem).toBe('picture_needed');
    expect((await starred('--off')).problem).toBe('picture_needed');
  });

  test('under a message of several pictures is for each of them', async () => {
    const both = [0, 1].map((n) => ({ n, recipe: recipeOf(n + 1) }));
    const galleries = galleriesOf(both.map(exhibitOf));
    await call(star, '', { kept: both.map(keptOf), galleries, ...under('discord:100', reacted) });
    const counts = await galleries.page({ of: { person: 'discord:42' }, order: 'newest', limit: 2 });
    expect(counts.map(({ stars }) => stars)).toEqual([1, 1]);
    await call(star, '--off', {
      kept: both.map(keptOf),
      galleries,
      ...under('discord:100', { ...reacted, picture: 1 }),
    });
    const [second, first] = await galleries.page({ of: { person: 'discord:42' }, order: 'newest', limit: 2 });
    expect([first?.stars, second?.stars]).toEqual([1, 0]);
  });
});

describe('what platforms tell', () => {
  test('cleared reactions take back the stars of that message, and nobody can press that', async () => {
    const galleries = galleriesOf([exhibitOf({ stars: 2 })]);
    await call(star, '', { kept: [keptOf()], galleries, person: grace, ...under('discord:100', reacted) });
    const stars = async () =>
      (await galleries.page({ of: { channel: 'discord:7' }, order: 'newest', limit: 1 }))[0]?.stars;
    expect(await stars()).toBe(3);
    expect((await call(clearStars, '', { galleries, ...under('discord:100') })).replies).toEqual([]);
    expect(await stars()).toBe(3);
    await call(clearStars, '', { galleries, invocation: reacted });
    expect(await stars()).toBe(2);
  });

  test('a deleted message takes its own pictures out of lists, and a deleted copy none', async () => {
    const message = { key: reacted.under, channel: '7', community: '9' };
    const kept = [keptOf({ message }), keptOf({ n: 1, message: { ...message, key: 'discord:7/556' } })];
    const unlisted = async (changes: CallParts) => {
      const { album, replies } = await call(withdraw, '', { kept, ...changes });
      expect(replies).toEqual([]);
      return (await album.of('discord:100')).map(({ notes }) => notes.unlisted ?? false);
    };
    expect(await unlisted(under('discord:100', reacted))).toEqual([true, false]);
    expect(await unlisted(under('discord:100', { under: 'discord:8/1' }))).toEqual([false, false]);
    expect(await unlisted(under('discord:100'))).toEqual([false, false]);
    expect(await unlisted({ invocation: reacted })).toEqual([false, false]);
  });
});
