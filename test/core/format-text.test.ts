import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatText, parseText } from '../../src/core/grammar.ts';
import { readOptions } from '../../src/core/read-options.ts';
import { isBlank } from '../../src/core/spaces.ts';
import { squash } from '../../src/core/suggest.ts';
import { options, schema, wordless } from './sample-options.ts';

/** Pieces that a naive grammar trips over, and anything at all. */
const awkward = fc.constantFrom(
  ...['"', '“', '”', '„', '«', '»', "'", '\\', '-', '--', '—', '–', '−', '－', '=', ' ', '\n', '\t', '\u00a0'],
  ...[
    '--seed',
    '-ar',
    '—hd',
    '–no-hd',
    '--unknown',
    'fox',
    'on',
    'off',
    '12"',
    '🦊',
    '你好',
    'שלום',
    '\u200f',
    'large',
    ...['——', '－－', 'seed', 'seed42', 'asepct', ' 42', '16:9', ',', '狐'],
  ],
);
const text = (maximum: number) =>
  fc
    .array(fc.oneof({ weight: 3, arbitrary: awkward }, fc.string({ unit: 'grapheme', maxLength: 8 })), {
      maxLength: 14,
    })
    .map((parts) => parts.join('').trim().slice(0, maximum).trim())
    .filter((words) => !isBlank(words));

const seed = fc.integer({ min: 1, max: 2147483646 });
const fields = fc.record(
  {
    prompt: text(800),
    aspect: fc.constantFrom('1:1', '16:9', '1:1 large'),
    width: fc.integer({ min: 256, max: 768 }),
    model: fc.constantFrom('2.1 Pro', '2.0 Pro', '2.0'),
    seed,
    guidance: fc.double({ min: 1, max: 10, noNaN: true }),
    enhance: fc.boolean(),
    upscale: fc.boolean(),
    wordingSeed: seed,
    watermark: text(100),
    watermarkCorner: fc.constantFrom('bottom right', 'top left'),
  },
  { requiredKeys: ['prompt'] },
);

const runs = { numRuns: 800 };

describe('parse(format(x)) = x', () => {
  test('for all options of a command', () => {
    fc.assert(
      fc.property(fields, (given) => {
        const read = readOptions(schema, options, { kind: 'text', text: formatText(given, options) });
        expect(read).toEqual(given);
      }),
      runs,
    );
  });

  test('for prompts', () => {
    fc.assert(
      fc.property(text(800), (prompt) => {
        expect(parseText(formatText({ prompt }, options), options)).toEqual({ prompt });
      }),
      { numRuns: 2000 },
    );
  });

  test('wherever the flags stand', () => {
    const flags = fc.array(fc.constantFrom(...wordless), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fields, flags, (given, early) => {
        // Right after a flag these are taken for its value: `--hd off` is refused, `--aspect 1:1 large` a choice.
        fc.pre(!/^(?:[=＝]|(?:on|off|true|false|yes|no|large|pro)$)/.test(squash(given.prompt.split(/\s/)[0] ?? '')));
        const before = options.filter((option) => early.includes(option));
        const after = options.filter((option) => !early.includes(option));
        const both = `${formatText(given, before)} ${formatText(given, after)}`;
        expect(readOptions(schema, options, { kind: 'text', text: both })).toEqual(given);
      }),
      runs,
    );
  });
});

test.each([
  [{ prompt: 'a fox', aspect: '16:9', seed: 42, enhance: false }, 'a fox --aspect 16:9 --seed 42 --no-enhance'],
  [{ prompt: 'a sign "OPEN" at dawn' }, 'a sign "OPEN" at dawn'],
  [{ prompt: '"OPEN"' }, '"\\"OPEN\\""'],
  [{ prompt: 'a 12" vinyl' }, '"a 12\\" vinyl"'],
  [{ prompt: 'a sci-fi fox — at dawn' }, '"a sci-fi fox — at dawn"'],
  [{ prompt: 'a sci-fi fox—“running”' }, '"a sci-fi fox—“running”"'],
  [{ prompt: 'a sci-fi fox' }, 'a sci-fi fox'],
  [{ prompt: 'a fox—seed' }, '"a fox—seed"'],
  [{ prompt: '狐狸，——sede' }, '"狐狸，——sede"'],
  [{ prompt: '-5 degrees' }, '"-5 degrees"'],
  [{ prompt: 'a fox', aspect: '1:1 large', model: '2.0 Pro' }, 'a fox --aspect 1:1 large --model 2.0 Pro'],
  [{ prompt: 'a fox', watermark: 'ACME Corp' }, 'a fox --watermark "ACME Corp"'],
  [{ prompt: 'a fox', watermark: 'ACME', upscale: undefined }, 'a fox --watermark ACME'],
  [{ seed: -1, watermark: '' }, '--seed -1'],
])('reads well: %j', (given, formatted) => {
  expect(formatText(given, options)).toBe(formatted);
});
