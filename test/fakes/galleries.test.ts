import { describe } from 'vitest';
import { galleryContract, requestOf } from '../store/gallery-contract.ts';
import { recipeOf } from './album.ts';
import { exhibitOf, galleriesOf } from './galleries.ts';
import { generationOf } from './generation.ts';

describe('galleries in memory', () => {
  galleryContract(async () => {
    const open = new Set<string>();
    const galleries = galleriesOf([], { web: ({ person }) => open.has(person) });
    const recipes = new Map<string, string[]>();
    let made = 0;
    return {
      galleries,
      async make(invocation, { request: changes, expandedPrompt, ...order } = {}) {
        made += 1;
        const [recipe, request] = [recipeOf(made), requestOf(changes)];
        const whose = { person: 'ada', channel: 'fox-lovers', community: 'den', n: 0, ...order };
        const generation = generationOf(request, { recipe, expandedPrompt });
        const when = { orderedAt: made, endedAt: made };
        const { notes = {} } = order;
        galleries.add(exhibitOf({ ...whose, ...when, invocation, recipe, request, notes, name: 'Ada', generation }));
        recipes.set(invocation, [...(recipes.get(invocation) ?? []), recipe]);
        return recipe;
      },
      remove: async (invocation) => recipes.get(invocation)?.forEach(galleries.remove),
      openWeb: async (person) => void open.add(person),
      settle: async () => undefined,
    };
  });
});
