import fc from 'fast-check';
import { type GalleryQuery, orders, shapes } from '../../src/core/gallery.ts';
import type { Store } from '../../src/store/store.ts';
import { bindingOf, exhibitOf, galleriesOf, type MemoryGalleries } from '../fakes/galleries.ts';
import { curate } from './curate.ts';
import { makePicture } from './galleries-of-store.ts';
import { den, everything, starOf } from './gallery-contract.ts';

const people = ['ada', 'bob', 'eve'];
const channels = ['fox-lovers', 'thread', 'owls'];
const prompts = ['two foxes at dawn', 'an owl, at night', '夜明けの狐', 'Füchse at dawn', '夜の森'];
const styles = ['anime', 'oil painting'];
const sizes = [
  { width: 512, height: 512 },
  { width: 512, height: 288 },
  { width: 288, height: 512 },
];

const picture = fc.record({
  person: fc.constantFrom(...people),
  channel: fc.constantFrom(...channels),
  request: fc
    .record({
      prompt: fc.constantFrom(...prompts),
      seed: fc.integer({ min: 1, max: 3 }),
      size: fc.constantFrom(...sizes),
    })
    .map(({ size, ...request }) => ({ ...request, ...size })),
  notes: fc.record(
    {
      style: fc.constantFrom(...styles),
      private: fc.boolean(),
      unlisted: fc.boolean(),
      around: fc.constantFrom('fox-lovers', 'elsewhere'),
      words: fc.constantFrom(...prompts),
    },
    { requiredKeys: [] },
  ),
  stars: fc.subarray([...people, 'zoe']),
  isDeleted: fc.boolean(),
});

export type ModelPicture = typeof picture extends fc.Arbitrary<infer Made> ? Made : never;

/** Always the same ones, so that they are made once. */
export const pictures: readonly ModelPicture[] = fc.sample(fc.tuple(picture, fc.nat(3)), { seed: 5, numRuns: 40 }).map(
  // Most are public, and there.
  ([each, chance]) => ({ ...each, isDeleted: each.isDeleted && chance === 0, notes: chance < 2 ? {} : each.notes }),
);

/** The same pictures in a store and in memory. */
export async function fillBoth(store: Store): Promise<{ gallery: string; recipes: string[]; model: MemoryGalleries }> {
  const rules = { ...everything, threshold: 1, ownStars: false };
  const gallery = await store.galleries.create({ name: 'Foxes', rules });
  const binding = bindingOf({ ...den, gallery: gallery.id });
  await store.galleries.bind(binding);
  const model = galleriesOf([], { galleries: [gallery], bindings: [binding] });
  const recipes: string[] = [];
  for (const [n, { stars, isDeleted, ...what }] of pictures.entries()) {
    const invocation = `call ${n}`;
    const recipe = await makePicture(store, invocation, what);
    const [kept] = await store.album.of(invocation);
    if (kept) model.add(exhibitOf({ ...kept, stars: 0 }));
    for (const galleries of [store.galleries, model])
      for (const person of stars) await galleries.star(invocation, 0, starOf(person));
    recipes.push(recipe);
    // What is deleted now and then is not noticed by the curator before pages are.
    if (n % 2 === 0) await curate(store);
    if (isDeleted) await store.album.remove(invocation);
    if (isDeleted) model.remove(recipe);
  }
  await curate(store);
  return { gallery: gallery.id, recipes, model };
}

/** Everything that anybody can ask for. */
export function queries(gallery: string, recipes: readonly string[]): fc.Arbitrary<GalleryQuery> {
  const cursor = fc.option(fc.constantFrom(...recipes, '0000-0000-0000'), { nil: undefined });
  const sometimes = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 1 });
  return fc
    .record({
      of: fc.oneof(
        fc.constant({ gallery }),
        fc.constantFrom(...channels).map((channel) => ({ channel })),
        fc.constantFrom(...people).map((person) => ({ person })),
      ),
      order: fc.constantFrom(...orders),
      person: sometimes(fc.constantFrom(...people)),
      words: sometimes(fc.constantFrom('fox', 'owls', 'dawn at', '夜', '夜明け', 'night dawn', '…')),
      style: sometimes(fc.constantFrom(...styles)),
      seed: sometimes(fc.integer({ min: 1, max: 3 })),
      shape: sometimes(fc.constantFrom(...shapes)),
      cursor,
      isBefore: fc.boolean(),
      limit: fc.integer({ min: 1, max: 12 }),
    })
    .map(({ cursor: recipe, isBefore, ...query }) => ({ ...query, [isBefore ? 'before' : 'after']: recipe }));
}
