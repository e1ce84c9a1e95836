import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Input } from '../../src/core/invocation.ts';
import { describeOptions } from '../../src/core/option.ts';
import { Problem } from '../../src/core/problem.ts';
import { readOptions } from '../../src/core/read-options.ts';
import { problemOf } from './problem-of.ts';
import { options, schema } from './sample-options.ts';

const read = (input: Input) => readOptions(schema, options, input);
const fields = (given: Record<string, unknown>) => read({ kind: 'fields', fields: { prompt: 'a fox', ...given } });
const text = (line: string) => read({ kind: 'text', text: line });

test('typed fields, as Discord sends them', () => {
  expect(fields({ seed: 42, guidance: 3.5, upscale: false, aspect: '16:9' })).toEqual({
    prompt: 'a fox',
    seed: 42,
    guidance: 3.5,
    upscale: false,
    aspect: '16:9',
  });
});

test('strings, as forms send them: empty means not given', () => {
  expect(
    fields({ seed: ' 42 ', guidance: '3,5', upscale: 'Off', aspect: 'LARGE', watermark: ' ', width: '', model: null }),
  ).toEqual({ prompt: 'a fox', seed: 42, guidance: 3.5, upscale: false, aspect: '1:1 large' });
});

test('text', () => {
  expect(text('a fox --seed 42 --guidance 4,5 --hd=yes --watermark-corner TOP LEFT')).toEqual({
    prompt: 'a fox',
    seed: 42,
    guidance: 4.5,
    upscale: true,
    watermarkCorner: 'top left',
  });
});

test.each([
  ['1e1', 10],
  ['.5e1', 5],
  ['+3', 3],
  ['３．５', 3.5],
  ['2\u200f', 2],
])('the number %s', (guidance, number) => {
  expect(text(`a fox --guidance ${guidance}`)).toMatchObject({ guidance: number });
});

describe('numbers that are refused', () => {
  const range = { minimum: 1, maximum: 2147483646 };
  test.each([
    ['-1', { code: 'option_out_of_range', ...range }],
    ['–1', { code: 'option_out_of_range', ...range }],
    ['0', { code: 'option_out_of_range', ...range }],
    ['2147483647', { code: 'option_out_of_range', ...range }],
    ['99999999999999999999', { code: 'option_out_of_range', ...range }],
    ['1e400', { code: 'option_out_of_range', ...range }],
    ['1.5', { code: 'option_not_whole' }],
    ['1,5', { code: 'option_not_whole' }],
    ['1.000', { code: 'option_not_whole' }],
    ['1,000', { code: 'option_not_a_number' }],
    ['0x1f', { code: 'option_not_a_number' }],
    ['NaN', { code: 'option_not_a_number' }],
    ['Infinity', { code: 'option_not_a_number' }],
    ['1_000', { code: 'option_not_a_number' }],
    ['random', { code: 'option_not_a_number' }],
  ])('--seed %s', (given, problem) => {
    expect(problemOf(() => text(`a fox --seed ${given}`))).toEqual({ ...problem, option: 'seed', given });
    expect(problemOf(() => fields({ seed: given }))).toEqual({ ...problem, option: 'seed', given });
  });

  test.each([
    [Number.NaN, 'option_not_a_number', 'NaN'],
    [true, 'option_not_a_number', 'true'],
    [{}, 'option_not_a_number', 'object'],
    [1.5, 'option_not_whole', '1.5'],
    [Number.POSITIVE_INFINITY, 'option_out_of_range', 'Infinity'],
  ])('typed %s', (seed, code, given) => {
    expect(problemOf(() => fields({ seed }))).toMatchObject({ code, given });
  });

  test('a thousands comma is refused and a decimal comma is not', () => {
    expect(problemOf(() => fields({ guidance: '3,500' })).code).toBe('option_not_a_number');
    expect(fields({ guidance: '3,5000' })).toMatchObject({ guidance: 3.5 });
  });
});

