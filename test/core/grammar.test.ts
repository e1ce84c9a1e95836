import { describe, expect, test } from 'vitest';
import { parseText } from '../../src/core/grammar.ts';
import { problemOf } from './problem-of.ts';
import { options, wordless } from './sample-options.ts';

const parse = (text: string) => parseText(text, options);
const refused = (text: string) => problemOf(() => parse(text));

describe('flags', () => {
  test.each([
    ['a fox --ar 16:9 --seed 42 --no-enhance', { prompt: 'a fox', aspect: '16:9', seed: '42', enhance: false }],
    ['--seed=42 a fox', { prompt: 'a fox', seed: '42' }],
    ['a fox --seed = 42', { prompt: 'a fox', seed: '42' }],
    ['a fox --seed= 42', { prompt: 'a fox', seed: '42' }],
    ['a fox ‑‑seed＝42', { prompt: 'a fox', seed: '42' }],
    ['a --seed 42 fox', { prompt: 'a fox', seed: '42' }],
    ['a fox\n--seed\n42', { prompt: 'a fox', seed: '42' }],
    ['a fox --RATIO 16:9', { prompt: 'a fox', aspect: '16:9' }],
    ['a fox --wording_seed 7', { prompt: 'a fox', wordingSeed: '7' }],
    ['a fox --WordingSeed 7', { prompt: 'a fox', wordingSeed: '7' }],
    ['a fox --hd', { prompt: 'a fox', upscale: true }],
    ['a fox --no_hd', { prompt: 'a fox', upscale: false }],
    ['a fox --noUpscale', { prompt: 'a fox', upscale: false }],
    ['a fox --enhance=off', { prompt: 'a fox', enhance: 'off' }],
    ['--hd', { upscale: true }],
    ['--prompt fox', { prompt: 'fox' }],
    ['--prompt a fox at dawn --seed 42', { prompt: 'a fox at dawn', seed: '42' }],
    ['--seed 42 --prompt="a fox"', { prompt: 'a fox', seed: '42' }],
    ['--prompt = "a fox" at "dawn" --hd', { prompt: '"a fox" at "dawn"', upscale: true }],
    ['', {}],
    ['  \n ', {}],
  ])('%j', (text, fields) => {
    expect(parse(text)).toEqual(fields);
  });

  test.each([
    ['em dash, as phones write it', 'a fox —ar 16:9'],
    ['en dash', 'a fox –ar 16:9'],
    ['two em dashes', 'a fox ——ar 16:9'],
    ['three hyphens', 'a fox ---ar 16:9'],
    ['full-width hyphens', 'a fox －－ａｒ 16:9'],
    ['minus signs', 'a fox −−ar 16:9'],
    ['after a right-to-left mark', 'a fox \u200f--ar 16:9'],
    ['before a left-to-right mark', 'a fox --ar\u200e 16:9'],
  ])('%s', (_, text) => {
    expect(parse(text)).toEqual({ prompt: 'a fox', aspect: '16:9' });
  });

  test('a name that two options could mean is unknown', () => {
    const [seed] = options;
    if (!seed) throw new Error('no option');
    const twins = [
      { ...seed, key: 'a', name: 'top-left' },
      { ...seed, key: 'b', name: 'topleft' },
    ];
    expect(parseText('--topleft x', twins)).toEqual({ b: 'x' });
    expect(problemOf(() => parseText('--top_left x', twins)).code).toBe('option_unknown');
  });
});

