import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { branchesOf, countOf, escapeBraces, fill, listsIn, parsePrompt, written } from '../../commands/expand.ts';
import { Problem } from '../../src/core/problem.ts';
import { problemOf } from '../core/problem-of.ts';

/** Every prompt that a text stands for; a list's words are its name and how often it was used before. */
function promptsOf(text: string): string[] {
  return branchesOf(parsePrompt(text)).map((branch) => fill(branch, (list, use) => `<${list}${use}>`));
}

/** The code of the Problem with which a text is refused. */
function refused(text: string): string | undefined {
  try {
    parsePrompt(text);
  } catch (thrown) {
    return thrown instanceof Problem ? thrown.code : 'something else';
  }
  return undefined;
}

test.each([
  ['a fox', ['a fox']],
  ['a {red, blue} fox', ['a red fox', 'a blue fox']],
  ['a {red, blue} {cat, dog}', ['a red cat', 'a red dog', 'a blue cat', 'a blue dog']],
  ['{a fox, two foxes} at dawn', ['a fox at dawn', 'two foxes at dawn']],
  ['a {red,blue,  green } fox', ['a red fox', 'a blue fox', 'a green fox']],
  ['一只{红，蓝、绿}狐狸', ['一只红狐狸', '一只蓝狐狸', '一只绿狐狸']],
  ['一只｛红，蓝｝狐狸', ['一只红狐狸', '一只蓝狐狸']],
  ['a fox in {{places}}', ['a fox in <places0>']],
  ['{{a}} and {{b}} and {{a}}', ['<a0> and <b0> and <a1>']],
  ['一只｛｛颜色｝｝的狐狸', ['一只<颜色0>的狐狸']],
  ['a {{{colors}}, red} fox', ['a <colors0> fox', 'a red fox']],
  ['{ {{ a }} b, c }', ['<a0> b', 'c']],
])('%s', (text, prompts) => {
  expect(promptsOf(text)).toEqual(prompts);
  expect(countOf(parsePrompt(text))).toBe(prompts.length);
});

describe('what is plain', () => {
  test.each([
    ['a \\{red, blue\\} fox', 'a {red, blue} fox'],
    ['a \\{{red} fox', 'a {{red} fox'],
    ['\\{\\{colors\\}\\}', '{{colors}}'],
    ['{} and {red}', '{} and {red}'],
    ['{a "b, c"}', '{a "b, c"}'],
    ['smiling :}', 'smiling :}'],
    ['a sign "{red, blue} {{x}} {"', 'a sign "{red, blue} {{x}} {"'],
    ['a sign “\\{”', 'a sign “\\{”'],
    ['C:\\foxes, or \\, so', 'C:\\foxes, or \\, so'],
    ['a \\\\} b', 'a \\} b'],
  ])('%s', (text, prompt) => {
    expect(promptsOf(text)).toEqual([prompt]);
  });

  test('commas within a choice, with a backslash or in quotes', () => {
    expect(promptsOf('{red\\, green, "blue, \\{" and more}')).toEqual(['red, green', '"blue, \\{" and more']);
  });
});

describe('what is unclear', () => {
  test.each([
    ['a {red, blue fox', '{red, blue fox'],
    ['a {red, {dark, light} blue} fox', '{red, {'],
    ['a {red,} fox', '{red,}'],
    ['a {, red} fox', '{, red}'],
    ['{ , }', '{ , }'],
    ['a {{no list!}} fox', '{{'],
    ['smiling :{', '{'],
    [`{${'x'.repeat(100)}`, `{${'x'.repeat(58)}…`],
  ])('%s', (text, given) => {
    expect(problemOf(() => parsePrompt(text))).toEqual({ code: 'braces_unclear', given });
  });
});

test('lists are named once each', () => {
  expect(listsIn(parsePrompt('{{a}} {{b}} {{{a}} x, {{c}}} "{{d}}"'))).toEqual(['a', 'b', 'c']);
});

test('what a person writes for one of the prompts, with its lists still open', () => {
  const all = branchesOf(parsePrompt('a \\{tiny\\} {red\\, green, blue} fox in {{places}}')).map(written);
  expect(all).toEqual(['a \\{tiny\\} red, green fox in {{places}}', 'a \\{tiny\\} blue fox in {{places}}']);
});

const awkward = fc
  .array(
    fc.oneof(
      fc.constantFrom('{', '}', '{{', '}}', '｛', '｝', ',', '，', '、', '\\', '\\\\', '"', '“', '”', ' ', 'a', '狐'),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('whatever is written', () => {
  test('fails with braces_unclear only', () => {
    fc.assert(
      fc.property(awkward, (text) => {
        expect([undefined, 'braces_unclear']).toContain(refused(text));
      }),
      { numRuns: 3000 },
    );
  });

  test('escaped, it stands for itself', () => {
    fc.assert(
      fc.property(awkward, (prompt) => {
        expect(promptsOf(escapeBraces(prompt))).toEqual([prompt.trim()]);
      }),
      { numRuns: 3000 },
    );
  });

  test('there are as many prompts as the product of the choices, all different, in order, without braces', () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(words, { maxLength: 4 }), (choices) => {
        const prompts = promptsOf(`x ${choices.map((choice) => `{${choice.join(', ')}}`).join(' and ')}`);
        const product = choices.reduce((count, { length }) => count * length, 1);
        expect(new Set(prompts).size).toBe(product);
        expect(prompts).toHaveLength(product);
        for (const prompt of prompts) expect(prompt).not.toMatch(/[{}]/);
        expect(prompts[0]).toBe(`x ${choices.map(([first]) => first).join(' and ')}`.trim());
      }),
    );
  });
});

test.each([
  ['choices', '{a,b}'],
  ['opening braces', '{'],
  ['closing braces', '}'],
  ['plain braces', '{}'],
  ['backslashes', '\\'],
  ['escaped braces', '\\{'],
  ['lists', '{{a}}'],
  ['quotes', '"{'],
  ['list-like braces with space', '{{        '],
])('10,000 %s take no time', (_, piece) => {
  const text = piece.repeat(10_000);
  const began = performance.now();
  refused(text);
  expect(escapeBraces(text).length).toBeGreaterThanOrEqual(text.length);
  // Linear time is some milliseconds; squared, it would be minutes.
  expect(performance.now() - began).toBeLessThan(1000);
});

test('more prompts than a number can say are counted all the same', () => {
  expect(countOf(parsePrompt('{a,b}'.repeat(10_000)))).toBe(Number.POSITIVE_INFINITY);
});
