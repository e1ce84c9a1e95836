import { z } from 'zod';

/** Which picture a command is about, for whoever is not under it: its recipe, or an address that ends with that. */
export const recipeOption = z.string().trim().min(1).max(300).optional();
