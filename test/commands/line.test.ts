import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldsOf } from '../../commands/fields.ts';
import { imagine } from '../../commands/imagine.ts';
import { inscribe, lineOf } from '../../commands/line.ts';
import { options } from '../../commands/options.ts';
import { wishesOf } from '../../commands/pin.ts';
import { styleNames } from '../../commands/styles.ts';
import {
  corners,
  type GenerationRequest,
  models,
  type Notes,
  watermarkLanguages,
  wordings,
} from '../../src/core/generation.ts';
import { formatText } from '../../src/core/grammar.ts';
import type { Input } from '../../src/core/invocation.ts';
import { readOptions } from '../../src/core/read-options.ts';
import { isBlank } from '../../src/core/spaces.ts';
import { contextOf } from '../fakes/context.ts';
import { recordedGenerate, requestForTests } from '../fakes/generation.ts';

const words = (maximum: number) =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom('"', '“', '\\', '--seed', '—', '-', '{', '}', '{{', '}}', ',', '\n', '\t', ' ', '=', '＝'),
        fc.constantFrom(
          'a fox',
          '狐狸，',
          '——seed 42',
          '{red, blue}',
          '{{colors}}',
          '"OPEN"',
          "'",
          '12"',
          '🦊',
          '\u200f',
        ),
        fc.string({ unit: 'grapheme', maxLength: 12 }),
      ),
      { minLength: 1, maxLength: 60 },
    )
    .map((parts) => [...parts.join('').trim()].slice(0, maximum).join('').trim())
    .filter((text) => !isBlank(text));

const seed = fc.integer({ min: 1, max: 2147483646 });

const request: fc.Arbitrary<GenerationRequest> = fc
  .record({
    prompt: fc.oneof(words(800), fc.constantFrom('x'.repeat(800), '{'.repeat(800), '狐'.repeat(800), '"'.repeat(800))),
    model: fc.constantFrom(...models),
    width: fc.integer({ min: 256, max: 680 }),
    height: fc.integer({ min: 256, max: 680 }),
    seed,
    guidance: fc.double({ min: 1, max: 10, noNaN: true }),
    steps: fc.integer({ min: 1, max: 50 }),
    enhance: fc.boolean(),
    wording: fc.constantFrom(...wordings),
    wordingSeed: seed,
    upscale: fc.boolean(),
    watermark: fc.option(
      fc.record({
        text: fc.oneof(fc.constant(''), words(100)),
        corner: fc.constantFrom(...corners),
        language: fc.constantFrom(...watermarkLanguages),
        opacity: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { nil: undefined },
    ),
  })
  .map((each) => each);

const context = contextOf({ generate: recordedGenerate().generate, invocation: { id: 'discord:2' } });

/** What is asked for by what somebody typed or filled in. */
async function asked(input: Input, defaultModel = '2.1 Pro') {
  return wishesOf(readOptions(options, imagine.options, input), { ...context, defaultModel });
}

async function again(line: string, defaultModel?: string) {
  expect(line).toMatch(/^\/imagine /);
  return asked({ kind: 'text', text: line.slice('/imagine '.length) }, defaultModel);
}

test('reads well', () => {
  expect(lineOf(requestForTests)).toBe(
    '/imagine a fox at dawn --aspect 16:9 --model 2.1 Pro --seed 42 --guidance 3.5 --steps 25 --enhance --wording pe --wording-seed 7 --upscale',
  );
  expect(inscribe({ ...requestForTests, prompt: 'a {fox}' })).toEqual({
    command: expect.stringContaining('/imagine "a \\\\{fox\\\\}" '),
    description: 'a {fox}',
  });
});

describe('the line of a picture asks for the same one', () => {
  test('whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (given) => {
        const wishes = await again(lineOf(given));
        expect(wishes).toEqual([{ request: given, notes: {} }]);
        const filled = await asked({ kind: 'fields', fields: fieldsOf({ request: given, notes: {} }) });
        expect(filled).toEqual(wishes);
      }),
      { numRuns: 1000 },
    );
  });

  test('also when it was asked for with everything that is settled only once', async () => {
    const chosen = fc.record(
      {
        prompt: words(200).filter((prompt) => !/[{}｛｝]/.test(prompt)),
        style: fc.constantFrom(...styleNames),
        aspect: fc.constantFrom('1:1', '16:9', '2:3'),
        seed,
        count: fc.integer({ min: 1, max: 4 }),
        guidance: fc.integer({ min: 1, max: 10 }),
        enhance: fc.boolean(),
        watermark: words(100),
        spoiler: fc.boolean(),
      },
      { requiredKeys: ['prompt'] },
    );
    const notes: Notes = {};
    await fc.assert(
      fc.asyncProperty(chosen, async (given) => {
        const text = formatText({ ...given, prompt: `${given.prompt} {red, blue}` }, imagine.options);
        for (const wish of await asked({ kind: 'text', text })) {
          expect(await again(lineOf(wish.request))).toEqual([{ request: wish.request, notes }]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('when its words are those that the service wrote', async () => {
    const long = { ...requestForTests, prompt: 'an expanded {fox} '.repeat(200).trim(), enhance: false };
    expect(long.prompt.length).toBeGreaterThan(3000);
    expect((await again(lineOf(long)))[0]?.request).toEqual(long);
  });

  test('when its model is the operator’s own, which nobody can name', async () => {
    const own = { ...requestForTests, model: 'my_model' };
    expect(lineOf(own)).not.toContain('model');
    expect((await again(lineOf(own), 'my_model'))[0]?.request).toEqual(own);
  });
});