describe('values', () => {
  test.each([
    ['straight quotes', 'a fox --watermark "ACME Corp" at dawn', 'ACME Corp'],
    ['curly quotes', 'a fox --watermark “ACME Corp” at dawn', 'ACME Corp'],
    ['closing quotes after =, as phones write them', 'a fox --watermark=”ACME Corp” at dawn', 'ACME Corp'],
    ['low and high quotes', 'a fox --watermark „ACME Corp“ at dawn', 'ACME Corp'],
    ['guillemets', 'a fox --watermark «ACME Corp» at dawn', 'ACME Corp'],
    ['guillemets inwards', 'a fox --watermark »ACME Corp« at dawn', 'ACME Corp'],
    ['one word', 'a fox --watermark ACME at dawn', 'ACME'],
    ['an apostrophe', "a fox --watermark it's at dawn", "it's"],
    ['a quote that nothing closes', 'a fox --watermark 12" at dawn', '12"'],
    ['an opening quote that nothing closes', 'a fox --watermark "ACME at dawn', '"ACME'],
    ['an escaped quote in quotes', 'a fox --watermark "a \\"b\\" c" at dawn', 'a "b" c'],
    ['an escaped dash', 'a fox --watermark \\--ar at dawn', '--ar'],
    ['a flag in quotes', 'a fox --watermark "--ar 16:9" at dawn', '--ar 16:9'],
    ['a flag after =', 'a fox --watermark=--ar at dawn', '--ar'],
    ['spaces around', 'a fox --watermark " x " at dawn', ' x '],
  ])('%s', (_, text, watermark) => {
    expect(parse(text)).toEqual({ prompt: 'a fox at dawn', watermark });
  });

  test.each([
    ['--aspect 1:1 large fox', { aspect: '1:1 large', prompt: 'fox' }],
    ['--aspect 1:1 fox', { aspect: '1:1', prompt: 'fox' }],
    ['--aspect=1:1 LARGE fox', { aspect: '1:1 large', prompt: 'fox' }],
    ['--aspect "1:1 large" fox', { aspect: '1:1 large', prompt: 'fox' }],
    ['--aspect Large fox', { aspect: '1:1 large', prompt: 'fox' }],
    ['--ar 16：9 fox', { aspect: '16:9', prompt: 'fox' }],
    ['--aspect 1:1 — fox', { aspect: '1:1', prompt: '— fox' }],
    ['--model 2.1 pro fox', { model: '2.1 Pro', prompt: 'fox' }],
    ['--model 2.1 fox', { model: '2.1 Pro', prompt: 'fox' }],
    ['--model 2.0 fox', { model: '2.0', prompt: 'fox' }],
    ['--model 2.0-pro fox', { model: '2.0 Pro', prompt: 'fox' }],
    ['--watermark-corner top\n left fox', { watermarkCorner: 'top left', prompt: 'fox' }],
    ['--watermark-corner top fox', { watermarkCorner: 'top', prompt: 'fox' }],
  ])('%j', (text, fields) => {
    expect(parse(text)).toEqual(fields);
  });

  test.each(['-1', '–1', '-0.5'])('a negative number is a value: %s', (seed) => {
    expect(parse(`a fox --seed ${seed}`)).toEqual({ prompt: 'a fox', seed });
  });

  test.each([
    'a fox --seed',
    'a fox --seed=',
    'a fox --seed --hd',
    '--seed —hd',
    '--watermark "" fox',
    '--seed= --hd',
    '--prompt',
    '--prompt --hd',
    '--prompt ""',
    '--watermark \u200b fox',
  ])('no value: %s', (text) => {
    expect(refused(text).code).toBe('option_value_missing');
  });

  test.each(['a fox --hd off', 'a fox --enhance Off --seed 1', '--hd true a fox', '--no-hd=off'])(
    'a flag takes no word as its value: %s',
    (text) => {
      expect(refused(text).code).toBe('option_value_unwanted');
    },
  );

  test('an option given twice, also by its alias', () => {
    expect(refused('a fox --ar 16:9 --aspect 1:1')).toEqual({ code: 'option_twice', option: 'aspect' });
    expect(refused('a fox --prompt at dawn')).toEqual({ code: 'option_twice', option: 'prompt' });
    expect(refused('--prompt a fox --hd at dawn')).toEqual({ code: 'option_twice', option: 'prompt' });
    expect(refused('--hd --no-hd')).toEqual({ code: 'option_twice', option: 'upscale' });
  });
});

