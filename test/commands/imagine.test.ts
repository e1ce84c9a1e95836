import { describe, expect, test } from 'vitest';
import { aspects } from '../../commands/aspects.ts';
import { imagine } from '../../commands/imagine.ts';
import type { GenerationRequest } from '../../src/core/generation.ts';
import type { Input } from '../../src/core/invocation.ts';
import { Problem } from '../../src/core/problem.ts';
import { seedFor } from '../../src/core/seed.ts';
import { contextOf } from '../fakes/context.ts';
import { recordedGenerate } from '../fakes/generation.ts';

/** What `/imagine` orders for this text. */
async function ordered(input: string | Input, defaultModel = '2.1 Pro'): Promise<GenerationRequest> {
  const { generate, orders } = recordedGenerate();
  const given: Input = typeof input === 'string' ? { kind: 'text', text: input } : input;
  await Array.fromAsync(imagine.run(given, contextOf({ generate, defaultModel })));
  const [order, ...others] = orders;
  if (!order || others.length > 0) throw new Error('expected one order');
  return order.request;
}

async function refused(text: string): Promise<Pick<Problem, 'code' | 'facts'>> {
  try {
    await ordered(text);
  } catch (thrown) {
    if (thrown instanceof Problem) return { code: thrown.code, facts: thrown.facts };
  }
  throw new Error('expected a Problem');
}

test('everything that was left open is settled', async () => {
  expect(await ordered('a fox at dawn')).toEqual({
    prompt: 'a fox at dawn',
    model: '2.1 Pro',
    width: 512,
    height: 512,
    seed: seedFor('discord:1', 'picture', 0),
    guidance: 3.5,
    steps: 25,
    enhance: true,
    wording: 'pe',
    wordingSeed: seedFor('discord:1', 'wording', 0),
    upscale: true,
    watermark: undefined,
  });
});

test('everything that was chosen is kept', async () => {
  const fields = {
    prompt: ' a fox ',
    model: '2.0 Pro',
    width: 300,
    height: 400,
    seed: 42,
    guidance: 7.5,
    steps: 30,
    enhance: false,
    wording: 'rephraser',
    wordingSeed: 7,
    upscale: false,
    watermark: 'ACME',
    watermarkCorner: 'top left',
    watermarkLanguage: 'Chinese',
    watermarkOpacity: 0.5,
  };
  const { watermarkCorner, watermarkLanguage, watermarkOpacity, ...others } = fields;
  expect(await ordered({ kind: 'fields', fields })).toEqual({
    ...others,
    prompt: 'a fox',
    watermark: { text: 'ACME', corner: watermarkCorner, language: watermarkLanguage, opacity: watermarkOpacity },
  });
});

describe('size', () => {
  test.each([
    ['1:1', 512, 512],
    ['4:3', 512, 384],
    ['3:4', 384, 512],
    ['3:2', 512, 341],
    ['2:3', 341, 512],
    ['16:9', 512, 288],
    ['9:16', 288, 512],
    ['1:1 large', 768, 768],
  ])('aspect %s is %i × %i', async (aspect, width, height) => {
    expect(await ordered(`a fox --aspect ${aspect}`)).toMatchObject({ width, height });
  });

  test('every aspect is a choice, and every size one that the service takes', () => {
    const choices = imagine.options.find(({ key }) => key === 'aspect')?.choices;
    expect(choices).toEqual(Object.keys(aspects));
    for (const side of Object.values(aspects).flat()) {
      expect(side).toBeGreaterThanOrEqual(256);
      expect(side).toBeLessThanOrEqual(768);
    }
  });

  test.each(['square', 'SQUARE'])('%s is 1:1', async (spelling) => {
    expect(await ordered(`a fox --ratio ${spelling}`)).toMatchObject({ width: 512, height: 512 });
  });

  test('aspect or exact size, not both', async () => {
    const conflict = (options: string[]) => ({ code: 'options_conflict', facts: { options } });
    expect(await refused('a fox --ar 16:9 --width 300 --height 300')).toEqual(conflict(['aspect', 'width']));
    expect(await refused('a fox --ar 16:9 --height 300')).toEqual(conflict(['aspect', 'height']));
  });

  test.each(['--width 300', '--height 300'])('%s alone is half a size', async (flag) => {
    expect(await refused(`a fox ${flag}`)).toEqual({
      code: 'options_belong_together',
      facts: { options: ['width', 'height'] },
    });
  });

  test('model 2.0 takes 680 a side and no more', async () => {
    const tooLarge = { code: 'size_too_large_for_model', facts: { model: '2.0', maximum: 680 } };
    expect(await ordered('a fox --model 2.0 -- --w 680 --h 680')).toMatchObject({ width: 680 });
    expect(await refused('a fox --model 2.0 --w 681 --h 300')).toEqual(tooLarge);
    expect(await refused('a fox --model 2.0 --w 300 --h 681')).toEqual(tooLarge);
    expect(await refused('a fox --model 2.0 --ar large')).toEqual(tooLarge);
    expect(await ordered('a fox --model 2.0 Pro --ar large')).toMatchObject({ width: 768 });
  });
});

