import type { Album, Kept } from '../../src/core/album.ts';
import type { Notes } from '../../src/core/generation.ts';
import { writeRecipe } from '../../src/core/recipe.ts';
import { generationOf, requestForTests } from './generation.ts';

/** A recipe for each number. */
export function recipeOf(number: number): string {
  return writeRecipe([number % 32, Math.floor(number / 32), 1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

/** A made picture of Ada's in a server's channel. */
export function keptOf(changes: Partial<Kept> = {}): Kept {
  const { request = requestForTests, n = 0, recipe = recipeOf(n + 1) } = changes;
  return {
    invocation: 'discord:100',
    n,
    recipe,
    state: 'done',
    request,
    notes: {},
    generation: generationOf(request, { recipe, expandedPrompt: 'a fox at dawn, soft golden light' }),
    person: 'discord:42',
    name: 'Ada',
    channel: 'discord:7',
    community: 'discord:9',
    orderedAt: 1_699_999_000_000,
    endedAt: 1_699_999_010_000,
    alt: undefined,
    removedAt: undefined,
    message: undefined,
    ...changes,
  };
}

/** An album of these pictures, for commands without a store around them. Newest last. */
export function albumOf(pictures: readonly Kept[], now = 1_700_000_000_000): Album {
  let all = [...pictures];
  const change = (fits: (kept: Kept) => boolean, set: Partial<Kept>): number => {
    const count = all.filter(fits).length;
    all = all.map((each) => (fits(each) ? { ...each, ...set } : each));
    return count;
  };
  const same = (key: { invocation: string; n: number }) => (kept: Kept) =>
    kept.invocation === key.invocation && kept.n === key.n;
  const find = (recipe: string | undefined) => all.find((kept) => kept.recipe === recipe);

  function ancestors({ notes }: { notes: Notes }): Kept[] {
    const parent = find(notes.parent);
    return parent ? [...ancestors(parent), parent] : [];
  }

  return {
    of: async (invocation) => all.filter((kept) => kept.invocation === invocation),
    find: async (recipe) => find(recipe),
    async recent(person, page) {
      const theirs = all
        .filter((kept) => kept.person === person && kept.state === 'done' && kept.removedAt === undefined)
        .filter(({ notes }) => page.private || !(notes.private || notes.unlisted))
        .filter(({ channel }) => page.channel === undefined || channel === page.channel)
        .toReversed();
      const from = theirs.findIndex(({ recipe }) => recipe === page.before) + 1;
      return theirs.slice(from, from + page.limit);
    },
    async family(recipe) {
      const self = find(recipe);
      return {
        before: self ? ancestors(self) : [],
        after: all.filter(({ notes }) => notes.parent === recipe).toReversed(),
      };
    },
    async remove(invocation, n) {
      const meant = (kept: Kept) => kept.invocation === invocation && (n === undefined || kept.n === n);
      change((kept) => meant(kept) && kept.state === 'done' && kept.removedAt === undefined, { removedAt: now });
      return all.filter((kept) => meant(kept) && kept.removedAt !== undefined).length;
    },
    async restore(invocation, since, n) {
      const meant = (kept: Kept) => kept.invocation === invocation && (n === undefined || kept.n === n);
      change((kept) => meant(kept) && (kept.removedAt ?? -1) >= since, { removedAt: undefined });
      return all.filter((kept) => meant(kept) && kept.generation && kept.removedAt === undefined).length;
    },
    setAlt: async (key, alt) => void change(same(key), { alt }),
    async setNotes(key, notes) {
      all = all.map((each) => (same(key)(each) ? { ...each, notes: { ...each.notes, ...notes } } : each));
    },
    purge: async () => undefined,
  };
}
