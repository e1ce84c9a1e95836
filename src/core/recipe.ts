/** Crockford's base 32: digits and letters without I, L, O and U, which people mistake for others. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 55 random bits: nobody guesses one, and a million pictures share none (1 in 70,000). */
export const recipeDigits = 11;

/** x⁵ + x² + 1, which makes the 32 digits a field. */
const modulus = 0b100101;

/**
 * The code of a picture, `7K3Q-9XWM-2D4H`: eleven digits from 0 to 31 and one that checks them. Each digit is weighed with
 * another power of x, so every single slip and every two digits that changed places are found.
 */
export function writeRecipe(digits: readonly number[]): string {
  const all = [...digits.slice(0, recipeDigits), 0];
  const code = [...all.slice(0, recipeDigits), checkOf(all)].map((digit) => alphabet.charAt(digit)).join('');
  return [code.slice(0, 4), code.slice(4, 8), code.slice(8)].join('-');
}

/**
 * Four digits three times: with hyphens as it is printed, or with whatever people put in between. Found at every place,
 * because the word before it can look like a part of it: `show 7K3Q-9XWM-2D4H`.
 */
const forms = [
  /(?<![\p{L}\p{N}])(?=([\dA-Z]{4})[-‐-―−]([\dA-Z]{4})[-‐-―−]([\dA-Z]{4})(?![\p{L}\p{N}]))/giu,
  /(?<![\p{L}\p{N}])(?=([\dA-Z]{4})[-‐-―−\s]?([\dA-Z]{4})[-‐-―−\s]?([\dA-Z]{4})(?![\p{L}\p{N}]))/giu,
];

/**
 * The first code in what somebody typed or pasted, as `writeRecipe` writes it, also in a sentence or an address; O counts
 * as 0, I and L as 1. `mistyped`: nothing but what has the form of one and a wrong digit. Words of twelve letters, such as
 * `watercolours`, have that form, and one in 32 of those without a U even checks: only whoever asked for a code should
 * be told that it is mistyped or unknown.
 */
export function readRecipe(text: string): string | 'mistyped' | undefined {
  for (const form of forms) {
    const found = Array.from(text.matchAll(form), ([, ...parts]) => checked(parts.join('')));
    if (found.length > 0) return found.find((recipe) => recipe !== 'mistyped') ?? 'mistyped';
  }
  return undefined;
}

function checked(typed: string): string {
  const code = typed.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  const digits = Array.from(code, (letter) => alphabet.indexOf(letter));
  const recipe = writeRecipe(digits);
  return !digits.includes(-1) && recipe.replaceAll('-', '') === code ? recipe : 'mistyped';
}

function checkOf(digits: readonly number[]): number {
  return digits.slice(0, recipeDigits).reduce((sum, digit) => times2(sum ^ digit), 0);
}

/** Horner's rule: multiplying the sum at each step gives the earlier digits the higher powers. */
function times2(value: number): number {
  const doubled = value << 1;
  return doubled > 31 ? doubled ^ modulus : doubled;
}
