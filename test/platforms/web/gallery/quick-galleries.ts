import {
  type Exhibit,
  type Galleries,
  type Gallery,
  type GalleryQuery,
  shapeOf,
} from '../../../../src/core/gallery.ts';

/** One gallery of many pictures, newest last, that all hang there and never change: fast, for pages that a browser opens. */
export function quickGalleries(
  exhibits: readonly Exhibit[],
  gallery: Gallery,
): Pick<Galleries, 'find' | 'bindings' | 'page' | 'exhibit' | 'count'> {
  const newest = exhibits.toReversed();
  // Sorting keeps those with as many stars in their order.
  const orders = { newest, stars: newest.toSorted((one, other) => other.stars - one.stars) };
  const byRecipe = new Map(exhibits.map((exhibit) => [exhibit.recipe, exhibit]));

  function indexIn(order: readonly Exhibit[], recipe: string | undefined): number | undefined {
    const at = order.findIndex((exhibit) => exhibit.recipe === recipe);
    return at < 0 ? undefined : at;
  }

  return {
    find: async (by) => ('address' in by && by.address === gallery.address ? gallery : undefined),
    bindings: async () => [],
    exhibit: async (_, recipe) => byRecipe.get(recipe),
    count: async (_gallery, _web, most) => Math.min(most, exhibits.length),
    async page(query) {
      const order = orders[query.order];
      const [from, to] = [indexIn(order, query.after), indexIn(order, query.before)];
      const found: Exhibit[] = [];
      const step = to === undefined ? 1 : -1;
      for (let at = to === undefined ? (from ?? -1) + 1 : to - 1; found.length < query.limit; at += step) {
        const exhibit = order[at];
        if (!exhibit) break;
        if (fits(exhibit, query)) found.push(exhibit);
      }
      return step > 0 ? found : found.reverse();
    },
  };
}

function fits({ request, notes, person }: Exhibit, { words = '', shape, style, seed, person: whose }: GalleryQuery) {
  if (whose !== undefined && person !== whose) return false;
  if (style !== undefined && notes.style !== style) return false;
  if (seed !== undefined && request.seed !== seed) return false;
  if (shape !== undefined && shapeOf(request) !== shape) return false;
  return words.split(' ').every((word) => request.prompt.includes(word));
}
