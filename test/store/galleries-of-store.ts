import { consentKey } from '../../src/core/consent.ts';
import type { Store } from '../../src/store/store.ts';
import { generationOf } from '../fakes/generation.ts';
import { curate } from './curate.ts';
import { type GalleriesUnderTest, type Making, requestOf } from './gallery-contract.ts';
import { claimed, freely, orderOf } from './orders.ts';

/** Orders a picture, has it made, and returns its recipe. */
export async function makePicture(store: Store, invocation: string, what: Making = {}): Promise<string> {
  const { request: changes, expandedPrompt, ...order } = what;
  const request = requestOf(changes);
  await store.lane.add(orderOf(invocation, { ...order, request }), freely);
  const claim = await claimed(store.lane);
  await store.lane.settle(claim, { kind: 'done', generation: generationOf(request, { expandedPrompt }) });
  const kept = (await store.album.of(invocation)).find(({ n }) => n === claim.n);
  if (!kept) throw new Error('not kept');
  return kept.recipe;
}

/** The store's galleries, with a curator that looks when it is told to. */
export function galleriesOfStore(store: Store): GalleriesUnderTest {
  return {
    galleries: store.galleries,
    make: (invocation, what) => makePicture(store, invocation, what),
    async remove(invocation) {
      await store.album.remove(invocation);
    },
    async openWeb(person) {
      await store.settings.put({ ...consentKey(person), person, value: { web: 'open' } });
      await store.galleries.reconsider(person);
    },
    settle: () => curate(store),
  };
}
