import { describe, expect, it } from 'vitest';
import { admit } from '../../src/core/admission.ts';
import { undoable } from '../../src/core/album.ts';
import { consentKey } from '../../src/core/consent.ts';
import type { Binding, GalleryRules } from '../../src/core/gallery.ts';
import type { StoreUnderTest } from '../contracts/store-contract.ts';
import { bindingOf } from '../fakes/galleries.ts';
import { generationOf } from '../fakes/generation.ts';
import { curate } from './curate.ts';
import { makePicture } from './galleries-of-store.ts';
import { den, everything, requestOf, starOf } from './gallery-contract.ts';
import { goneOwner } from './gone-owner.ts';
import { hang, openHung } from './hung.ts';
import { allJobs } from './jobs.ts';
import { claimed, freely, orderOf } from './orders.ts';

const lease = 15_000;

/** What curation promises about pictures that were touched, on every engine. */
export function curationContract(store: () => StoreUnderTest): void {
  describe('curation', () => {
    const openGallery = (rules?: Partial<GalleryRules>, bound?: Partial<Binding>) => openHung(store(), rules, bound);

    it('tells whoever is in this process of each touch, until they stop', async () => {
      const { process } = store();
      const [one, other] = [await process(), await process()];
      const told: string[] = [];
      const stop = one.curation.onTouch(() => told.push('one'));
      other.curation.onTouch(() => told.push('other'));
      await makePicture(one, 'a');
      expect(told).toEqual(['one']);
      const key = { invocation: 'a', n: 0 };
      await one.galleries.star('a', 0, starOf('bob'));
      await one.album.setAlt(key, 'a fox');
      await one.album.setNotes(key, { spoiler: true });
      await one.galleries.agree(key, 'web', true);
      await one.album.remove('a');
      await one.album.restore('a', 0);
      await one.galleries.reconsider('ada');
      expect(told).toEqual(Array(8).fill('one'));
      stop();
      await one.album.remove('a');
      expect(told).toHaveLength(8);
    });

    it('gives a touched picture to one process at a time, and to others once that is gone', async () => {
      const { process, clock } = store();
      const [one, other] = [await process({ owner: 'one' }), await process({ owner: 'other' })];
      for (const id of ['a', 'b', 'c']) await makePicture(one, id);
      const ours = await one.curation.touched(2);
      expect(ours.map(({ picture }) => picture).sort()).toHaveLength(2);
      const theirs = await other.curation.touched(9);
      expect(theirs).toHaveLength(1);
      expect([...(await one.curation.touched(9)), ...(await other.curation.touched(9))]).toEqual([]);
      clock.jump(lease);
      expect(await other.curation.touched(9)).toHaveLength(3);
      await other.close();
      expect(await one.curation.touched(9)).toHaveLength(3);
    });

    it('gives what a process that died has held to others at once', async () => {
      const { process } = store();
      const dead = await process({ owner: await goneOwner() });
      const { id } = await dead.galleries.create({ name: 'Foxes', rules: everything });
      await dead.galleries.bind(bindingOf({ ...den, gallery: id }));
      await makePicture(dead, 'a');
      await curate(dead);
      expect(await allJobs(dead.curation, 9)).toHaveLength(1);
      await makePicture(dead, 'b');
      expect(await dead.curation.touched(9)).toHaveLength(1);
      const next = await process({ owner: 'next' });
      expect(await next.curation.touched(9)).toHaveLength(1);
      expect(await allJobs(next.curation, 9)).toHaveLength(1);
    });

    it('lets everything else have its turn before each picture, however many there are', async () => {
      const { process } = store();
      const one = await process();
      for (const id of ['a', 'b', 'c']) await makePicture(one, id);
      let turns = 0;
      let isOver = false;
      const turn = () => {
        turns++;
        if (!isOver) setImmediate(turn);
      };
      setImmediate(turn);
      await curate(one);
      isOver = true;
      expect(turns).toBeGreaterThanOrEqual(3);
    });

    it('gives what somebody does to one picture before what concerns many', async () => {
      const { one, galleries, album, curation, clock } = await openGallery();
      for (const id of ['a', 'b', 'c']) await makePicture(one, id);
      await makePicture(one, 'other', { person: 'bob' });
      await curate(one);
      await galleries.reconsider('ada');
      const [first] = await curation.touched(1);
      if (!first) throw new Error('nothing is touched');
      clock.jump(1000);
      await galleries.erase('ada');
      clock.jump(1000);
      await galleries.star('other', 0, starOf('eve'));
      const [next] = await curation.touched(1);
      expect((await curation.candidate(next?.picture ?? 0)).kept?.invocation).toBe('other');
      // Whoever does something to one of many brings it forward.
      await album.restore('b', 0);
      const [brought] = await curation.touched(1);
      expect((await curation.candidate(brought?.picture ?? 0)).kept?.invocation).toBe('b');
    });

    it('keeps a picture touched that was touched again while somebody looked', async () => {
      const { one, galleries, curation, id } = await openGallery({ threshold: 1 });
      await makePicture(one, 'a');
      const [touched] = await curation.touched(9);
      if (!touched) throw new Error('nothing is touched');
      const verdicts = admit(await curation.candidate(touched.picture), { isOld: touched.isOld, now: 0, isOpen: true });
      await galleries.star('a', 0, starOf('bob'));
      await curation.decide(touched, verdicts);
      expect(await galleries.count(id, false, 9)).toBe(0);
      const [again] = await curation.touched(9);
      expect(again?.mark).not.toBe(touched.mark);
      await curate(one);
      if (again)
        await curation.decide(
          again,
          admit(await curation.candidate(again.picture), { isOld: false, now: 0, isOpen: true }),
        );
      expect(await galleries.count(id, false, 9)).toBe(1);
      expect(await curation.touched(9)).toEqual([]);
    });

    it('has one entry and one job of a picture that two people star at the same moment', async () => {
      const { one, process, galleries, id } = await openGallery({ threshold: 1 });
      const other = await process();
      await makePicture(one, 'a');
      await Promise.all([
        one.galleries.star('a', 0, starOf('bob', { message: 'x' })),
        other.galleries.star('a', 0, starOf('eve', { message: 'y' })),
      ]);
      await Promise.all([curate(one), curate(other)]);
      await Promise.all([curate(one), curate(other)]);
      const [exhibit, ...others] = await galleries.page({ of: { gallery: id }, order: 'stars', limit: 9 });
      expect(exhibit).toMatchObject({ invocation: 'a', stars: 2 });
      expect(others).toEqual([]);
      const jobs = await Promise.all([allJobs(one.curation, 9), allJobs(other.curation, 9)]);
      expect(jobs.flat()).toHaveLength(1);
    });

    it('knows all that decides about a picture', async () => {
      const { one, galleries, curation, gallery, settings, album } = await openGallery({ ownStars: false });
      await makePicture(one, 'a', { name: 'Ada', notes: { around: 'fox-lovers' }, channel: 'thread' });
      await galleries.star('a', 0, starOf('ada'));
      await galleries.star('a', 0, starOf('bob'));
      await galleries.agree({ invocation: 'a', n: 0 }, 'web', false);
      await settings.put({ ...consentKey('ada'), person: 'ada', value: { stars: 'ask', name: 'A.' } });
      const bindings = await galleries.bindings({ gallery: gallery.id });
      const [touched] = await curation.touched(9);
      const candidate = await curation.candidate(touched?.picture ?? 0);
      const [kept] = await album.of('a');
      const collecting = { gallery, bindings, isIn: false, hangs: [] };
      const consent = { stars: 'ask', web: 'ask', name: 'A.' };
      const picture = touched?.picture;
      expect(candidate).toEqual({
        ...{ picture, kept, stars: 2, ownStar: true, consent },
        answers: { web: false },
        galleries: [collecting],
      });
      const verdict = { gallery: gallery.id, isIn: true, onWeb: false, walls: ['discord:wall'], ask: undefined };
      if (touched) await curation.decide(touched, [verdict]);
      const [inside] = (await curation.candidate(touched?.picture ?? 0)).galleries;
      expect(inside).toEqual({ ...collecting, isIn: true, hangs: ['discord:wall'] });
      const [exhibit] = await galleries.page({ of: { gallery: gallery.id }, order: 'newest', limit: 9 });
      expect(exhibit).toEqual({ ...kept, stars: 2, credit: 'A.', thumbhash: undefined });
      expect(await curation.candidate(99)).toMatchObject({ kept: undefined, galleries: [], stars: 0, ownStar: false });
    });

    it('collects what was made before a channel was bound, and hangs nothing of it', async () => {
      const { process } = store();
      const one = await process();
      for (let n = 0; n < 3; n++) await makePicture(one, `old ${n}`);
      await curate(one);
      const { id } = await one.galleries.create({ name: 'Foxes', rules: everything });
      await one.galleries.bind(bindingOf({ ...den, gallery: id }));
      await makePicture(one, 'new');
      const [fresh] = await one.curation.touched(1);
      expect(fresh?.isOld).toBe(false);
      await one.close();
      const next = await process();
      await curate(next);
      expect(await next.galleries.count(id, false, 9)).toBe(4);
      expect(await hang(next)).toHaveLength(1);
      await next.galleries.star('old 1', 0, starOf('bob'));
      await next.album.remove('old 0');
      await curate(next);
      expect(await next.galleries.count(id, false, 9)).toBe(3);
      expect(await hang(next)).toHaveLength(1);
    });

    it('goes on where whoever looked at everything of somebody has stopped', async () => {
      const { process } = store();
      const one = await process();
      const pictures = 30;
      for (let n = 0; n < pictures; n++) await makePicture(one, `call ${n % 10}`, { n });
      await curate(one);
      await one.galleries.reconsider('ada');
      const first = await one.curation.touched(10);
      expect(first.map(({ isOld }) => isOld)).toEqual(Array(10).fill(false));
      await one.close();
      const next = await process();
      const rest = await next.curation.touched(99);
      expect(rest).toHaveLength(pictures);
    });

    it('takes everything down of somebody who wants to be shown nowhere any more', async () => {
      const { one, galleries, settings, id } = await openGallery();
      await makePicture(one, 'a');
      await makePicture(one, 'bob', { person: 'bob' });
      await curate(one);
      expect(await hang(one)).toHaveLength(2);
      await settings.put({ ...consentKey('ada'), person: 'ada', value: { stars: 'never' } });
      await galleries.reconsider('ada');
      await curate(one);
      expect(await galleries.count(id, false, 9)).toBe(1);
      expect(await hang(one)).toEqual([expect.stringMatching(/^-discord:wall/)]);
    });

    it('has a miniature made of what is on the web, newest first', async () => {
      const { one, galleries, curation, settings, id } = await openGallery();
      await galleries.change(id, { visibility: 'public' });
      await settings.put({ ...consentKey('ada'), person: 'ada', value: { web: 'open' } });
      for (const call of ['a', 'b']) await makePicture(one, call);
      await makePicture(one, 'bob', { person: 'bob' });
      await curate(one);
      const plain = await curation.plain(9);
      expect(plain.map(({ invocation }) => invocation)).toEqual(['b', 'a']);
      const [newest, older] = plain;
      if (newest) await curation.setThumbhash(newest, 'aGFzaA==');
      if (older) await curation.setThumbhash(older, '');
      expect(await curation.plain(9)).toEqual([]);
      await galleries.star('a', 0, starOf('bob'));
      await curate(one);
      expect(await curation.plain(9)).toEqual([]);
      const page = await galleries.page({ of: { gallery: id }, web: true, order: 'newest', limit: 9 });
      expect(page.map(({ thumbhash }) => thumbhash)).toEqual(['aGFzaA==', undefined]);
    });

    it('forgets with a picture what people thought of it, and takes it from everywhere', async () => {
      const { one, galleries, album, curation, clock, id } = await openGallery();
      const recipe = await makePicture(one, 'a');
      const other = await makePicture(one, 'b');
      await galleries.star('a', 0, starOf('bob'));
      await curate(one);
      await hang(one);
      await galleries.erase('ada');
      clock.jump(1);
      await album.purge(clock.now() - 600_000, async () => undefined);
      expect(await album.find(recipe)).toBeUndefined();
      expect(await album.restore('a', 0)).toBe(0);
      await curate(one);
      expect(await galleries.count(id, false, 9)).toBe(0);
      expect(await hang(one)).toHaveLength(2);
      expect(await allJobs(curation, 9)).toEqual([]);
      for (const words of [undefined, 'fox'])
        expect(await galleries.page({ of: { person: 'ada' }, order: 'newest', after: other, words, limit: 9 })).toEqual(
          [],
        );
    });

    it('has nothing of what was painted when its maker was erased, and finished all the same', async () => {
      const { one, galleries, album, lane, curation, clock, id } = await openGallery();
      const request = requestOf({ prompt: 'a fox' });
      await lane.add(orderOf('a', { request }), freely);
      const claim = await claimed(lane);
      await lane.cancel(claim);
      expect(await galleries.erase('ada')).toBe(0);
      const purge = async () => {
        const files: string[] = [];
        await album.purge(clock.now() - undoable, async ({ key }) => void files.push(key));
        return files;
      };
      // Its words are needed for as long as it is painted.
      expect(await purge()).toEqual([]);
      const generation = generationOf(request);
      expect(await lane.settle(claim, { kind: 'done', generation })).toBe(true);
      await curate(one);
      expect(await galleries.count(id, false, 9)).toBe(0);
      expect(await allJobs(curation, 9)).toEqual([]);
      expect(await galleries.page({ of: { person: 'ada' }, order: 'newest', limit: 9 })).toEqual([]);
      expect(await album.restore('a', clock.now() - undoable)).toBe(0);
      expect(await purge()).toEqual([generation.image.key]);
      expect(await album.of('a')).toEqual([]);
    });
  });
}
