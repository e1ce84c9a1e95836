import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imagine } from '../../commands/imagine.ts';
import { isChange, revise } from '../../commands/revise.ts';
import { Problem } from '../../src/core/problem.ts';

const change = (prompt: string, words: string) => revise({ prompt, seed: 42 }, words, imagine.options);

describe('what people write in answer to a picture', () => {
  test.each([
    ['a cat on a mat', 'cat -> fox', 'a fox on a mat'],
    ['a cat on a mat', 'cat → fox', 'a fox on a mat'],
    ['a cat on a mat', 'cat=>fox', 'a fox on a mat'],
    ['a Cat and a cat', 'cat -> fox', 'a fox and a fox'],
    ['a category of cat', 'cat -> fox', 'a category of fox'],
    ['a cat, asleep', 'asleep -> ', 'a cat'],
    ['a cat', '+ at night', 'a cat, at night'],
    ['a cat.', '+ at night', 'a cat, at night'],
    ['a cat in a hat', '- in a hat', 'a cat'],
    ['a cat, in a hat, at night', '- in a hat', 'a cat, at night'],
    ['a cat', 'cat -> fox; + at night', 'a fox, at night'],
    ['a cat', 'cat -> fox\n+ at night', 'a fox, at night'],
    ['一只猫在屋顶', '猫 -> 狐狸', '一只狐狸在屋顶'],
    ['一只猫', '＋ 夜晚', '一只猫，夜晚'],
    ['costs $1', '$1 -> $&', 'costs $&'],
    ['a cat', 'a dog in the rain; thunder', 'a dog in the rain; thunder'],
    ['a cat', 'something else', 'something else'],
  ])('%j, then %j: %j', (before, words, after) => {
    expect(change(before, words)).toEqual({ prompt: after, seed: 42 });
  });

  test.each([
    ['cat -> fox', true],
    ['3 → 4', true],
    ['+ at night', true],
    ['+夜晚', true],
    ['- hat', true],
    ['--ar 16:9', true],
    ['—ar 16:9', true],
    ['- hat; and so on', true],
    ['lol nice', false],
    ['', false],
    ['a dog; + at night', false],
    ['+1', false],
    ['+10 points', false],
    [':->', false],
    ['-_-', false],
    ['--lol', false],
    ['a fox --ar 16:9', false],
  ])('begin as only a change does: %j: %j', (words, isOne) => {
    expect(isChange(words, imagine.options)).toBe(isOne);
  });

  test('settings change as they are typed, and words with them', () => {
    expect(change('a cat', '--ar 16:9 --seed 7')).toEqual({ prompt: 'a cat', aspect: '16:9', seed: '7' });
    expect(change('a cat', 'cat -> fox --steps 30')).toEqual({ prompt: 'a fox', seed: 42, steps: '30' });
  });

  test('a new aspect takes the exact size back', () => {
    const fields = { prompt: 'a cat', width: 300, height: 400 };
    expect(revise(fields, '--ar 1:1', imagine.options)).toEqual({ prompt: 'a cat', aspect: '1:1' });
    expect(revise({ prompt: 'a cat', aspect: '1:1' }, '--w 300 --h 400', imagine.options)).toEqual({
      ...{ prompt: 'a cat', width: '300', height: '400' },
    });
  });

  test.each([['dog -> fox'], ['- dog']])('words that are not there: %j', (words) => {
    expect(() => change('a cat', words)).toThrow(expect.objectContaining({ code: 'change_unmatched' }));
  });

  test('grows no further than what fits, however often a word is there', () => {
    const long = 'a '.repeat(500).trim();
    for (const words of [`a -> ${'b'.repeat(3000)}`, `+ ${'c'.repeat(3999)}`, Array(4).fill('a -> a a a').join('; ')]) {
      expect(() => change(long, words)).toThrow(expect.objectContaining({ code: 'option_too_long' }));
    }
  });

  test('a preset is not overruled by what the picture had; words and seed stay', () => {
    const fields = { prompt: 'a cat', seed: 42, steps: 30, guidance: 9, aspect: '16:9' };
    expect(revise(fields, '--preset noir', imagine.options)).toEqual({ prompt: 'a cat', seed: 42, preset: 'noir' });
  });

  test('an addition and its removal leave the prompt as it was', () => {
    const word = fc.stringMatching(/^[a-z]{3,9}$/);
    const prompt = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(prompt, word, (before, added) => {
        fc.pre(!before.split(' ').includes(added));
        const longer = String(change(before, `+ ${added}`)['prompt']);
        expect(change(longer, `- ${added}`)['prompt']).toBe(before);
      }),
    );
  });

  test('never throws anything but Problems', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, words) => {
        try {
          change(before, words);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(Problem);
        }
      }),
    );
  });
});
