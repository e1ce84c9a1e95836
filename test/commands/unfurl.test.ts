import { describe, expect, test } from 'vitest';
import { unfurl } from '../../commands/unfurl.ts';
import type { Exhibit, Visibility } from '../../src/core/gallery.ts';
import { recipeOf } from '../fakes/album.ts';
import { bindingOf, exhibitOf, galleriesOf, galleryOf, type Hanging } from '../fakes/galleries.ts';
import { type CallParts, call } from './call.ts';

const text = `--gallery ${'a'.repeat(24)} --recipe ${recipeOf(1)}`;
const elsewhere = { platform: 'slack', channel: 'C1', community: 'T1' };
const grace = { id: 'slack:T1:U1', name: 'Grace' };

function unfurled(
  visibility: Visibility,
  parts: CallParts = {},
  exhibit: Partial<Exhibit> = {},
  hanging: Hanging = {},
) {
  const hangs = { galleries: [galleryOf({ visibility })], bindings: [bindingOf()], ...hanging };
  return call(unfurl, text, { galleries: galleriesOf([exhibitOf(exhibit)], hangs), person: grace, ...parts });
}

describe('what a link shows', () => {
  test('the picture, to be made again', async () => {
    const { last } = await unfurled('public');
    expect(last).toMatchObject({
      ...{ images: [{}], of: { about: 'discord:100', picture: 0 }, buttons: [{ command: 'reroll' }] },
    });
    expect(last?.menus).toBeUndefined();
    expect(last?.buttons).toHaveLength(1);
  });

  test.each([
    ['off', 0, 0],
    ['link', 1, 1],
    ['public', 1, 1],
    ['members', 1, 0],
  ] as const)('a gallery for %s: %i among its own, %i elsewhere', async (visibility, own, foreign) => {
    expect((await unfurled(visibility)).replies).toHaveLength(own);
    expect((await unfurled(visibility, { place: elsewhere })).replies).toHaveLength(foreign);
  });

  test.each<[string, Partial<Exhibit>]>([
    ['private', { notes: { private: true } }],
    ['for adults', { notes: { restricted: true } }],
    ['unlisted', { notes: { unlisted: true } }],
    ['another', { recipe: recipeOf(2) }],
  ])('nothing of what is %s', async (_, exhibit) => {
    expect(await unfurled('public', {}, exhibit)).toMatchObject({ replies: [], problem: undefined });
  });

  test('nothing private, also for whoever made it: everybody sees what a link shows', async () => {
    const mine = exhibitOf({ notes: { private: true } });
    const hangs = { galleries: [galleryOf({ visibility: 'public' })] };
    const galleries = { ...galleriesOf([mine], hangs), exhibit: async () => mine };
    expect((await call(unfurl, text, { galleries })).replies).toEqual([]);
  });

  test('nothing that its maker keeps from the web, and nothing of other addresses', async () => {
    expect((await unfurled('public', {}, {}, { web: () => false })).replies).toEqual([]);
    const nowhere = { galleries: galleriesOf([exhibitOf()]) };
    expect((await call(unfurl, text, nowhere)).replies).toEqual([]);
    expect((await call(unfurl, '--gallery a --recipe b', nowhere)).replies).toEqual([]);
  });
});