describe('words', () => {
  test.each([
    'a fox — at dawn',
    'a fox – at dawn',
    '-5 degrees outside',
    '–5 degrees outside',
    'sci-fi city',
    'a fox -- at dawn',
    'a - b',
    'the fox—running',
    'state—of—the—art',
    'the years 1980--1990 and 1980—1990',
    'a path—seed of doubt—width unknown',
    '他说——seed 是种子',
    'a picture—upscale, quiet',
    'well,--seeds of doubt',
    'a -working model and a -modern 3',
    'salt -water level',
    'WALL—E and C--3PO',
    'a state--machine',
    'a\n\nfox  at   dawn',
    'a sign "--sale 50%" in a window',
    'a sign “--seed 42” in a window',
    'a sign („--seed 42“) in a window',
    'un panneau « --seed 42 » rouge',
    '写着"--seed 42"的牌子',
    'a 12" vinyl',
    'a 12" vinyl and a 7" single',
    `it's a fox's den`,
    `'--' in single quotes`,
    'a "fox" and a "hen"',
    '"fox" and "hen"',
    'C:\\pictures\\fox',
    'a \\ b',
    'ends with \\',
    '🦊 at dawn 🌅',
    'ثعلب عند الفجر',
    '--',
    '—',
    '-x',
  ])('stay as they are: %j', (text) => {
    expect(parse(text)).toEqual({ prompt: text });
  });

  test.each([
    ['"a fox"', 'a fox'],
    ['“a fox”', 'a fox'],
    ['"a fox --seed 42"', 'a fox --seed 42'],
    ['" a fox "', ' a fox '],
    ['"say \\"hi\\""', 'say "hi"'],
    ['\\"a fox\\"', '"a fox"'],
    ['"a fox\\"', '"a fox"'],
    ['\\--seed 42', '--seed 42'],
    ['\\—seed 42', '—seed 42'],
    ['a \\\\"fox"', 'a \\"fox"'],
    ['C:\\\\fox', 'C:\\fox'],
    ['a fox\\--seed 42', 'a fox--seed 42'],
    ['狐狸\\——seed 42', '狐狸——seed 42'],
    ['\\——seed 42', '——seed 42'],
    ['a fox \\-asepct 16:9', 'a fox -asepct 16:9'],
  ])('quotes and backslashes: %j', (text, prompt) => {
    expect(parse(text)).toEqual({ prompt });
  });

  test('the pieces around flags keep their inside and are joined by one space', () => {
    expect(parse('  a\n\nfox   --seed 42   at  dawn ')).toEqual({ prompt: 'a\n\nfox at  dawn', seed: '42' });
    expect(parse('a \\ --seed 42')).toEqual({ prompt: 'a \\', seed: '42' });
    expect(parse('"a fox" --seed 42')).toEqual({ prompt: 'a fox', seed: '42' });
    expect(parse('"a fox" --seed 42 "at dawn"')).toEqual({ prompt: '"a fox" "at dawn"', seed: '42' });
  });

  test('an inch mark does not swallow a flag', () => {
    expect(parse('a 12" vinyl --seed 42 and a 7" single')).toEqual({
      prompt: 'a 12" vinyl and a 7" single',
      seed: '42',
    });
    expect(parse('a 5 " pipe --seed 42 in "red"')).toEqual({ prompt: 'a 5 " pipe in "red"', seed: '42' });
  });
});

