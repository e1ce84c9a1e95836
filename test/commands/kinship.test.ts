import { describe, expect, test } from 'vitest';
import { rerolled } from '../../commands/kinship.ts';
import { finished } from '../../commands/subject.ts';
import type { Kept } from '../../src/core/album.ts';
import type { GenerationRequest, Notes } from '../../src/core/generation.ts';
import { keptOf } from '../fakes/album.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';

const read = 'a fox at dawn, soft golden light';
const parts = { seed: (purpose: string) => (purpose === 'picture' ? 111 : 222), size: [288, 512] as const };

function from(kept: Kept) {
  const [made] = finished(kept);
  if (!made) throw new Error('not made');
  return made;
}

const picture = from(keptOf());

/** A picture whose wording was pinned before. */
const pinnedRequest: GenerationRequest = { ...requestForTests, prompt: read, enhance: false };
const pinned = from(
  keptOf({ request: pinnedRequest, notes: { asked: 'a fox at dawn' }, generation: generationOf(pinnedRequest) }),
);

describe('what each reroll keeps', () => {
  test('a new picture: new seed, the wording that the model read, word for word', () => {
    expect(rerolled('new', picture, parts)).toEqual({
      request: { ...requestForTests, seed: 111, prompt: read, enhance: false },
      notes: { asked: 'a fox at dawn' },
    });
  });

  test('of a new picture, another one: the wording stays pinned, and the words stay known', () => {
    expect(rerolled('new', pinned, parts)).toEqual({
      request: { ...pinnedRequest, seed: 111 },
      notes: { asked: 'a fox at dawn' },
    });
  });

  test('new wording: same seed, another seed for the wording, the words that were asked for', () => {
    const expected = { request: { ...requestForTests, wordingSeed: 222 }, notes: {} };
    expect(rerolled('wording', picture, parts)).toEqual(expected);
    expect(rerolled('wording', pinned, parts)).toEqual(expected);
  });

  test('an exact repeat: nothing changes', () => {
    expect(rerolled('exact', picture, parts)).toEqual({ request: requestForTests, notes: {} });
    expect(rerolled('exact', pinned, parts)).toEqual({ request: pinnedRequest, notes: pinned.notes });
  });

  test('another shape: only the size changes, with the wording pinned', () => {
    expect(rerolled('shape', picture, parts).request).toEqual({
      ...requestForTests,
      ...{ prompt: read, enhance: false, width: 288, height: 512 },
    });
  });

  test('final: upscaled with all steps, and never fewer than before', () => {
    const draft = { ...requestForTests, upscale: false, steps: 8 };
    const made = from(keptOf({ request: draft, generation: generationOf(draft, { expandedPrompt: read }) }));
    expect(rerolled('final', made, parts).request).toMatchObject({ upscale: true, steps: 25, seed: 42, prompt: read });
    const long = { ...draft, steps: 50 };
    const longer = from(keptOf({ request: long, generation: generationOf(long) }));
    expect(rerolled('final', longer, parts).request.steps).toBe(50);
  });

  test('the wording adopted, or only one’s own words', () => {
    expect(rerolled('adopted', picture, parts).request).toEqual({ ...requestForTests, prompt: read, enhance: false });
    expect(rerolled('own', picture, parts)).toEqual({ request: { ...requestForTests, enhance: false }, notes: {} });
    expect(rerolled('own', pinned, parts).request.prompt).toBe('a fox at dawn');
  });

  test('what the service never told cannot be adopted, and is asked for again in a new picture', () => {
    const silent = from(keptOf({ generation: generationOf(requestForTests) }));
    expect(() => rerolled('adopted', silent, parts)).toThrow(expect.objectContaining({ code: 'wording_unknown' }));
    expect(rerolled('new', silent, parts)).toEqual({ request: { ...requestForTests, seed: 111 }, notes: {} });
  });

  test('style, privacy and spoiler stay', () => {
    const notes: Notes = { style: 'noir', words: 'a fox', private: true, spoiler: true };
    const made = from(keptOf({ notes }));
    for (const kind of ['new', 'wording', 'exact', 'shape', 'final', 'adopted', 'own'] as const) {
      expect(rerolled(kind, made, parts).notes).toMatchObject(notes);
    }
  });
});
