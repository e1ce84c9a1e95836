import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imagine } from '../../commands/imagine.ts';
import { styles } from '../../commands/style.ts';
import { inStyle, styleNames } from '../../commands/styles.ts';
import { languages } from '../../commands/words/words.ts';
import { contextOf } from '../fakes/context.ts';
import { recordedGenerate } from '../fakes/generation.ts';

test.each([
  ['a fox', 'noir', /^a fox, film noir, black and white/],
  ['a fox.', 'noir', /^a fox, film noir/],
  ['a fox', 'ink', /^Chinese ink wash painting of a fox, sumi ink/],
  ['一只狐狸。', 'ink', /^中国水墨画：一只狐狸，宣纸/],
  ['一只戴着 ray-ban 的狐狸在黎明时分奔跑', 'oil', /^油画：/],
  ['夜明けの狐', 'oil', /^oil painting of 夜明けの狐,/],
  ['a sign "OPEN." at dawn', 'pixel', /^pixel art of a sign "OPEN\." at dawn, 16-bit/],
  ['cost: $& $1 {prompt}', 'oil', /^oil painting of cost: \$& \$1 \{prompt\}, visible/],
  ['...', 'oil', /^oil painting of \.\.\., visible/],
] as const)('%s in %s', (prompt, style, styled) => {
  expect(inStyle(prompt, style)).toMatch(styled);
});

test('the words are there as they were, whatever they are', () => {
  const words = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .filter((text) => /^\S.*[\p{L}\p{N}]$/su.test(text));
  fc.assert(
    fc.property(words, fc.constantFrom(...styleNames), (prompt, style) => {
      const styled = inStyle(prompt, style);
      expect(styled).toContain(prompt);
      // It adds no quotes, in which its own words would be painted as text, and leaves most of the room to the prompt.
      expect(styled.replace(prompt, '')).not.toMatch(/["“”„«»{}\\]/);
      expect(styled.length - prompt.length).toBeLessThanOrEqual(120);
    }),
  );
});

test('there are about thirty, and imagine knows them all', () => {
  expect(styleNames.length).toBeGreaterThanOrEqual(30);
  expect(imagine.options.find(({ key }) => key === 'style')?.choices).toEqual(styleNames);
});

describe.each(Object.keys(languages))('/styles in %s', (locale) => {
  test('lists them in one message', async () => {
    const context = contextOf({ generate: recordedGenerate().generate, locale });
    const [reply, ...others] = await Array.fromAsync(styles.run({ kind: 'text', text: '' }, context));
    expect(others).toEqual([]);
    const rows = reply?.sections?.flatMap((section) => section.rows) ?? [];
    expect(rows.map(({ term }) => term)).toEqual(styleNames);
    expect(new Set(rows.map(({ text }) => text)).size).toBe(styleNames.length);
    // Discord: 4,000 characters a message. Slack: lists of a reply are cut from 80 rows on.
    expect(rows.map(({ term, text }) => `\`${term}\` ${text}\n`).join('').length).toBeLessThanOrEqual(3000);
  });
});
