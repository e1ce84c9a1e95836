import { describe, expect, test } from 'vitest';
import { imagine } from '../../commands/imagine.ts';
import { type Chosen, options } from '../../commands/options.ts';
import { wishesOf } from '../../commands/pin.ts';
import type { Wish } from '../../src/core/generation.ts';
import { readOptions } from '../../src/core/read-options.ts';
import { seedFor } from '../../src/core/seed.ts';
import type { Setting } from '../../src/core/settings.ts';
import { contextOf } from '../fakes/context.ts';
import { recordedGenerate } from '../fakes/generation.ts';
import { memorySettings } from '../fakes/settings.ts';
import { rejected } from './rejected.ts';

type Parts = Omit<Parameters<typeof contextOf>[0], 'generate'>;

async function wishes(text: string, parts: Parts = {}): Promise<readonly Wish[]> {
  const context = contextOf({ generate: recordedGenerate().generate, ...parts });
  return wishesOf(readOptions(options, imagine.options, { kind: 'text', text }), context);
}

async function prompts(text: string, parts: Parts = {}): Promise<string[]> {
  return (await wishes(text, parts)).map(({ request }) => request.prompt);
}

function list(name: string, words: readonly string[], owner = 'discord:9'): Setting {
  return { owner, kind: 'list', name, person: 'discord:42', value: { words, maker: 'discord:42' } };
}

function preset(name: string, settings: string, owner = 'discord:42'): Setting {
  return { owner, kind: 'preset', name, person: owner, value: { settings, maker: owner } };
}

describe('several pictures', () => {
  test('each has its own seed and wording, the first the chosen ones', async () => {
    const all = await wishes('a fox --count 3');
    const numbers = [0, 1, 2];
    expect(all.map(({ request }) => request.seed)).toEqual(numbers.map((n) => seedFor('discord:1', 'picture', n)));
    expect(all.map(({ request }) => request.wordingSeed)).toEqual(
      numbers.map((n) => seedFor('discord:1', 'wording', n)),
    );
    const chosen = await wishes('a fox -- --n 2 --seed 42 --wording-seed 7');
    expect(chosen.map(({ request }) => request.seed)).toEqual([42, seedFor('discord:1', 'picture', 1)]);
    expect(chosen.map(({ request }) => request.wordingSeed)).toEqual([7, 7]);
  });

  test('a chosen seed compares words with words', async () => {
    const all = await wishes('a {red, blue} fox --seed 42 --count 2');
    expect(all.map(({ request: { prompt, seed } }) => [prompt, seed])).toEqual([
      ['a red fox', 42],
      ['a red fox', seedFor('discord:1', 'picture', 1)],
      ['a blue fox', 42],
      ['a blue fox', seedFor('discord:1', 'picture', 3)],
    ]);
  });

  test.each([
    ['a fox --count 2 --repeat 5', 10],
    ['a fox --r 10', 10],
    ['a {a,b,c,d,e} {f,g}', 10],
  ])('%s: %i', async (text, count) => {
    expect(await wishes(text)).toHaveLength(count);
  });

  test.each([
    ['a fox --count 3 --repeat 4', 12],
    ['a {b,c} --repeat 6', 12],
    ['{a,b}'.repeat(20), 1_048_576],
    ['{a,b}'.repeat(700), 1_000_000_000],
  ])('%s are too many', async (text, count) => {
    expect(await rejected(wishes(text))).toEqual({ code: 'too_many_pictures', facts: { count, maximum: 10 } });
  });
});