describe('what looks like a flag is never painted', () => {
  test.each([
    ['a fox --aspct 16:9', '--aspct', '--aspect'],
    ['a fox —aspct 16:9', '—aspct', '--aspect'],
    ['a fox –sede 42', '–sede', '--seed'],
    ['a fox --ratoi 16:9', '--ratoi', '--ratio'],
    ['a fox --wording-sead 1', '--wording-sead', '--wording-seed'],
    ['a fox --no-enhnce', '--no-enhnce', '--no-enhance'],
    ['a fox --water ACME', '--water', '--watermark'],
    ['a fox --seed:42', '--seed:42', '--seed'],
    ['a fox --seed, 42', '--seed,', '--seed'],
    ['a fox --nonsense', '--nonsense', undefined],
    ['a fox --x', '--x', undefined],
    ['a fox --16:9', '--16:9', undefined],
    ['a fox --no-seed', '--no-seed', undefined],
    ['a fox -ar 16:9', '-ar', '--ar'],
    ['a fox -Seed=4', '-Seed', '--seed'],
    ['a fox -no-hd', '-no-hd', '--no-hd'],
    ['a fox,--seed 42', 'fox,--seed', '--seed'],
    ['a fox---seed 42', 'fox---seed', '--seed'],
    ['a "fox"--seed 42', '"fox"--seed', '--seed'],
    ['a fox "--seed 42', '"--seed', '--seed'],
    ['a fox—seed 42', 'fox—seed', '--seed'],
    ['a fox–ar 16:9', 'fox–ar', '--ar'],
    ['a fox,—seed: 42', 'fox,—seed', '--seed'],
    ['a fox—seed=42', 'fox—seed', '--seed'],
    ['a fox—hd', 'fox—hd', '--hd'],
    ['a fox—no-enhance at dawn', 'fox—no-enhance', '--no-enhance'],
    ['a fox—watermark ACME', 'fox—watermark', '--watermark'],
    ['狐狸——seed 42', '狐狸——seed', '--seed'],
    ['狐狸－－seed 42', '狐狸－－seed', '--seed'],
    ['狐狸－－ｓｅｅｄ 42', '狐狸－－ｓｅｅｄ', '--seed'],
    ['狐狸－seed 42', '狐狸－seed', '--seed'],
    ['狐狸——sede 42', '狐狸——sede', '--seed'],
    ['a fox--seed42', 'fox--seed42', '--seed'],
    ['a fox—seed42', 'fox—seed42', '--seed'],
    ['a fox,--asepct 16:9', 'fox,--asepct', '--aspect'],
    ['a fox (--asepct 16:9)', '(--asepct', '--aspect'],
    ['a fox;--no-enhanse', 'fox;--no-enhanse', '--no-enhance'],
    ['a fox -asepct 16:9', '-asepct', '--aspect'],
    ['a fox -sede 42', '-sede', '--seed'],
    ['a fox -watermrk ACME', '-watermrk', '--watermark'],
    ['a fox -upscal', '-upscal', '--upscale'],
    ['--prompt a fox—seed 42', 'fox—seed', '--seed'],
    ['a fox --seed --nonsense', '--nonsense', undefined],
  ])('%s', (text, given, suggestion) => {
    expect(refused(text)).toEqual({ code: 'option_unknown', given, suggestion });
  });

  test('what was given is shortened for the sentence', () => {
    expect(refused(`--${'x'.repeat(100)}`)['given']).toBe(`--${'x'.repeat(57)}…`);
  });

  test('a command without words refuses them', () => {
    expect(problemOf(() => parseText('--hd a fox', wordless))).toMatchObject({ given: 'a', suggestion: undefined });
    expect(problemOf(() => parseText('seed 42', wordless))).toMatchObject({ given: 'seed', suggestion: '--seed' });
  });
});

test('hostile texts take linear time', () => {
  const started = performance.now();
  for (const part of ['“', '"', '--a', '\\', '„ ', '-a ', '\u200f', '--seed', '—seed,', ',--sead', '——']) {
    try {
      parse(`a ${part.repeat(20_000)}`);
    } catch {}
  }
  // Quadratic time would be minutes; linear is far below a second.
  expect(performance.now() - started).toBeLessThan(10_000);
});
