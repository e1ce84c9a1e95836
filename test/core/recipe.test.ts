import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecipe, recipeDigits, writeRecipe } from '../../src/core/recipe.ts';

const digits = fc.array(fc.nat(31), { minLength: recipeDigits, maxLength: recipeDigits });
const recipes = digits.map(writeRecipe);
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The code without its hyphens, with some of its letters changed, and written as a code again. */
function changed(recipe: string, change: (letters: string[]) => void): string {
  const letters = [...recipe.replaceAll('-', '')];
  change(letters);
  return letters.join('').replace(/(.{4})(.{4})(.{4})/, '$1-$2-$3');
}

describe('a recipe', () => {
  it('is read as it was written, and the same digits are always the same code', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        expect(recipe).toMatch(/^[\dA-HJKMNP-TV-Z]{4}-[\dA-HJKMNP-TV-Z]{4}-[\dA-HJKMNP-TV-Z]{4}$/);
        expect(readRecipe(recipe)).toBe(recipe);
      }),
    );
    expect(writeRecipe(Array.from({ length: recipeDigits }, (_, at) => at))).toBe('0123-4567-89AM');
    expect(new Set(Array.from(alphabet, (_, last) => writeRecipe([...Array(10).fill(0), last]))).size).toBe(32);
  });

  it('is found to be mistyped when any one digit is another', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        for (let at = 0; at < 12; at++) {
          for (const letter of alphabet) {
            const typed = changed(recipe, (letters) => letters.splice(at, 1, letter));
            expect(readRecipe(typed)).toBe(typed === recipe ? recipe : 'mistyped');
          }
        }
      }),
    );
  });

  it('is found to be mistyped when any two digits have changed places', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        for (let one = 0; one < 12; one++) {
          for (let other = one + 1; other < 12; other++) {
            const typed = changed(recipe, (letters) => {
              const [first = '', second = ''] = [letters[one], letters[other]];
              letters[one] = second;
              letters[other] = first;
            });
            expect(readRecipe(typed)).toBe(typed === recipe ? recipe : 'mistyped');
          }
        }
      }),
    );
  });

  it('is read however people write its letters and what is between them', () => {
    const zero = fc.constantFrom('0', 'O', 'o');
    const one = fc.constantFrom('1', 'I', 'i', 'L', 'l');
    const between = fc.constantFrom('', '-', ' ', '–', '‑', '−', '\u00a0');
    const typed = recipes.chain((recipe) => {
      const letters = Array.from(recipe, (letter) => {
        if (letter === '0') return zero;
        if (letter === '1') return one;
        return letter === '-' ? between : fc.constantFrom(letter, letter.toLowerCase());
      });
      return fc.tuple(fc.constant(recipe), fc.tuple(...letters));
    });
    fc.assert(
      fc.property(typed, ([recipe, letters]) => {
        expect(readRecipe(letters.join(''))).toBe(recipe);
      }),
    );
  });

  it('is found in a sentence and in an address', () => {
    const before = fc.constantFrom(
      ...['/show ', 'make ', 'Please make that 4444 ', '`', '||', '作品：', 'a fox --show '],
      ...['https://easel.example/p/', 'https://easel.example/show?recipe='],
    );
    const after = fc.constantFrom('', ' ', '.', ' again', '`', '||', '#top', '/', '，好', '-big', ' then');
    fc.assert(
      fc.property(before, recipes, after, (words, recipe, more) => {
        expect(readRecipe(`${words}${recipe}${more}`)).toBe(recipe);
      }),
    );
  });

  it('is not seen in a longer word or number, and in a word of its length only by its form', () => {
    fc.assert(
      fc.property(recipes, fc.constantFrom('x', 'é', '9', '新'), (recipe, more) => {
        const code = recipe.replaceAll('-', '');
        expect([readRecipe(`${more}${code}`), readRecipe(`${code}${more}`)]).toEqual([undefined, undefined]);
      }),
    );
    const texts = ['', 'a fox at dawn', 'a fox, a dog', '1234-5678', 'watercolours', 'make that fox'];
    expect(texts.map(readRecipe)).toEqual([...Array(4).fill(undefined), 'mistyped', undefined]);
  });
});
