import { describe, expect, it } from 'vitest';
import type { Exhibit, Galleries, GalleryQuery, GalleryRules } from '../../src/core/gallery.ts';
import type { GenerationRequest } from '../../src/core/generation.ts';
import type { LaneOrder } from '../../src/core/lane.ts';
import { readRecipe } from '../../src/core/recipe.ts';
import { bindingOf } from '../fakes/galleries.ts';
import { requestForTests } from '../fakes/generation.ts';

export type Making = Partial<Omit<LaneOrder, 'request'>> & {
  readonly request?: Partial<GenerationRequest>;
  readonly expandedPrompt?: string;
};

/** Galleries with what has to happen around them. */
export interface GalleriesUnderTest {
  readonly galleries: Galleries;
  /** Makes a picture, newer than all others: Ada's in the channel `fox-lovers` of `den` unless something else is said. */
  make(invocation: string, what?: Making): Promise<string>;
  /** Deletes the pictures of a call, as its maker does. */
  remove(invocation: string): Promise<void>;
  /** What makers say to the web. */
  openWeb(person: string): Promise<void>;
  /** Lets the curator look at everything that was touched. */
  settle(): Promise<void>;
}

export const everything: GalleryRules = { threshold: 0, drops: true, ownStars: true, days: undefined };
export const den = { channel: 'discord:wall', community: 'den', source: 'fox-lovers' };

export const starOf = (person: string, changes: object = {}) => ({
  person,
  message: '',
  isOn: true,
  at: 1000,
  ...changes,
});

const named = (exhibits: readonly Exhibit[]) => exhibits.map(({ invocation }) => invocation);

