import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imagine } from '../../commands/imagine.ts';
import { list } from '../../commands/list.ts';
import { preset } from '../../commands/preset.ts';
import type { Kept } from '../../src/core/album.ts';
import type { Command } from '../../src/core/command.ts';
import type { GenerationRequest, Notes } from '../../src/core/generation.ts';
import { keptOf } from '../fakes/album.ts';
import { contextOf } from '../fakes/context.ts';
import { recordedGenerate, requestForTests } from '../fakes/generation.ts';
import { memorySettings } from '../fakes/settings.ts';

/** A picture of mine. */
function pictureOf(request: Partial<GenerationRequest>, notes: Notes = {}): Kept {
  return keptOf({ request: { ...requestForTests, ...request }, notes });
}

const pictures = [
  pictureOf({ prompt: 'a red fox', seed: 42 }),
  pictureOf({ prompt: 'a {blue} fox', seed: 421 }),
  pictureOf({ prompt: 'a red fox', seed: 7 }),
  pictureOf({ prompt: 'film still of a cat', seed: 42 }, { words: 'a cat', style: 'film' }),
  pictureOf({ prompt: `a fox ${'x'.repeat(100)}`, seed: 9 }),
];

const value = { settings: '--style noir' };
const settings = memorySettings(
  { owner: 'discord:42', kind: 'preset', name: 'mine', person: 'discord:42', value },
  { owner: 'discord:9', kind: 'preset', name: 'ours', person: 'discord:43', value },
  { owner: 'discord:9', kind: 'preset', name: 'mine', person: 'discord:43', value },
  { owner: 'discord:9', kind: 'list', name: 'colors', person: 'discord:43', value: { words: ['a', 'b'] } },
);

function suggest(command: Command, key: string, typed: string, locale = 'en', kept: readonly Kept[] = pictures) {
  const album = {
    async recent(person: string, page: { private?: boolean | undefined }) {
      return person === 'discord:42' && page.private ? kept : [];
    },
  };
  const context = contextOf({ generate: recordedGenerate().generate, album, settings, locale });
  return command.suggest?.(key, typed, context) ?? Promise.reject(new Error('it suggests nothing'));
}

const values = async (...[command, key, typed, locale]: Parameters<typeof suggest>) =>
  (await suggest(command, key, typed, locale)).map((each) => each.value);

describe('prompts', () => {
  test.each([
    ['', ['a red fox', 'a \\{blue\\} fox', 'a cat']],
    ['FOX', ['a red fox', 'a \\{blue\\} fox', 'FOX']],
    ['a cat', ['a cat']],
    ['still', ['still']],
    ['x'.repeat(101), []],
  ])('of lately with “%s”, newest first, then as typed', async (typed, prompts) => {
    expect(await values(imagine, 'prompt', typed)).toEqual(prompts);
  });

  test('leave room for what is typed', async () => {
    const many = Array.from({ length: 50 }, (_, at) => pictureOf({ prompt: `fox ${at}` }));
    const all = await suggest(imagine, 'prompt', 'fox', 'en', many);
    expect(all).toHaveLength(25);
    expect(all.at(-1)).toEqual({ label: 'fox', value: 'fox' });
  });
});

test.each([
  ['', ['42 · a red fox', '421 · a \\{blue\\} fox', '7 · a red fox', `9 · a fox ${'x'.repeat(89)}…`]],
  ['42', ['42 · a red fox', '421 · a \\{blue\\} fox']],
  ['red', ['42 · a red fox', '7 · a red fox']],
  ['5', []],
])('seeds of lately with “%s”', async (typed, labels) => {
  const all = await suggest(imagine, 'seed', typed);
  expect(all.map(({ label }) => label)).toEqual(labels);
  for (const { label, value: seed } of all) expect(label.split(' ')[0]).toBe(seed);
});

test('styles, by name and in every language', async () => {
  expect(await suggest(imagine, 'style', 'noi')).toEqual([
    { label: 'noir · black and white, hard shadows', value: 'noir' },
  ]);
  expect(await suggest(imagine, 'style', '水墨', 'zh')).toEqual([{ label: 'ink · 水墨', value: 'ink' }]);
  expect(await values(imagine, 'style', '')).toHaveLength(25);
  expect(await values(imagine, 'style', 'waltz')).toEqual([]);
});

test('presets, mine before those of everybody here', async () => {
  for (const [command, key] of [
    [imagine, 'preset'],
    [preset, 'name'],
  ] as const) {
    expect(await values(command, key, '')).toEqual(['mine', 'ours']);
    expect(await values(command, key, 'our')).toEqual(['ours']);
  }
  expect((await suggest(imagine, 'preset', 'mine'))[0]?.label).toBe('mine · --style noir');
});

test('word lists', async () => {
  expect(await values(list, 'name', 'col')).toEqual(['colors']);
  expect(await values(list, 'name', 'x')).toEqual([]);
});

test('every option that says so is suggested, within the limits, whatever is typed', async () => {
  const suggested = [imagine, preset, list].flatMap((command) =>
    command.options.filter((option) => option.suggested).map(({ key }) => [command, key] as const),
  );
  expect(suggested).toHaveLength(6);
  const kept = fc.array(
    fc
      .record({ prompt: fc.string({ unit: 'grapheme', minLength: 1 }), seed: fc.integer({ min: 1 }) })
      .map((each) => pictureOf(each)),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...suggested), fc.string(), kept, async ([command, key], typed, recent) => {
      const all = await suggest(command, key, typed, 'en', recent);
      expect(all.length).toBeLessThanOrEqual(25);
      for (const { label, value: given } of all) {
        for (const text of [label, given]) {
          expect(text.length).toBeLessThanOrEqual(100);
          expect(text).not.toBe('');
        }
      }
    }),
  );
});
