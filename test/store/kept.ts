import { expect } from 'vitest';
import type { Generation } from '../../src/core/generation.ts';

/** A made picture as it is found again: under a recipe that chance chose. */
export function kept(generation: Generation): Generation {
  return { ...generation, recipe: expect.stringMatching(/^[\dA-Z]{4}-[\dA-Z]{4}-[\dA-Z]{4}$/) };
}
