import type { Exhibit, Gallery } from '../../src/core/gallery.ts';
import type { GenerationRequest } from '../../src/core/generation.ts';
import { writeRecipe } from '../../src/core/recipe.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { keptOf } from '../../test/fakes/album.ts';
import { generationOf, requestForTests } from '../../test/fakes/generation.ts';
import { hangAll } from '../../test/store/hang-all.ts';
import { createNumbers, promptFor } from './words.ts';

/** People who have made them. */
const makers = 200;

const sizes = [
  { width: 512, height: 512 },
  { width: 768, height: 432 },
  { width: 432, height: 768 },
] as const;

/** A recipe for each number. */
export function recipeFor(number: number): string {
  const digits = Array.from({ length: 11 }, (_, at) => Math.floor(number / 32 ** at) % 32);
  return writeRecipe(digits);
}

/** A database in a file with so many pictures, all of them in one gallery and on its page. */
export async function fill(
  path: string,
  pictures: number,
): Promise<{ readonly store: Store; readonly gallery: Gallery }> {
  const url = `file:${path}`;
  const empty = await openStore({ url });
  const rules = { threshold: 0, drops: true, ownStars: false, days: undefined };
  const { id } = await empty.galleries.create({ name: 'Best of', rules });
  const wall = { channel: 'discord:7', community: 'discord:9', source: 'discord:9', look: 'none' } as const;
  await empty.galleries.bind({ gallery: id, ...wall, restricted: false, locale: 'en', person: 'discord:1', since: 0 });
  await empty.galleries.change(id, { visibility: 'public' });
  await empty.close();
  hangAll(path, id, exhibitsFor(pictures));
  const store = await openStore({ url });
  const gallery = await store.galleries.find({ id });
  if (!gallery) throw new Error('the gallery is gone');
  return { store, gallery };
}

/** One after the other: a million of them would not fit into memory. */
function* exhibitsFor(pictures: number): Generator<Exhibit> {
  const numbers = createNumbers(pictures);
  for (let id = 1; id <= pictures; id++) {
    const { width, height } = sizes[id % sizes.length] ?? sizes[0];
    const request: GenerationRequest = { ...requestForTests, prompt: promptFor(id), seed: id, width, height };
    const made = generationOf(request);
    const image = { ...made.image, key: id.toString(16).padStart(64, '0'), width: width * 2, height: height * 2 };
    const maker = numbers(makers);
    yield {
      ...keptOf({ invocation: `call${id}`, person: `discord:${1000 + maker}`, recipe: recipeFor(id), request }),
      generation: { ...made, image },
      orderedAt: id * 1000,
      endedAt: id * 1000 + 700,
      credit: `Painter ${maker}`,
      stars: Math.floor(20 ** (numbers(1000) / 1000)) - 1,
      thumbhash: Buffer.from(Array.from({ length: 24 }, () => numbers(256))).toString('base64'),
    };
  }
}
