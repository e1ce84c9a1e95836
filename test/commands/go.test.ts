import { describe, expect, test } from 'vitest';
import { go } from '../../commands/go.ts';
import { commands } from '../../commands/index.ts';
import { wishesOf } from '../../commands/pin.ts';
import type { Input, Invocation } from '../../src/core/invocation.ts';
import { keptOf, recipeOf } from '../fakes/album.ts';
import { contextOf } from '../fakes/context.ts';
import { recordedGenerate } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { memorySettings } from '../fakes/settings.ts';
import { rejected } from './rejected.ts';

/** A place where Ada was asked about a call of hers. */
function question(input: Input | string = 'a fox --count 2', changes: Partial<Invocation> = {}) {
  const asked = invocationOf(input, { id: 'discord:asked', ...changes });
  const list = { owner: 'discord:9', kind: 'list', name: 'colors', person: 'discord:42' } as const;
  const settings = memorySettings({ ...list, value: { words: ['red', 'blue', 'green'] } });
  const recorded = recordedGenerate();
  const parts = { generate: recorded.generate, commands, settings, calls: [asked] };

  async function press(id: string, text = '', more: Partial<Invocation> = {}) {
    const album = { of: async (about: string) => (about === 'discord:parent' ? [keptOf({ invocation: about })] : []) };
    const invocation = { id, about: 'discord:asked', command: 'go', ...more };
    const context = contextOf({ ...parts, album, invocation });
    const replies = await Array.fromAsync(go.run({ kind: 'text', text }, context));
    return { replies, last: replies.at(-1) };
  }

  return { press, asked, parts, orders: recorded.orders };
}

describe('Go', () => {
  test('paints what was asked for, in a message of its own', async () => {
    const { press, orders } = question();
    const { replies, last } = await press('discord:pressed');
    expect(last).toMatchObject({ state: 'done', text: 'AI-generated' });
    expect(last?.images).toHaveLength(2);
    for (const { where, whisper } of replies) expect([where, whisper]).toEqual([undefined, undefined]);
    expect(orders.map(({ invocation, n }) => [invocation, n])).toEqual([
      ['discord:pressed', 0],
      ['discord:pressed', 1],
    ]);
    expect(replies[0]?.buttons).toEqual([{ label: 'Cancel', command: 'cancel', about: 'discord:pressed' }]);
  });

  test('paints exactly those pictures that the question was about', async () => {
    const { press, parts, asked, orders } = question('a {{colors}} {fox, cat} --count 4');
    const shown = await wishesOf(
      { prompt: 'a {{colors}} {fox, cat}', count: 4 },
      contextOf({ ...parts, invocation: asked }),
    );
    await press('discord:pressed');
    expect(orders.map(({ request }) => request)).toEqual(shown.map(({ request }) => request));
  });

  test.each<[string, Input]>([
    ['fields', { kind: 'fields', fields: { prompt: 'a fox --count 9', count: 2 } }],
    ['a form with a line of text', { kind: 'fields', fields: { prompt: 'a fox' }, text: '--count 2' }],
    ['text with the answer in it', { kind: 'text', text: '--count 2 "a fox"' }],
  ])('takes up a call of %s', async (_, input) => {
    const { press, orders } = question(input);
    await press('discord:pressed');
    expect(orders).toHaveLength(2);
  });

  test('knows what the call was about', async () => {
    const { press, orders } = question('a fox --count 2', { about: 'discord:parent' });
    await press('discord:pressed');
    expect(orders.map(({ notes }) => notes?.parent)).toEqual([recipeOf(1), recipeOf(1)]);
  });

  test('takes up a change that was written under a picture', async () => {
    const { press, orders } = question('fox -> cat; + at night --count 2', {
      command: 'edit',
      about: 'discord:parent',
    });
    await press('discord:pressed');
    expect(orders.map(({ request, notes }) => [request.prompt, notes?.kinship])).toEqual([
      ['a cat at dawn, at night', 'edit'],
      ['a cat at dawn, at night', 'edit'],
    ]);
  });

  test('paints once, however often and fast it is pressed', async () => {
    const { press, orders } = question();
    const presses = await Promise.all(['discord:2', 'discord:3', 'discord:4'].map((id) => press(id)));
    expect(orders).toHaveLength(2);
    const told = { state: 'done', whisper: true, text: 'This question has been answered already.' };
    expect(presses.filter(({ replies }) => replies.length === 1).map(({ last }) => last)).toEqual([told, told]);
    expect((await press('discord:5')).replies).toEqual([told]);
    expect((await press('discord:6', '--cancel')).replies).toEqual([told]);
  });

  test('goes on after a kill', async () => {
    const { press, orders } = question();
    const once = await press('discord:pressed');
    expect(await press('discord:pressed')).toEqual(once);
    const numbered = orders.map(({ signal: _, ...order }) => order);
    expect(numbered.slice(2)).toEqual(numbered.slice(0, 2));
  });
});

describe('Cancel', () => {
  test('takes the place of the question, and Go is over', async () => {
    const { press, orders } = question();
    expect((await press('discord:2', '--cancel')).replies).toEqual([
      { state: 'done', whisper: true, where: 'subject', text: 'Nothing was painted.' },
    ]);
    expect((await press('discord:3')).last?.text).toBe('This question has been answered already.');
    expect(orders).toEqual([]);
  });
});

test('a press that came to nothing lets the next one try', async () => {
  const { press, orders, parts } = question('a {{colors}} fox --count 2');
  const key = { owner: 'discord:9', kind: 'list', name: 'colors' } as const;
  const list = await parts.settings.get(key);
  await parts.settings.remove(key);
  expect(await rejected(press('discord:2'))).toMatchObject({ code: 'list_unknown' });
  if (list) await parts.settings.put(list);
  await press('discord:3');
  expect(orders.map(({ invocation }) => invocation)).toEqual(['discord:3', 'discord:3']);
});

describe('nobody can', () => {
  test('answer for somebody else', async () => {
    const { press, orders } = question();
    const person = { id: 'discord:43', name: 'Eve', rights: ['moderate', 'administer'] as const };
    for (const text of ['', '--cancel']) {
      expect(await rejected(press('discord:2', text, { person }))).toMatchObject({ code: 'not_yours' });
    }
    expect(orders).toEqual([]);
    await press('discord:3');
    expect(orders).toHaveLength(2);
  });

  test.each<[string, Partial<Invocation>, Partial<Invocation>]>([
    ['a call that is forgotten', {}, { about: 'discord:older' }],
    ['nothing', {}, { about: undefined }],
    ['a call that asks nothing', { command: 'help' }, {}],
    ['itself', { command: 'go' }, {}],
    ['a command that is gone', { command: 'sing' }, {}],
  ])('answer %s', async (_, asked, pressed) => {
    const { press } = question('', asked);
    expect(await rejected(press('discord:2', '', pressed))).toMatchObject({ code: 'call_forgotten' });
  });
});
