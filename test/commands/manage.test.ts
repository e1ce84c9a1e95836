import { describe, expect, test } from 'vitest';
import { describe as describePicture } from '../../commands/describe.ts';
import { emoji } from '../../commands/emoji.ts';
import { history } from '../../commands/history.ts';
import { queue } from '../../commands/queue.ts';
import { rules } from '../../commands/rules.ts';
import { spoiler } from '../../commands/spoiler.ts';
import { keptOf, recipeOf } from '../fakes/album.ts';
import { memorySettings } from '../fakes/settings.ts';
import { call, under } from './call.ts';

const admin = { id: 'discord:42', name: 'Ada', rights: ['moderate', 'administer'] as const };

describe('history', () => {
  const pictures = Array.from({ length: 9 }, (_, at) =>
    keptOf({ invocation: `discord:${at}`, recipe: recipeOf(at), notes: at === 8 ? { private: true } : {} }),
  );

  test('shows one’s own, newest first, page by page, also private ones', async () => {
    const { last } = await call(history, '', { kept: pictures });
    expect(last?.images).toHaveLength(6);
    expect(last).toMatchObject({ whisper: true, buttons: [{ with: `--before ${recipeOf(3)}` }] });
    const next = await call(history, last?.buttons?.[0]?.with ?? '', { kept: pictures });
    expect(next.last?.facts?.map(({ value }) => value)).toEqual([2, 1, 0].map(recipeOf));
    expect(next.last?.buttons).toEqual([]);
  });

  test('of others only what everybody may see, and only from here', async () => {
    const person = { id: 'discord:77', name: 'Grace' };
    const { last } = await call(history, '<@42>', { kept: pictures, person });
    expect(last?.facts?.[0]?.value).toBe(recipeOf(7));
    const place = { platform: 'discord', channel: '1', community: '8' };
    expect((await call(history, '<@42>', { kept: pictures, person, place })).last?.text).toContain(
      'no pictures of theirs',
    );
    expect((await call(history, 'x y z', { kept: pictures, person })).problem).toBe('person_unknown');
  });

  test('says how to begin when there is nothing', async () => {
    expect((await call(history, '')).last?.text).toContain('/imagine');
  });

  test('leaves out what was made for adults where others are let in', async () => {
    const kept = [keptOf({ notes: { restricted: true } })];
    expect((await call(history, '', { kept })).last?.images).toBeUndefined();
    const place = { platform: 'discord', channel: '7', community: '9', restricted: true };
    expect((await call(history, '', { kept, place })).last?.images).toHaveLength(1);
  });
});

describe('alternative text and spoilers', () => {
  test('are asked for in a form that holds the words so far', async () => {
    const { last } = await call(describePicture, '', { kept: [keptOf()], ...under('discord:100') });
    expect(last?.form).toMatchObject({ command: 'describe', fields: { text: 'a fox at dawn' } });
  });

  test('change the picture in its place', async () => {
    const parts = { kept: [keptOf()], ...under('discord:100'), inPlace: true };
    expect((await call(describePicture, 'A red fox', parts)).last).toMatchObject({
      ...{ where: 'subject', images: [{ alt: 'A red fox' }] },
    });
    expect((await call(spoiler, '', parts)).last).toMatchObject({ where: 'subject', images: [{ spoiler: true }] });
  });

  test('where that is out of reach, it is told', async () => {
    expect((await call(describePicture, `A fox --recipe ${recipeOf(1)}`, { kept: [keptOf()] })).last).toMatchObject({
      ...{ whisper: true, text: expect.stringContaining('saved') },
    });
  });

  test('are the maker’s', async () => {
    const person = { id: 'discord:77', name: 'Grace' };
    const parts = { kept: [keptOf()], ...under('discord:100'), person };
    expect((await call(describePicture, 'rude words', parts)).problem).toBe('not_yours');
    expect((await call(spoiler, '', parts)).problem).toBe('not_yours');
  });
});

describe('the line', () => {
  test('shows one’s own calls with a button each, and everybody’s', async () => {
    const kept = [
      keptOf({ invocation: 'discord:1', state: 'running', generation: undefined }),
      keptOf({ invocation: 'discord:2', state: 'waiting', generation: undefined }),
    ];
    const pictures = kept.map(({ invocation, n, person }) => ({ invocation, n, person, orderedAt: 0 }));
    const { last } = await call(queue, '', { kept, pictures, load: { waiting: 7, running: 1, openCalls: 8 } });
    expect(last?.text).toContain('7 waiting, 1 being painted');
    expect(last?.sections?.[0]?.rows).toMatchObject([
      { term: '1.', text: 'a fox at dawn (1, being painted)' },
      { term: '2.', text: 'a fox at dawn (1, waiting)' },
    ]);
    expect(last?.buttons?.map(({ about }) => about)).toEqual(['discord:1', 'discord:2', undefined]);
  });

  test('is empty', async () => {
    expect((await call(queue, '')).last).toMatchObject({
      text: expect.stringContaining('nothing in line'),
      buttons: [],
    });
  });
});

describe('rules and emojis', () => {
  test('are changed by administrators and seen by everybody', async () => {
    const settings = memorySettings();
    expect((await call(rules, '--spoiler', { settings })).problem).toBe('administrators_only');
    await call(rules, '--spoiler --no-pictures', { settings, person: admin });
    const { last } = await call(rules, '', { settings });
    expect(last?.facts?.map(({ value }) => value)).toEqual(['off', 'on', 'off']);
    const place = { platform: 'discord', channel: '7', community: '9', restricted: true };
    expect(
      (await call(rules, '--no-restricted', { settings, person: admin, place })).last?.facts?.[2]?.value,
    ).toContain('age-restricted');
  });

  test('an emoji gets another meaning, none, and its own again', async () => {
    const settings = memorySettings();
    const set = (text: string) => call(emoji, text, { settings, person: admin });
    expect((await call(emoji, '--emoji 🎲 --does reroll', { settings })).problem).toBe('administrators_only');
    await set('--emoji 🎲 --does reroll');
    const { last } = await set('--emoji ❌ --does nothing');
    expect(last?.sections?.[0]?.rows).toEqual([
      ...[
        { term: '🔁', text: '/reroll' },
        { term: '⭐', text: '/star' },
        { term: '✉️', text: '/send' },
      ],
      ...[
        { term: '❌', text: 'nothing' },
        { term: '🎲', text: '/reroll' },
      ],
    ]);
    expect((await set('--emoji ❌ --does default')).last?.sections?.[0]?.rows).toHaveLength(5);
  });

  test.each([['ab cd'], ['🎲🎲'], ['7'], ['<b>']])('%j is no emoji', async (given) => {
    expect((await call(emoji, `--emoji "${given}" --does reroll`, { person: admin })).problem).toBe('emoji_unusable');
  });

  test.each([[':game_die:'], ['🏳️‍🌈'], ['👍🏽'], ['<:fox:1457536583141163000>']])('%j is one', async (given) => {
    expect((await call(emoji, `--emoji "${given}" --does reroll`, { person: admin })).problem).toBeUndefined();
  });

  test('a command that there is not', async () => {
    expect((await call(emoji, '--emoji 🎲 --does rerol', { person: admin })).problem).toBe('option_not_a_choice');
    expect((await call(emoji, '--emoji 🎲', { person: admin })).problem).toBe('option_missing');
  });
});
