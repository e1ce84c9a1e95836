import { describe, expect, test } from 'vitest';
import { lineage } from '../../commands/lineage.ts';
import { post } from '../../commands/post.ts';
import { send } from '../../commands/send.ts';
import { show } from '../../commands/show.ts';
import { wording } from '../../commands/wording.ts';
import { keptOf, recipeOf } from '../fakes/album.ts';
import { generationOf } from '../fakes/generation.ts';
import { call, under } from './call.ts';

const kept = [keptOf()];

describe('showing a picture again', () => {
  test('by its recipe, with the line that asks for it again', async () => {
    const { last, orders } = await call(show, recipeOf(1), { kept });
    expect(orders).toEqual([]);
    expect(last).toMatchObject({
      text: 'AI-generated. To make it again, word for word:',
      images: [{ alt: 'AI-generated picture: a fox at dawn' }],
      of: { about: 'discord:100', picture: 0 },
    });
    expect(last?.code).toMatch(/^\/imagine a fox at dawn --aspect 16:9 --model "?2\.1 Pro"? --seed 42 /);
    expect(last?.whisper).toBeUndefined();
  });

  test('under it, only its settings, and only to whoever asks', async () => {
    const { last } = await call(show, '', { kept, ...under('discord:100') });
    expect(last).toMatchObject({ whisper: true });
    expect(last?.images).toBeUndefined();
    expect(last?.buttons?.map(({ command }) => command)).toContain('reroll');
  });

  test('on another platform just as well', async () => {
    const place = { platform: 'slack', channel: 'C1', community: 'T1' };
    const person = { id: 'slack:T1:U1', name: 'Grace' };
    expect((await call(show, recipeOf(1), { kept, place, person })).last?.images).toHaveLength(1);
  });

  test('not what is private, deleted, unfinished or made for adults', async () => {
    const person = { id: 'discord:77', name: 'Grace' };
    const of = async (changes: Parameters<typeof keptOf>[0]) =>
      (await call(show, recipeOf(1), { kept: [keptOf(changes)], person })).problem;
    expect(await of({ notes: { private: true } })).toBe('picture_private');
    expect(await of({ removedAt: 1 })).toBe('picture_removed');
    expect(await of({ state: 'running', generation: undefined })).toBe('picture_not_ready');
    expect(await of({ notes: { restricted: true } })).toBe('picture_restricted');
  });

  test('what a posted file tells about itself', async () => {
    const inscription = { command: '/imagine a fox --seed 42', description: 'a fox' };
    const files = { invocation: { files: ['https://cdn.example/a.png'] } };
    expect((await call(show, '', { ...files, inscription })).last).toMatchObject({
      ...{ whisper: true, code: '/imagine a fox --seed 42', quote: 'a fox' },
    });
    expect((await call(show, '', files)).problem).toBe('settings_unreadable');
    expect((await call(show, '', {})).problem).toBe('picture_needed');
  });
});

describe('what the model read', () => {
  test('in full, with both ways to go on', async () => {
    const { last } = await call(wording, '', { kept, ...under('discord:100') });
    expect(last).toMatchObject({
      ...{ whisper: true, quote: 'a fox at dawn, soft golden light' },
      facts: [{ label: 'Written as', value: 'a fox at dawn' }],
      buttons: [{ with: '--kind adopted' }, { with: '--kind own' }],
    });
  });

  test('that nobody knows it', async () => {
    const silent = keptOf({ generation: generationOf(keptOf().request) });
    expect((await call(wording, '', { kept: [silent], ...under('discord:100') })).problem).toBe('wording_unknown');
  });
});

describe('copies', () => {
  test('go to the direct messages of whoever asks, with all facts', async () => {
    const { last } = await call(send, '', { kept, ...under('discord:100') });
    expect(last).toMatchObject({ where: 'direct', images: [{}], code: expect.stringContaining('--seed 42') });
    expect(last?.whisper).toBeUndefined();
  });

  test('of every picture of the message', async () => {
    const both = [keptOf(), keptOf({ n: 1 })];
    expect((await call(send, '', { kept: both, ...under('discord:100') })).last?.images).toHaveLength(2);
    expect((await call(send, '', { kept: both, ...under('discord:100', { picture: 1 }) })).last?.images).toHaveLength(
      1,
    );
  });
});

describe('posting a private picture', () => {
  const hidden = [keptOf({ notes: { private: true } })];

  test('shows it to everybody, from then on', async () => {
    const { last, album } = await call(post, '', { kept: hidden, ...under('discord:100') });
    expect(last).toMatchObject({ text: 'AI-generated. Posted by Ada.', images: [{}], where: 'here' });
    expect(last?.whisper).toBeUndefined();
    expect((await album.of('discord:100'))[0]?.notes.private).toBe(false);
  });

  test('goes back to the channel where it was asked for', async () => {
    const place = { platform: 'discord', channel: '555', community: undefined, direct: true };
    expect((await call(post, '', { kept: hidden, ...under('discord:100'), place })).last).toMatchObject({
      where: { channel: '7' },
    });
  });

  test('is for its maker alone', async () => {
    const person = { id: 'discord:77', name: 'Grace' };
    expect((await call(post, '', { kept: hidden, ...under('discord:100'), person })).problem).toBe('picture_private');
    expect((await call(post, '', { kept, ...under('discord:100'), person })).problem).toBe('not_yours');
  });
});

describe('the family', () => {
  const [parent, child] = [recipeOf(1), recipeOf(2)];
  const family = [
    keptOf({ recipe: parent }),
    keptOf({ invocation: 'discord:200', recipe: child, notes: { parent, kinship: 'new' } }),
    keptOf({ invocation: 'discord:300', recipe: recipeOf(3), notes: { parent: child, kinship: 'shape' } }),
    keptOf({
      invocation: 'discord:400',
      recipe: recipeOf(4),
      notes: { parent: child, private: true },
      person: 'discord:77',
    }),
  ];

  test('from the oldest to the youngest, without what is not for one’s eyes', async () => {
    const { last } = await call(lineage, child, { kept: family });
    expect(last?.text).toContain('A family of 3 pictures');
    expect(last?.facts?.map(({ value }) => value)).toEqual([parent, child, recipeOf(3)]);
    expect(new Set(last?.images?.map(({ name }) => name)).size).toBe(3);
  });

  test('of one', async () => {
    expect((await call(lineage, parent, { kept: [keptOf()] })).last?.text).toContain('no other picture of its family');
  });
});