describe('notes', () => {
  const notes = async (text: string, parts?: Parts) => (await wishes(text, parts)).map((wish) => wish.notes);

  test('say nothing of a plain picture, whatever had to be escaped', async () => {
    expect(await notes('a fox')).toEqual([{}]);
    expect(await notes('a \\{tiny\\} fox')).toEqual([{}]);
    expect(await notes('a {red, blue} fox')).toEqual([{}, {}]);
  });

  test('keep what was written before a style or a list', async () => {
    expect(await notes('a fox --style noir')).toEqual([{ words: 'a fox', style: 'noir' }]);
    const settings = memorySettings(list('colors', ['red', 'blue']));
    expect(await notes('a {{colors}} {fox, \\{cat\\}}', { settings })).toEqual([
      { words: 'a {{colors}} fox' },
      { words: 'a {{colors}} \\{cat\\}' },
    ]);
  });

  test('keep who may see it', async () => {
    const place = { platform: 'discord', channel: '7', community: '9', restricted: true };
    expect(await notes('a fox --private --spoiler', { place })).toEqual([
      { private: true, spoiler: true, restricted: true },
    ]);
    expect(await notes('a fox --no-private --no-spoiler')).toEqual([{}]);
  });

  test('keep what the caller knows', async () => {
    const chosen: Chosen = { prompt: 'a fox' };
    const context = contextOf({ generate: recordedGenerate().generate });
    const [wish] = await wishesOf(chosen, context, { parent: '7K3Q-9XWM-2D4H', kinship: 'final' });
    expect(wish?.notes).toEqual({ parent: '7K3Q-9XWM-2D4H', kinship: 'final' });
  });
});

describe('word lists', () => {
  const colors = ['red', 'blue', 'green', 'white', 'black'];
  const settings = memorySettings(list('colors', colors), list('places', ['a {wood}', 'a "city"']));

  test('give each picture a word of its own, the same ones again', async () => {
    const all = await prompts('a {{Colors}} fox --count 4 --repeat 2', { settings });
    expect(all).toEqual(await prompts('a {{colors}} fox --count 4 --repeat 2', { settings }));
    expect(new Set(all).size).toBeGreaterThan(1);
    for (const prompt of all) expect(colors.map((color) => `a ${color} fox`)).toContain(prompt);
    const twice = await prompts('{{colors}} {{colors}} --repeat 10', { settings });
    expect(twice.some((prompt) => new Set(prompt.split(' ')).size === 2)).toBe(true);
  });

  test('are inserted as they are', async () => {
    expect(['a {wood}', 'a "city"']).toContain((await prompts('{{places}}', { settings }))[0]);
  });

  test('are the server’s, or my own where there is none', async () => {
    const own = memorySettings(list('colors', ['mauve', 'mauve'], 'discord:42'));
    const place = { platform: 'discord', channel: '7', community: undefined };
    expect(await prompts('a {{colors}} fox', { settings: own, place })).toEqual(['a mauve fox']);
    expect(await rejected(prompts('a {{colors}} fox', { settings: own }))).toMatchObject({ code: 'list_unknown' });
  });

  test('that are not there, or not readable', async () => {
    const broken = memorySettings(list('colors', colors), { ...list('odd', []), value: 'x' });
    const unknown = (given: string, suggestion?: string) => ({ code: 'list_unknown', facts: { given, suggestion } });
    expect(await rejected(prompts('{{colrs}}', { settings: broken }))).toEqual(unknown('colrs', 'colors'));
    expect(await rejected(prompts('{{moods}}', { settings: broken }))).toEqual(unknown('moods'));
    expect(await rejected(prompts('{{odd}}', { settings: broken }))).toMatchObject({ code: 'list_unknown' });
  });

  test('cost one look into the store, and none when there are none', async () => {
    const counted = memorySettings(list('colors', colors), list('places', ['a', 'b']));
    await prompts('{{colors}} {{places}}', { settings: counted });
    expect(counted.looks).toBe(1);
    await prompts('a {red, blue} fox', { settings: counted });
    expect(counted.looks).toBe(1);
  });
});

