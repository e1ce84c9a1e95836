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
 * The code in what somebody typed or pasted, also an address that ends with it; O counts as 0, I and L as 1. `mistyped`: it
 * has the form of one, but a digit is wrong.
 */
export function readRecipe(text: string): string | 'mistyped' | undefined {
  const found = /(?:^|[^\p{L}\p{N}])([\dA-Z]{4})[-‐-―−\s]?([\dA-Z]{4})[-‐-―−\s]?([\dA-Z]{4})(?![\p{L}\p{N}])/iu.exec(
    text,
  );
  if (!found) return undefined;
  const code = found.slice(1).join('').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  const digits = Array.from(code, (letter) => alphabet.indexOf(letter));
  if (digits.includes(-1)) return 'mistyped';
  const recipe = writeRecipe(digits);
  return recipe.replaceAll('-', '') === code ? recipe : 'mistyped';
}

function checkOf(digits: readonly number[]): number {
  return digits.slice(0, recipeDigits).reduce((sum, digit) => times2(sum ^ digit), 0);
}

/** Horner's rule: multiplying the sum at each step gives the earlier digits the higher powers. */
function times2(value: number): number {
  const doubled = value << 1;
  return doubled > 31 ? doubled ^ modulus : doubled;
}