describe('other Problems', () => {
  test.each([
    ['nothing', '', { code: 'option_missing', option: 'prompt' }],
    ['flags only', '--seed 42', { code: 'option_missing', option: 'prompt' }],
    ['an empty prompt', '""', { code: 'option_missing', option: 'prompt' }],
    ['a prompt that nobody sees', '\u200b\u3164\ufe0f\u2800 \u00ad', { code: 'option_missing', option: 'prompt' }],
    ['an invisible prompt with a flag', '\u200b --seed 42', { code: 'option_missing', option: 'prompt' }],
    ['too long', 'x'.repeat(801), { code: 'option_too_long', option: 'prompt', length: 801, maximum: 800 }],
    ['no switch', 'a fox --hd=maybe', { code: 'option_not_a_flag', option: 'upscale', given: 'maybe' }],
    [
      'no choice, near one',
      'a fox --aspect 16x9',
      {
        code: 'option_not_a_choice',
        option: 'aspect',
        given: '16x9',
        choices: ['1:1', '16:9', '1:1 large'],
        suggestion: '16:9',
      },
    ],
    [
      'no choice, near none',
      'a fox --watermark-corner middle',
      {
        code: 'option_not_a_choice',
        option: 'watermark-corner',
        given: 'middle',
        choices: ['bottom right', 'top left'],
        suggestion: undefined,
      },
    ],
  ])('%s', (_, line, problem) => {
    expect(problemOf(() => text(line))).toEqual(problem);
  });

  test('lengths are those that the schema counts: after trimming, in code points', () => {
    expect(fields({ prompt: `  ${'🦊'.repeat(800)}  ` })).toEqual({ prompt: '🦊'.repeat(800) });
    expect(problemOf(() => fields({ prompt: ` ${'🦊'.repeat(801)} ` }))).toMatchObject({ length: 801, maximum: 800 });
  });

  test('an unknown field', () => {
    expect(problemOf(() => fields({ sede: 1 }))).toEqual({
      code: 'option_unknown',
      given: 'sede',
      suggestion: '--seed',
    });
  });

  test('the first wrong option is told, in the order of the command', () => {
    expect(problemOf(() => fields({ seed: 'x', aspect: 'y' }))).toMatchObject({ option: 'aspect' });
    expect(problemOf(() => fields({ seed: 'x', width: 1 }))).toMatchObject({ option: 'width' });
  });

  test('a check over several fields is our mistake, not the asker’s', () => {
    const refined = schema.refine(() => false);
    expect(() => readOptions(refined, options, { kind: 'text', text: 'a fox' })).toThrow('unexpected');
  });
});

test('whatever comes in, only Problems come out', () => {
  const anything = fc.dictionary(fc.constantFrom(...options.map(({ key }) => key), '__proto__', 'x'), fc.anything());
  const input: fc.Arbitrary<Input> = fc.oneof(
    anything.map((given) => ({ kind: 'fields' as const, fields: given })),
    fc.string({ unit: 'binary' }).map((line) => ({ kind: 'text' as const, text: line })),
  );
  fc.assert(
    fc.property(input, (given) => {
      try {
        read(given);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Problem);
      }
    }),
    { numRuns: 3000 },
  );
});

test('a text that came as something else is our mistake', () => {
  expect(problemOf(() => fields({ prompt: [] })).code).toBe('unexpected');
});

test('a schema without bounds still says what fits', () => {
  const plain = z.object({ count: z.int() });
  const counted = describeOptions(plain);
  const problem = problemOf(() => readOptions(plain, counted, { kind: 'fields', fields: { count: '1e300' } }));
  expect(problem).toMatchObject({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });
});

describe('a form with too few places', () => {
  test('has the other options in a line of text', () => {
    const input = { kind: 'fields', fields: { prompt: 'a fox', seed: '' }, text: '--seed 42 --no-enhance' } as const;
    expect(readOptions(schema, options, input)).toEqual({ prompt: 'a fox', seed: 42, enhance: false });
  });

  test('says when something is in both', () => {
    const input = { kind: 'fields', fields: { prompt: 'a fox', seed: '7' }, text: '--seed 42' } as const;
    expect(() => readOptions(schema, options, input)).toThrow(expect.objectContaining({ code: 'option_twice' }));
  });
});
