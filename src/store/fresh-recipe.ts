import { randomBytes } from 'node:crypto';
import { recipeDigits, writeRecipe } from '../core/recipe.ts';

/** A code that no picture has yet, as far as chance goes, and that nobody guesses. */
export function freshRecipe(): string {
  return writeRecipe(Array.from(randomBytes(recipeDigits), (byte) => byte % 32));
}