/** What galleries promise to people and pages, however they are kept. */
export function galleryContract(open: () => Promise<GalleriesUnderTest>): void {
  describe('galleries', () => {
    /** A gallery of what is made in one channel. */
    async function openGallery(rules: Partial<GalleryRules> = {}) {
      const test = await open();
      const gallery = await test.galleries.create({ name: 'Foxes', rules: { ...everything, ...rules } });
      await test.galleries.bind(bindingOf({ ...den, gallery: gallery.id }));
      const page = async (query: Partial<GalleryQuery> = {}) => {
        await test.settle();
        return named(await test.galleries.page({ of: { gallery: gallery.id }, order: 'newest', limit: 9, ...query }));
      };
      return { ...test, gallery, id: gallery.id, page };
    }

    it('are found by their id, address and code, until those are revoked', async () => {
      const { galleries } = await open();
      const rules = { threshold: 3, drops: false, ownStars: false, days: 30 };
      const gallery = await galleries.create({ name: 'Foxes', rules });
      const { id, address, code } = gallery;
      expect(gallery).toEqual({ id, address, code, name: 'Foxes', rules, visibility: 'off', exhibition: undefined });
      expect(address).toMatch(/^[a-z\d]{24}$/);
      expect(readRecipe(code)).toBe(code);
      for (const by of [{ id }, { address }, { code }]) expect(await galleries.find(by)).toEqual(gallery);
      const revoked = await galleries.revoke(id);
      expect(revoked).toEqual({ ...gallery, address: expect.not.stringMatching(address), code: revoked?.code });
      expect(revoked?.code).not.toBe(code);
      for (const by of [{ address }, { code }, { id: 'none' }]) expect(await galleries.find(by)).toBeUndefined();
      expect(await galleries.find({ id })).toEqual(revoked);
      expect(await galleries.revoke('none')).toBeUndefined();
    });

    it('are found by their name, also when several have it', async () => {
      const { galleries } = await open();
      const make = (name: string) => galleries.create({ name, rules: everything });
      const [one, other] = [await make('Foxes of Kyōto'), await make('Foxes of Kyōto')];
      await make('foxes of Kyōto');
      const found = await galleries.named('Foxes of Kyōto');
      expect(new Set(found.map(({ id }) => id))).toEqual(new Set([one.id, other.id]));
      await galleries.change(other.id, { name: 'Vixens' });
      expect(await galleries.named('Foxes of Kyōto')).toEqual([one]);
      expect(await galleries.named('Foxes')).toEqual([]);
    });

    it('change what is named, and keep the rest', async () => {
      const { galleries } = await open();
      const gallery = await galleries.create({ name: 'Foxes', rules: everything });
      const exhibition = { weekday: 0, hour: 18, minute: 30, zone: 'Europe/Vienna' };
      await galleries.change(gallery.id, { exhibition });
      await galleries.change(gallery.id, { visibility: 'members' });
      const rules = { threshold: 5, drops: false, ownStars: false, days: undefined };
      await galleries.change(gallery.id, { name: 'Vixens', rules });
      const changed = { ...gallery, exhibition, visibility: 'members', name: 'Vixens', rules };
      expect(await galleries.find({ id: gallery.id })).toEqual(changed);
      await galleries.change(gallery.id, { exhibition: undefined });
      await galleries.change(gallery.id, {});
      expect(await galleries.find({ id: gallery.id })).toEqual({ ...changed, exhibition: undefined });
    });

    it('are bound to channels, each to one at most', async () => {
      const { galleries } = await open();
      const [one, other] = [
        await galleries.create({ name: 'one', rules: everything }),
        await galleries.create({ name: 'other', rules: everything }),
      ];
      const wall = bindingOf({ ...den, gallery: one.id });
      const slack = bindingOf({ gallery: one.id, channel: 'slack:C1', community: undefined, source: undefined });
      await galleries.bind(wall);
      await galleries.bind(slack);
      expect(await galleries.bindings({ gallery: one.id })).toEqual([wall, slack]);
      expect(await galleries.bindings({ community: 'den' })).toEqual([wall]);
      expect(await galleries.bindings({ channel: 'slack:C1' })).toEqual([slack]);
      const moved = { ...wall, gallery: other.id, look: 'posts', restricted: true } as const;
      await galleries.bind(moved);
      expect(await galleries.bindings({ channel: 'discord:wall' })).toEqual([moved]);
      expect(await galleries.bindings({ gallery: one.id })).toEqual([slack]);
      expect(await galleries.unbind('discord:wall')).toBe(true);
      expect(await galleries.unbind('discord:wall')).toBe(false);
      expect(await galleries.bindings({ channel: 'discord:wall' })).toEqual([]);
    });

    it('collect what is made in a channel, a server or around a thread, also before they were bound', async () => {
      const { galleries, make, id, page } = await openGallery();
      await make('before');
      await make('thread', { channel: 'thread', notes: { around: 'fox-lovers' } });
      await make('elsewhere', { channel: 'elsewhere' });
      await make('stranger', { channel: 'elsewhere', community: 'forest' });
      expect(await page()).toEqual(['thread', 'before']);
      await galleries.bind(bindingOf({ gallery: id, channel: 'other', source: 'den' }));
      expect(await page()).toEqual(['elsewhere', 'thread', 'before']);
      await galleries.unbind('discord:wall');
      expect(await page()).toEqual(['elsewhere', 'thread', 'before']);
      await galleries.bind(bindingOf({ gallery: id, channel: 'discord:wall', source: 'fox-lovers' }));
      await galleries.unbind('other');
      expect(await page()).toEqual(['thread', 'before']);
    });

    it('end with their last channel, at once', async () => {
      const { galleries, make, id, gallery, page } = await openGallery();
      const recipe = await make('a');
      expect(await page()).toEqual(['a']);
      await galleries.unbind('discord:wall');
      expect(await galleries.find({ code: gallery.code })).toBeUndefined();
      expect(await galleries.page({ of: { gallery: id }, order: 'newest', limit: 9 })).toEqual([]);
      expect(await galleries.exhibit(id, recipe, false)).toBeUndefined();
      expect(await galleries.count(id, false, 9)).toBe(0);
      expect(await page({ words: 'fox' })).toEqual([]);
    });

    it('show what is public, a channel what was made there for all, and people also what is theirs alone', async () => {
      const { make, page, id, galleries } = await openGallery();
      await make('a');
      const hidden = await make('private', { notes: { private: true } });
      await make('direct', { notes: { unlisted: true } });
      await make('bob', { person: 'bob' });
      for (const words of [undefined, 'fox']) {
        expect(await page({ words })).toEqual(['bob', 'a']);
        expect(await page({ of: { channel: 'fox-lovers' }, words })).toEqual(['bob', 'a']);
        expect(await page({ of: { person: 'ada' }, words })).toEqual(['direct', 'private', 'a']);
        expect(await page({ of: { channel: 'elsewhere' }, words })).toEqual([]);
      }
      expect(await galleries.exhibit(id, hidden, false)).toBeUndefined();
    });

    it('lose what is deleted at once, wherever it was', async () => {
      const { make, page, id, galleries, remove } = await openGallery();
      const recipe = await make('a');
      await make('b');
      await galleries.star('a', undefined, starOf('bob'));
      expect(await page()).toEqual(['b', 'a']);
      expect((await galleries.exhibit(id, recipe, false))?.recipe).toBe(recipe);
      expect(named(await galleries.best(id, 0, 9))).toEqual(['a']);
      expect(await galleries.count(id, false, 9)).toBe(2);
      await remove('a');
      for (const order of ['newest', 'stars'] as const)
        for (const words of [undefined, 'fox'])
          for (const of of [{ gallery: id }, { channel: 'fox-lovers' }, { person: 'ada' }])
            expect(named(await galleries.page({ of, order, words, limit: 9 }))).toEqual(['b']);
      expect(await galleries.exhibit(id, recipe, false)).toBeUndefined();
      expect(await galleries.best(id, 0, 9)).toEqual([]);
      expect(await galleries.count(id, false, 9)).toBe(1);
    });

    it('count people, and take a star back where it was given', async () => {
      const { galleries, make } = await openGallery();
      await make('a');
      await make('a', { n: 1 });
      expect(await galleries.star('a', undefined, starOf('bob', { message: 'one' }))).toEqual([1, 1]);
      expect(await galleries.star('a', 1, starOf('bob'))).toEqual([1]);
      expect(await galleries.star('a', 1, starOf('ada'))).toEqual([2]);
      expect(await galleries.star('a', undefined, starOf('bob', { message: 'one', isOn: false, at: 2000 }))).toEqual([
        0, 2,
      ]);
      expect(await galleries.star('a', 1, starOf('bob', { isOn: false, at: 2000 }))).toEqual([1]);
      expect(await galleries.star('none', undefined, starOf('bob'))).toEqual([]);
    });

    it('believe whoever heard of a star last, in whatever order it is told', async () => {
      const { galleries, make } = await openGallery();
      await make('a');
      const heard = (at: number, isOn: boolean, message = 'one') =>
        galleries.star('a', 0, starOf('bob', { message, at, isOn }));
      expect(await heard(3000, false)).toEqual([0]);
      expect(await heard(2000, true)).toEqual([0]);
      expect(await heard(4000, true)).toEqual([1]);
      expect(await heard(3500, false)).toEqual([1]);
      await galleries.clearStars('one', 3900);
      expect(await heard(3000, true, 'two')).toEqual([1]);
      await galleries.clearStars('one', 5000);
      expect(await heard(3001, false, 'two')).toEqual([0]);
      // Given before all were taken back, and heard of after that.
      const late = (at: number) => galleries.star('a', 0, starOf('eve', { message: 'one', at }));
      expect(await late(4999)).toEqual([0]);
      expect(await late(5001)).toEqual([1]);
    });

    it('let pictures in with enough stars, and out again', async () => {
      const { galleries, make, page } = await openGallery({ threshold: 2, ownStars: false });
      await make('a');
      expect(await page()).toEqual([]);
      await galleries.star('a', 0, starOf('ada'));
      await galleries.star('a', 0, starOf('bob'));
      expect(await page()).toEqual([]);
      expect(await galleries.star('a', 0, starOf('eve'))).toEqual([3]);
      expect(await page()).toEqual(['a']);
      await galleries.star('a', 0, starOf('bob', { isOn: false, at: 2000 }));
      expect(await page()).toEqual([]);
      await galleries.star('a', 0, starOf('bob', { at: 3000 }));
      expect(await page()).toEqual(['a']);
    });

    it('follow other rules for what they have collected', async () => {
      const { galleries, make, page, id } = await openGallery();
      await make('a');
      await make('b');
      await galleries.star('b', 0, starOf('bob'));
      expect(await page()).toEqual(['b', 'a']);
      await galleries.change(id, { rules: { ...everything, threshold: 1 } });
      expect(await page()).toEqual(['b']);
      await galleries.change(id, { rules: everything });
      expect(await page()).toEqual(['b', 'a']);
    });

    it('put the most starred first, and newer ones before others', async () => {
      const { galleries, make, page, id } = await openGallery({ ownStars: false });
      for (const [invocation, stars] of [
        ['a', 1],
        ['b', 2],
        ['c', 0],
        ['d', 1],
      ] as const) {
        await make(invocation);
        for (let n = 0; n < stars; n++) await galleries.star(invocation, 0, starOf(`admirer ${n}`));
      }
      await galleries.star('c', 0, starOf('ada'));
      await galleries.star('a', 0, starOf('ada'));
      // The maker's own counts among people, but not in this gallery.
      expect(await page({ order: 'stars' })).toEqual(['b', 'd', 'a', 'c']);
      expect(await page({ order: 'stars', of: { channel: 'fox-lovers' } })).toEqual(['b', 'a', 'd', 'c']);
      expect(await page({ order: 'stars', of: { person: 'ada' } })).toEqual(['b', 'a', 'd', 'c']);
      expect(named(await galleries.best(id, 0, 2))).toEqual(['b', 'd']);
      expect(named(await galleries.best(id, 0, 9))).toEqual(['b', 'd', 'a']);
      expect(await galleries.best(id, Number.MAX_SAFE_INTEGER - 1, 9)).toEqual([]);
    });

    it('go on after and before any picture, also one that is deleted; after none there is the first page', async () => {
      const { make, page, remove } = await openGallery();
      const recipes: string[] = [];
      for (const id of ['a', 'b', 'c', 'd', 'e']) recipes.push(await make(id));
      const [a, b, c] = recipes;
      for (const order of ['newest', 'stars'] as const)
        for (const words of [undefined, 'fox']) {
          const cut = (query: Partial<GalleryQuery>) => page({ order, words, limit: 2, ...query });
          expect(await cut({})).toEqual(['e', 'd']);
          expect(await cut({ after: c })).toEqual(['b', 'a']);
          expect(await cut({ after: a })).toEqual([]);
          expect(await cut({ before: b })).toEqual(['d', 'c']);
          expect(await cut({ before: a, limit: 9 })).toEqual(['e', 'd', 'c', 'b']);
          expect(await cut({ after: '0000-0000-0000' })).toEqual(['e', 'd']);
          expect(await cut({ before: '0000-0000-0000' })).toEqual(['e', 'd']);
        }
      await page();
      await remove('c');
      for (const words of [undefined, 'fox']) {
        expect(await page({ words, after: c })).toEqual(['b', 'a']);
        expect(await page({ words, before: c })).toEqual(['e', 'd']);
      }
    });

    it('find words in any language, in whatever was asked or read', async () => {
      const { make, page } = await openGallery();
      await make('english', { request: { prompt: 'Two foxes at DAWN, in Ｗｉｄｅ fields' } });
      await make('chinese', { request: { prompt: '夕阳下的狐狸和小狗' } });
      await make('japanese', { request: { prompt: 'ガラスの狐、夜明けの森で' } });
      await make('german', { request: { prompt: 'Füchse im Wald' }, notes: { words: 'Ein schöner Morgen' } });
      await make('read', { request: { prompt: 'x' }, notes: { asked: 'an owl' }, expandedPrompt: 'a majestic eagle' });
      await make('sign', { request: { prompt: '🦊🌙' } });
      const found = (words: string) => page({ words });
      expect(await found('fox')).toEqual(['english']);
      expect(await found('field, FOX wide')).toEqual(['english']);
      expect(await found('fox owl')).toEqual([]);
      expect(await found('狐狸')).toEqual(['chinese']);
      expect(await found('狐')).toEqual(['japanese', 'chinese']);
      expect(await found('小狗 夕阳')).toEqual(['chinese']);
      expect(await found('狗小')).toEqual([]);
      expect(await found('ｶﾞﾗｽ')).toEqual(['japanese']);
      expect(await found('夜明け')).toEqual(['japanese']);
      expect(await found('fuchse schoner')).toEqual(['german']);
      expect(await found('owls')).toEqual(['read']);
      expect(await found('Eagle')).toEqual(['read']);
      expect(await found('" OR 1 = \' * _gallery & !')).toEqual([]);
      expect(await found('🦊')).toEqual(['sign']);
      // Nothing is found by what is no word.
      expect(await found('?!')).toEqual([]);
    });

    it('find people, styles, seeds and shapes, all together', async () => {
      const { make, page } = await openGallery();
      await make('a', { request: { seed: 7, width: 512, height: 512 }, notes: { style: 'anime' } });
      await make('b', { person: 'bob', request: { seed: 7 }, notes: { style: 'anime' } });
      await make('c', { person: 'BOB', request: { seed: 77, width: 300, height: 600 } });
      expect(await page({ person: 'bob' })).toEqual(['b']);
      expect(await page({ style: 'anime' })).toEqual(['b', 'a']);
      expect(await page({ style: 'Anime' })).toEqual([]);
      expect(await page({ seed: 7 })).toEqual(['b', 'a']);
      expect(await page({ shape: 'square' })).toEqual(['a']);
      expect(await page({ shape: 'tall' })).toEqual(['c']);
      expect(await page({ shape: 'wide', style: 'anime', seed: 7, person: 'bob', words: 'fox' })).toEqual(['b']);
      expect(await page({ shape: 'wide', style: 'anime', seed: 7, person: 'ada', words: 'fox' })).toEqual([]);
    });

    it('find nothing for what nobody could have written down', async () => {
      const { make, page, galleries, id } = await openGallery();
      await make('a');
      for (const by of [{ id: '\0' }, { address: 'a\0' }, { code: '\ud800' }])
        expect(await galleries.find(by)).toBeUndefined();
      for (const query of [{ person: '\0' }, { style: '\0' }, { seed: -1.5 }, { seed: Number.NaN }, { seed: 1e300 }])
        expect(await page(query)).toEqual([]);
      for (const of of [{ gallery: '\0' }, { channel: '\0' }, { person: '\0' }]) expect(await page({ of })).toEqual([]);
      expect(await page({ words: '\0' })).toEqual([]);
      for (const cursor of [{ after: '\0' }, { before: "' or 1=1 --" }]) expect(await page(cursor)).toEqual(['a']);
      expect(await galleries.exhibit(id, '\0', false)).toBeUndefined();
    });

    it('show on the web what its maker lets there, and answers for one picture count for that', async () => {
      const { galleries, make, page, id, openWeb } = await openGallery();
      await galleries.change(id, { visibility: 'public' });
      const recipe = await make('a');
      await make('b');
      await make('bob', { person: 'bob' });
      await openWeb('bob');
      const web = (words?: string) => page({ web: true, words });
      expect(await web()).toEqual(['bob']);
      expect(await web('fox')).toEqual(['bob']);
      expect(await galleries.exhibit(id, recipe, true)).toBeUndefined();
      await galleries.agree({ invocation: 'a', n: 0 }, 'web', true);
      await galleries.agree({ invocation: 'b', n: 0 }, 'web', false);
      expect(await web()).toEqual(['bob', 'a']);
      expect(await web('fox')).toEqual(['bob', 'a']);
      expect((await galleries.exhibit(id, recipe, true))?.recipe).toBe(recipe);
      expect([await galleries.count(id, true, 9), await galleries.count(id, false, 9)]).toEqual([2, 3]);
      expect(await galleries.count(id, false, 2)).toBe(2);
    });

    it('have nothing of somebody who is erased, nor their stars', async () => {
      const { galleries, make, page } = await openGallery();
      await make('a');
      await make('bob', { person: 'bob' });
      await galleries.star('bob', 0, starOf('ada'));
      await galleries.star('bob', 0, starOf('eve'));
      expect(await page()).toEqual(['bob', 'a']);
      expect(await galleries.erase('ada')).toBe(1);
      expect(await galleries.erase('ada')).toBe(1);
      expect(await galleries.erase('nobody')).toBe(0);
      expect(await page()).toEqual(['bob']);
      expect(await page({ of: { person: 'ada' } })).toEqual([]);
      expect(await galleries.star('bob', 0, starOf('eve'))).toEqual([1]);
    });
  });
}

export const requestOf = (changes: Partial<GenerationRequest> = {}): GenerationRequest => ({
  ...requestForTests,
  ...changes,
});
