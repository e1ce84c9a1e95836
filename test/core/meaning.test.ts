import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { meaningOf, plainEmoji } from '../../src/core/meaning.ts';
import { noSettings } from '../../src/core/no-album.ts';
import type { Settings } from '../../src/core/settings.ts';

const set = (name: string, value: unknown): Settings => ({
  ...noSettings,
  get: async (key) => (key.name === name && key.owner === 'discord:9' ? { ...key, person: '', value } : undefined),
});

test.each([
  ['🔁', 'reroll'],
  ['repeat', 'reroll'],
  ['❌', 'delete'],
  ['x', 'delete'],
  ['✉️', 'send'],
  ['✉', 'send'],
  ['envelope', 'send'],
  ['🍕', undefined],
])('%s means %s', async (emoji, command) => {
  expect((await meaningOf(emoji, 'discord:9', { commands, settings: noSettings }))?.name).toBe(command);
});

test('a server gives an emoji another meaning, or none; other servers are as they were', async () => {
  const meaning = async (emoji: string, value: unknown, community: string | undefined = 'discord:9') =>
    (await meaningOf(emoji, community, { commands, settings: set(plainEmoji(emoji), value) }))?.name;
  expect(await meaning('🎲', { command: 'reroll' })).toBe('reroll');
  expect(await meaning('❌', { command: '' })).toBeUndefined();
  expect(await meaning('❌', { command: 'a command of a newer version' })).toBeUndefined();
  expect(await meaning('❌', { command: '' }, 'discord:10')).toBe('delete');
  expect(await meaning('❌', 'what nobody wrote')).toBe('delete');
  expect(await meaningOf('❌', undefined, { commands, settings: set('❌', { command: '' }) })).toBeDefined();
});

test('neither skin tone nor the sign for emojis matters', () => {
  expect([plainEmoji('👍🏽'), plainEmoji('+1::skin-tone-4'), plainEmoji(':x:'), plainEmoji('✉️')]).toEqual([
    ...['👍', '+1', 'x', '✉'],
  ]);
});