describe('defaults by model', () => {
  test.each([
    ['2.1 Pro', 25],
    ['2.0 Pro', 16],
    ['2.0', 16],
  ])('%s takes %i steps', async (model, steps) => {
    expect(await ordered(`a fox --model ${model}`)).toMatchObject({ model, steps });
    expect(await ordered('a fox', model)).toMatchObject({ model, steps });
    expect(await ordered(`a fox --model ${model} --steps 7`)).toMatchObject({ steps: 7 });
  });

  test('a model of the operator’s own takes 25', async () => {
    expect(await ordered('a fox', 'my_model')).toMatchObject({ model: 'my_model', steps: 25 });
  });
});

describe('the prompt is expanded when it is short', () => {
  test.each([
    ['x'.repeat(200), true],
    ['x'.repeat(201), false],
    [`${'x'.repeat(201)} --enhance`, true],
    ['a fox --no-enhance', false],
  ])('%#', async (text, enhance) => {
    expect(await ordered(text)).toMatchObject({ enhance });
  });
});

describe('watermark', () => {
  const plain = { text: '', corner: 'bottom right', language: 'English', opacity: 0.3 };
  test.each([
    ['--watermark ACME', { ...plain, text: 'ACME' }],
    ['--watermark-corner top right', { ...plain, corner: 'top right' }],
    ['--watermark-language chinese', { ...plain, language: 'Chinese' }],
    ['--watermark-opacity 0', { ...plain, opacity: 0 }],
  ])('%s', async (flag, watermark) => {
    expect((await ordered(`a fox ${flag}`)).watermark).toEqual(watermark);
  });
});

test.each([
  ['--guidance 0.9', 'guidance', 1, 10],
  ['--scale 10.1', 'guidance', 1, 10],
  ['--steps 0', 'steps', 1, 50],
  ['--steps 51', 'steps', 1, 50],
  ['--width 255', 'width', 256, 768],
  ['--height 769', 'height', 256, 768],
  ['--seed 0', 'seed', 1, 2147483646],
  ['--seed -1', 'seed', 1, 2147483646],
  ['--wording-seed 2147483647', 'wording-seed', 1, 2147483646],
  ['--watermark-opacity 1.1', 'watermark-opacity', 0, 1],
])('%s is out of range', async (flag, option, minimum, maximum) => {
  expect(await refused(`a fox ${flag}`)).toMatchObject({
    code: 'option_out_of_range',
    facts: { option, minimum, maximum },
  });
});

test('the prompt has 1 to 800 characters', async () => {
  expect((await ordered('x'.repeat(800))).prompt).toHaveLength(800);
  expect((await refused('x'.repeat(801))).code).toBe('option_too_long');
  expect((await refused('  ')).code).toBe('option_missing');
});

test('no new option is without a test here', () => {
  expect(imagine.options.map(({ name }) => name).join(' ')).toBe(
    'prompt aspect style width height model seed count repeat preset guidance steps enhance wording wording-seed upscale watermark watermark-corner watermark-language watermark-opacity private spoiler yes',
  );
});

test('a language that names the options for forms names all of them', () => {
  const keys = imagine.options.map(({ key }) => key);
  const named = Object.values(imagine.manuals).flatMap(({ labels = {} }) => {
    const names = Object.keys(labels);
    return names.length > 0 ? [names] : [];
  });
  expect(named).toEqual([keys]);
});
