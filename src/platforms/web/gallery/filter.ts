import { z } from 'zod';
import { type GalleryQuery, orders, shapes } from '../../../core/gallery.ts';
import { readRecipe } from '../../../core/recipe.ts';

/** Characters of a search: more than a prompt needs to be told from others. */
const longestSearch = 200;

/** The largest seed there is (`generation.ts`). */
const largestSeed = 2_147_483_646;

const recipe = z.string().transform((given, context) => {
  const read = readRecipe(given);
  if (read !== undefined && read !== 'mistyped') return read;
  context.addIssue('not a recipe');
  return z.NEVER;
});

const parameters = z.object({
  order: z.enum(orders).default('newest'),
  q: z.string().trim().max(longestSearch).optional(),
  /** Recipe of a picture: those of the same person. Their id is nobody's business. */
  by: recipe.optional(),
  style: z.string().trim().max(longestSearch).optional(),
  seed: z.coerce.number().int().min(1).max(largestSeed).optional(),
  shape: z.enum(shapes).optional(),
  after: recipe.optional(),
  before: recipe.optional(),
});

/** What a page of a gallery shows, as its address says it. */
export type Filter = z.output<typeof parameters>;

/** All of a gallery, newest first. */
export const everything: Filter = { order: 'newest' };

/** Reads the parameters of an address; undefined when they cannot be understood. Fields that were left empty count as missing. */
export function readFilter(given: Readonly<Record<string, string>>): Filter | undefined {
  const filled = Object.entries(given).filter(([, value]) => value.trim() !== '');
  const read = parameters.safeParse(Object.fromEntries(filled));
  return read.success ? read.data : undefined;
}

/** The same as the end of an address: `?q=fox&order=stars`, or nothing. */
export function writeFilter(filter: Filter): string {
  const { order, ...others } = filter;
  const given = Object.entries({ ...others, order: order === 'newest' ? undefined : order });
  const written = new URLSearchParams(
    given.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]])),
  );
  return written.size === 0 ? '' : `?${written.toString()}`;
}

/** The same pictures from their beginning. */
export function fromStart(filter: Filter): Filter {
  return { ...filter, after: undefined, before: undefined };
}

/** Whether it leaves out any pictures. */
export function isNarrow({ q, by, style, seed, shape }: Filter): boolean {
  return [q, by, style, seed, shape].some((value) => value !== undefined);
}

/** What the store is asked. `person`: whose pictures `by` names. */
export function queryOf(filter: Filter, gallery: string, person: string | undefined, limit: number): GalleryQuery {
  const { order, q, style, seed, shape, after, before } = filter;
  return { of: { gallery }, web: true, order, person, words: q, style, seed, shape, after, before, limit };
}
