import { describe, expect, test } from 'vitest';
import { remove } from '../../commands/delete.ts';
import { edit } from '../../commands/edit.ts';
import { history } from '../../commands/history.ts';
import { post } from '../../commands/post.ts';
import { reroll } from '../../commands/reroll.ts';
import { send } from '../../commands/send.ts';
import { show } from '../../commands/show.ts';
import { spoiler } from '../../commands/spoiler.ts';
import type { Place } from '../../src/core/invocation.ts';
import { keptOf, recipeOf } from '../fakes/album.ts';
import { requestForTests } from '../fakes/generation.ts';
import { memorySettings } from '../fakes/settings.ts';
import { call, under } from './call.ts';

const grace = { person: { id: 'discord:77', name: 'Grace' } };
const den = { platform: 'discord', channel: '8', community: '9', restricted: true };
const direct = { platform: 'discord', channel: '6', community: undefined, direct: true };
const adult = keptOf({ notes: { restricted: true }, channel: 'discord:8' });

describe('what not everybody may see', () => {
  test('is not told among the relatives of what everybody may', async () => {
    const parent = keptOf({ invocation: 'discord:90', recipe: recipeOf(50) });
    const child = (n: number, notes: object) =>
      keptOf({
        ...{ n, invocation: 'discord:200', recipe: recipeOf(60 + n), person: 'discord:77' },
        request: { ...requestForTests, prompt: `child ${n}` },
        notes: { parent: parent.recipe, ...notes },
      });
    const kept = [parent, child(1, {}), child(2, { private: true }), child(3, { restricted: true })];
    const told = async (given: object) => JSON.stringify((await call(show, recipeOf(50), { kept, ...given })).last);
    expect(await told({})).toContain('child 1');
    expect(await told({})).not.toMatch(/child [23]/);
    expect(await told(grace)).toMatch(/child 2/);
    const secret = keptOf({ ...parent, notes: { private: true } });
    const ofSecret = await call(show, recipeOf(61), { kept: [secret, child(1, {})], ...grace });
    expect(ofSecret.last?.sections).toBeUndefined();
  });

  test('is no picture of the channel around a thread that only some see', async () => {
    const thread = { platform: 'discord', channel: '80', parent: '8', community: '9' };
    const madeIn = async (place: Place) =>
      (await call(reroll, recipeOf(1), { kept: [keptOf()], place })).orders[0]?.notes;
    expect((await madeIn(thread))?.around).toBe('discord:8');
    expect((await madeIn({ ...thread, closed: true }))?.around).toBeUndefined();
  });

  test('is brought back before nobody else', async () => {
    const removed = { removedAt: 1_699_999_999_000 };
    const secret = keptOf({ ...removed, notes: { private: true } });
    const again = await call(remove, `--undo`, { kept: [secret], ...under('discord:100') });
    expect(again.last).toMatchObject({ state: 'done', whisper: true });
    expect(again.last?.images).toBeUndefined();
    const moderator = { person: { ...grace.person, rights: ['moderate' as const] } };
    const others = await call(remove, '--undo', { kept: [secret], ...under('discord:100'), ...moderator });
    expect(others.problem).toBe('picture_private');
    const elsewhere = { kept: [keptOf({ ...adult, ...removed })], ...under('discord:100') };
    expect((await call(remove, '--undo', elsewhere)).problem).toBe('picture_restricted');
    const there = await call(remove, '--undo', { ...elsewhere, place: den, inPlace: true });
    expect(there.last).toMatchObject({ where: 'subject', images: [{}] });
  });

  test('is kept apart also where nobody knows who is let in, and only what was made there is shown there', async () => {
    const unsure = { ...den, restricted: 'unknown' as const };
    const here = await call(reroll, '', { kept: [adult], place: unsure, ...under('discord:100') });
    expect(here.orders).toMatchObject([{ notes: { restricted: true } }]);
    const there = { ...unsure, channel: '9' };
    expect((await call(reroll, '', { kept: [adult], place: there, ...under('discord:100') })).problem).toBe(
      'picture_restricted',
    );
    const open = await call(reroll, '', { kept: [keptOf()], place: there, ...under('discord:100') });
    expect(open.orders).toMatchObject([{ notes: { restricted: true } }]);
  });

  test('comes as a copy to its maker alone', async () => {
    const there = { kept: [adult], place: den, ...under('discord:100') };
    expect((await call(send, '', there)).last).toMatchObject({ where: 'direct', images: [{}] });
    expect((await call(send, '', { ...there, ...grace })).problem).toBe('picture_restricted');
  });

  test('stays so in what is made from it by its maker alone', async () => {
    const { orders } = await call(edit, '+ a hat', { kept: [adult], place: direct, ...under('discord:100') });
    expect(orders).toMatchObject([{ notes: { restricted: true, kinship: 'edit' } }]);
  });

  test('is passed over in lists, however much of it there is', async () => {
    const open = Array.from({ length: 8 }, (_, n) => keptOf({ n, recipe: recipeOf(n + 100) }));
    const hidden = Array.from({ length: 20 }, (_, n) => keptOf({ ...adult, n, recipe: recipeOf(n + 200) }));
    const kept = [...open, ...hidden];
    const { last } = await call(history, '', { kept });
    const newest = [107, 106, 105, 104, 103, 102].map(recipeOf);
    expect(last?.facts?.map(({ value }) => value)).toEqual(newest);
    const [older] = last?.buttons ?? [];
    expect(older?.with).toBe(`--before ${recipeOf(102)}`);
    const next = await call(history, older?.with ?? '', { kept });
    expect(next.last?.facts?.map(({ value }) => value)).toEqual([101, 100].map(recipeOf));
    expect(next.last?.buttons).toEqual([]);
    expect((await call(history, '', { kept: hidden })).last?.facts).toBeUndefined();
    expect((await call(history, '', { kept: hidden, place: direct })).last?.facts).toHaveLength(6);
  });
});

describe('where every picture is behind a spoiler', () => {
  const rule = { owner: 'discord:7', kind: 'rule', name: 'channel', person: 'discord:1' } as const;
  const settings = memorySettings({ ...rule, value: { spoiler: true } });
  const kept = [keptOf({ notes: { private: true } })];

  test('whatever is shown is', async () => {
    const shown = await call(show, recipeOf(1), { kept, settings });
    expect(shown.last?.images).toMatchObject([{ spoiler: true }]);
    const posted = await call(post, '', { kept, settings, place: direct, ...under('discord:100') });
    expect(posted.last).toMatchObject({ where: { channel: '7' }, images: [{ spoiler: true }] });
  });

  test('nobody takes it away', async () => {
    const { problem, album } = await call(spoiler, '--off', { kept, settings, ...under('discord:100') });
    expect(problem).toBe('spoiler_always_here');
    expect((await album.find(recipeOf(1)))?.notes.spoiler).toBeUndefined();
  });
});
