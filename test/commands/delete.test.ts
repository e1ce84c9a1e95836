import { describe, expect, test } from 'vitest';
import { remove } from '../../commands/delete.ts';
import { undoable } from '../../src/core/album.ts';
import { Problem } from '../../src/core/problem.ts';
import { albumOf, keptOf, recipeOf } from '../fakes/album.ts';
import { call, under } from './call.ts';

const about = under('discord:100');
const kept = [keptOf(), keptOf({ n: 1 })];
const now = 1_700_000_000_000;
const grace = { id: 'discord:77', name: 'Grace' };

describe('deleting', () => {
  test('takes every picture of a message away and says who did it, in its place', async () => {
    const { last, album } = await call(remove, '', { kept, ...about, inPlace: true });
    expect(last).toMatchObject({
      text: 'Deleted by Ada. It can be brought back for ten minutes.',
      where: 'subject',
      buttons: [{ command: 'delete', about: 'discord:100', with: '--undo' }],
    });
    expect(last?.images).toBeUndefined();
    expect((await album.of('discord:100')).every(({ removedAt }) => removedAt === now)).toBe(true);
  });

  test('and Undo brings all of it back, for ten minutes', async () => {
    const { album } = await call(remove, '', { kept, ...about });
    const late = await call(remove, '--undo', { album, ...about, now: now + undoable + 1 });
    expect(late.problem).toBe('undo_too_late');
    const { last } = await call(remove, '--undo', { album, ...about, inPlace: true, now: now + undoable });
    expect(last).toMatchObject({ where: 'subject', images: [{}, {}] });
    // A second press, or the same one run again, finds it as it is.
    expect((await call(remove, '--undo', { album, ...about, inPlace: true })).last?.images).toHaveLength(2);
    // Where its message is out of reach, it is nobody else's business.
    const elsewhere = await call(remove, '--undo', { album, ...about });
    expect(elsewhere.last).toEqual({ state: 'done', whisper: true, text: 'It is there again.' });
  });

  test('looks once more when it was shown: whoever is shown last shows how it is', async () => {
    const real = albumOf(kept);
    let looks = 0;
    /** Somebody takes it back between the first word and the second look. */
    const raced = {
      ...real,
      async of(invocation: string) {
        looks += 1;
        if (looks === 2) await real.restore(invocation, now);
        return real.of(invocation);
      },
    };
    const { replies } = await call(remove, '', { album: raced, ...about, inPlace: true });
    expect(replies).toMatchObject([{ text: expect.stringContaining('Deleted by Ada') }, { images: [{}, {}] }]);

    const away = { ...real, of: async () => (looks++ > 5 ? Promise.reject(new Problem('storage_failed', {})) : kept) };
    looks = 5;
    const alone = await call(remove, '', { album: away, ...about, inPlace: true });
    expect([alone.replies.length, alone.problem]).toEqual([1, undefined]);
  });

  test('of one picture of several leaves the others, and Undo brings that one back', async () => {
    const one = { ...under('discord:100', { picture: 1 }) };
    const { album, last } = await call(remove, '', { kept, ...one, inPlace: true });
    expect((await album.of('discord:100')).map(({ removedAt }) => removedAt)).toEqual([undefined, now]);
    expect(last).toMatchObject({ where: 'subject', buttons: [{ about: 'discord:100', picture: 1 }] });
    await album.remove('discord:100');
    const back = await call(remove, '--undo', { album, ...one, inPlace: true });
    expect(back.last?.images).toHaveLength(1);
    expect((await album.of('discord:100')).map(({ removedAt }) => removedAt)).toEqual([now, undefined]);
  });

  test('run again after a kill does not delete what it has cancelled a part of', async () => {
    const cancelled = keptOf({ n: 1, state: 'cancelled', generation: undefined, endedAt: now + 5 });
    const { album, replies } = await call(remove, '', { kept: [keptOf(), cancelled], ...about });
    expect(replies).toEqual([]);
    expect((await album.of('discord:100'))[0]?.removedAt).toBeUndefined();
  });

  test('is for the maker and for moderators of the place', async () => {
    expect((await call(remove, '', { kept, ...about, person: grace })).problem).toBe('not_yours');
    const moderator = { ...grace, rights: ['moderate'] as const };
    expect((await call(remove, '', { kept, ...about, person: moderator })).problem).toBeUndefined();
    const elsewhere = { platform: 'discord', channel: '1', community: '8' };
    expect((await call(remove, recipeOf(1), { kept, person: moderator, place: elsewhere })).problem).toBe('not_yours');
  });

  test('by recipe, from anywhere, says what it cannot reach', async () => {
    const { last } = await call(remove, recipeOf(1), { kept });
    expect(last).toMatchObject({ whisper: true, text: expect.stringContaining('Messages that showed it') });
  });

  test('cancels what waits instead, and leaves the telling to its message', async () => {
    const waiting = keptOf({ state: 'waiting', generation: undefined });
    const pictures = [{ invocation: 'discord:100', n: 0, person: 'discord:42', orderedAt: 0 }];
    const { replies, album } = await call(remove, '', { kept: [waiting], ...about, pictures });
    expect(replies).toEqual([]);
    expect((await album.of('discord:100'))[0]?.removedAt).toBeUndefined();
  });

  test('of what is nobody’s, gone, or never came', async () => {
    expect((await call(remove, '', {})).problem).toBe('picture_needed');
    expect((await call(remove, '', { ...under('discord:1') })).problem).toBe('picture_needed');
    expect((await call(remove, '', { kept: [keptOf({ removedAt: 5 })], ...about })).last?.text).toContain('Deleted');
    const failed = keptOf({ state: 'failed', generation: undefined });
    expect((await call(remove, '', { kept: [failed], ...about })).problem).toBe('picture_never_made');
  });
});