describe('a preset', () => {
  const settings = memorySettings(
    preset('rainy', 'in the rain --style noir --ar 16:9 --guidance 5 --no-upscale --count 2'),
    preset('exact', '--width 300 --height 400'),
    preset('dotted', ', at night'),
    preset('rainy', '--ar 1:1', 'discord:9'),
    preset('ours', '--style ink', 'discord:9'),
    { ...preset('odd', ''), value: { settings: 7 } },
    preset('older', '--sparkle 7'),
  );

  test('fills in what was not given', async () => {
    const [wish, ...others] = await wishes('a fox --preset Rainy', { settings });
    expect(wish?.request).toMatchObject({ width: 512, height: 288, guidance: 5, upscale: false });
    expect(wish?.request.prompt).toMatch(/^a fox in the rain, film noir/);
    expect(wish?.notes).toEqual({ words: 'a fox in the rain', style: 'noir' });
    expect(others).toHaveLength(1);
  });

  test('gives way to what was given, also when that is what would be taken anyway', async () => {
    const text = 'a fox --preset rainy --style ink --ar 1:1 --guidance 3.5 --upscale --count 1';
    const [wish, ...others] = await wishes(text, { settings });
    expect(wish?.request).toMatchObject({ width: 512, height: 512, guidance: 3.5, upscale: true });
    expect(wish?.notes.style).toBe('ink');
    expect(others).toEqual([]);
  });

  test('is not in the way of a form, which comes filled in with what is taken anyway', async () => {
    const fields = {
      prompt: 'a fox',
      preset: 'rainy',
      guidance: 3.5,
      upscale: true,
      count: 1,
      repeat: 1,
      wording: 'pe',
    };
    const input = { kind: 'fields', fields } as const;
    const context = contextOf({ generate: recordedGenerate().generate, settings, invocation: { input } });
    const [wish, ...others] = await wishesOf(readOptions(options, imagine.options, input), context);
    expect(wish?.request).toMatchObject({ guidance: 5, upscale: false, height: 288 });
    expect(others).toHaveLength(1);
  });

  test.each([
    ['rainy', '--width 300 --height 301', 300, 301],
    ['exact', '', 300, 400],
    ['exact', '--height 500', 300, 500],
    ['exact', '--ar 16:9', 512, 288],
  ])('%s with %s is %i × %i', async (name, given, width, height) => {
    const [wish] = await wishes(`a fox --preset ${name} ${given}`, { settings });
    expect(wish?.request).toMatchObject({ width, height });
  });

  test('is mine before it is everybody’s, and puts its words after mine', async () => {
    expect((await prompts('a fox --preset ours', { settings }))[0]).toMatch(/^Chinese ink/);
    expect(await prompts('a fox --preset dotted', { settings })).toEqual(['a fox, at night']);
  });

  test.each([
    ['rainyy', 'preset_unknown', { given: 'rainyy', suggestion: 'rainy' }],
    ['quiet', 'preset_unknown', { given: 'quiet', suggestion: undefined }],
    ['odd', 'preset_unknown', { given: 'odd', suggestion: 'odd' }],
    ['a,b', 'name_unusable', { given: 'a,b' }],
    ['older', 'option_unknown', { given: '--sparkle', suggestion: undefined }],
  ])('%s: %s', async (name, code, facts) => {
    expect(await rejected(wishes(`a fox --preset ${name}`, { settings }))).toEqual({ code, facts });
  });
});

describe('the length of a prompt', () => {
  const tooLong = (length: number, maximum: number) => ({
    code: 'option_too_long',
    facts: { option: 'prompt', length, maximum },
  });

  test('is 800 at most, with its style', async () => {
    expect((await prompts(`${'x'.repeat(700)} --style noir`))[0]?.length).toBeGreaterThan(700);
    expect(await rejected(prompts(`${'x'.repeat(799)} --style noir`))).toMatchObject({ code: 'option_too_long' });
    expect(await rejected(prompts(`${'🦊'.repeat(801)}`))).toEqual(tooLong(801, 800));
    expect(await rejected(prompts(`${'x'.repeat(801)} --enhance`))).toEqual(tooLong(801, 800));
  });

  test('is that of each picture, not of all choices together', async () => {
    expect(await prompts(`{${'x'.repeat(700)}, ${'y'.repeat(700)}}`)).toEqual(['x'.repeat(700), 'y'.repeat(700)]);
  });

  test('is 4,000 when nothing is expanded any more', async () => {
    expect(await prompts(`${'x'.repeat(4000)} --no-enhance`)).toEqual(['x'.repeat(4000)]);
    expect(await rejected(prompts(`${'x'.repeat(4001)} --no-enhance`))).toEqual(tooLong(4001, 4000));
  });
});
