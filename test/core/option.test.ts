import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeOptions } from '../../src/core/option.ts';
import { options } from './sample-options.ts';

test('options are read out of the schema, in its order', () => {
  expect(options.map(({ name, kind }) => [name, kind])).toEqual([
    ['prompt', 'text'],
    ['aspect', 'choice'],
    ['width', 'integer'],
    ['model', 'choice'],
    ['seed', 'integer'],
    ['guidance', 'number'],
    ['enhance', 'flag'],
    ['upscale', 'flag'],
    ['wording-seed', 'integer'],
    ['watermark', 'text'],
    ['watermark-corner', 'choice'],
  ]);
  expect(options[0]).toEqual({
    key: 'prompt',
    name: 'prompt',
    kind: 'text',
    required: true,
    default: undefined,
    choices: [],
    minimum: 1,
    maximum: 800,
    positional: true,
    main: false,
    suggested: false,
    mention: false,
    silent: false,
    aliases: [],
    spellings: {},
  });
  expect(options[1]).toMatchObject({
    required: false,
    choices: ['1:1', '16:9', '1:1 large'],
    aliases: ['ar', 'ratio'],
  });
  expect(options[4]).toMatchObject({ minimum: 1, maximum: 2147483646 });
});

test('a default makes an option optional', () => {
  const [guidance] = describeOptions(z.object({ guidance: z.number().default(3.5) }));
  expect(guidance).toMatchObject({ required: false, default: 3.5 });
});

test('a field that no platform could show is refused when the command is declared', () => {
  expect(() => describeOptions(z.object({ list: z.array(z.string()) }))).toThrow();
  expect(() => describeOptions(z.object({ when: z.date() }))).toThrow();
});
