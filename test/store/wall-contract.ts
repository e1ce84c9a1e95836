import { describe, expect, it } from 'vitest';
import { rulesKey } from '../../src/core/channel-rules.ts';
import { consentKey } from '../../src/core/consent.ts';
import type { Which } from '../../src/core/curation.ts';
import type { Binding, GalleryRules } from '../../src/core/gallery.ts';
import type { StoreUnderTest } from '../contracts/store-contract.ts';
import { bindingOf } from '../fakes/galleries.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { curate } from './curate.ts';
import { makePicture } from './galleries-of-store.ts';
import { den, everything, starOf } from './gallery-contract.ts';
import { done, hang, openHung } from './hung.ts';
import { allJobs } from './jobs.ts';

const lease = 15_000;

/** What curation promises about walls, on every engine. */
export function wallContract(store: () => StoreUnderTest): void {
  describe('curation of walls', () => {
    const openGallery = (rules?: Partial<GalleryRules>, bound?: Partial<Binding>) => openHung(store(), rules, bound);

    it('hangs a picture, shows it again when something changes, and takes it down when it goes', async () => {
      const { one, curation, album, galleries } = await openGallery();
      await makePicture(one, 'a');
      await curate(one);
      const [job, ...others] = await allJobs(curation, 9);
      expect(others).toEqual([]);
      expect(job).toMatchObject({
        wall: 'discord:wall',
        look: 'messages',
        wanted: true,
        failures: 0,
        hung: { kind: 'picture' },
      });
      expect([job?.address, job?.shown]).toEqual([undefined, undefined]);
      const beside = new Map([['slack:C1/2', { about: 'a', picture: 0 }]]);
      if (job) await curation.end(job, done({ message: 'discord:5', beside }));
      expect(await allJobs(curation, 9)).toEqual([]);
      for (const message of ['discord:5', 'slack:C1/2'])
        expect(await one.journal.shownBy(message)).toEqual({ about: 'a', picture: 0 });
      await galleries.star('a', 0, starOf('bob'));
      await curate(one);
      const [again] = await allJobs(curation, 9);
      expect(again).toMatchObject({ id: job?.id, address: { m: '1' }, shown: 'x', wanted: true });
      if (again) await curation.end(again, done());
      await album.remove('a');
      await curate(one);
      const [removal] = await allJobs(curation, 9);
      expect(removal).toMatchObject({ id: job?.id, address: { m: '1' }, wanted: false });
      if (removal) await curation.end(removal, done({ address: undefined, shown: undefined }));
      await album.restore('a', 0);
      await curate(one);
      const [back] = await allJobs(curation, 9);
      expect(back).toMatchObject({ id: job?.id, wanted: true });
      expect([back?.address, back?.shown]).toEqual([undefined, undefined]);
    });

    it('does not even begin to hang what has gone before', async () => {
      const { one, album, curation } = await openGallery();
      await makePicture(one, 'a');
      await curate(one);
      await album.remove('a');
      await curate(one);
      expect(await allJobs(curation, 9)).toEqual([]);
    });

    it('takes down what somebody may have hung before they stopped', async () => {
      const { one, process } = await openGallery();
      await makePicture(one, 'a');
      await curate(one);
      expect(await allJobs(one.curation, 9)).toHaveLength(1);
      await one.close();
      const next = await process();
      await next.album.remove('a');
      await curate(next);
      expect(await allJobs(next.curation, 9)).toMatchObject([{ wanted: false, address: undefined }]);
    });

    it('gives what is to go apart, of one platform, and not at walls where enough is done', async () => {
      const { one, album, galleries, curation, id } = await openGallery();
      await galleries.bind(bindingOf({ gallery: id, channel: 'slack:C1', source: undefined }));
      await makePicture(one, 'a');
      await curate(one);
      await hang(one);
      await makePicture(one, 'b');
      await album.remove('a');
      await curate(one);
      const walls = async (which: Partial<Which>) => {
        const jobs = await curation.jobs({ platform: 'discord', wanted: true, except: [], ...which }, 9);
        return jobs.map(({ wall, wanted }) => [wall, wanted]);
      };
      expect(await walls({ platform: 'disco' })).toEqual([]);
      expect(await walls({ except: ['discord:wall'] })).toEqual([]);
      expect(await walls({ wanted: false })).toEqual([['discord:wall', false]]);
      expect(await walls({})).toEqual([['discord:wall', true]]);
      expect(await walls({ platform: 'slack' })).toEqual([['slack:C1', true]]);
      expect(await walls({ platform: 'slack', wanted: false, except: ['slack:C2'] })).toEqual([['slack:C1', false]]);
    });

    it('gives a job to one process at a time, and believes nobody who was too late', async () => {
      const { one, clock, process, album } = await openGallery();
      const other = await process({ owner: 'other' });
      await makePicture(one, 'a');
      await curate(one);
      const [job] = await allJobs(one.curation, 9);
      expect(await allJobs(other.curation, 9)).toEqual([]);
      clock.jump(lease);
      const [taken] = await allJobs(other.curation, 9);
      expect(taken).toEqual(job);
      if (!job || !taken) throw new Error('no job');
      await other.curation.end(taken, done({ address: { m: 'other' } }));
      await one.curation.end(job, { kind: 'later', address: { m: 'late' }, wait: 1 });
      clock.jump(1000);
      expect(await allJobs(one.curation, 9)).toEqual([]);
      await album.setAlt({ invocation: 'a', n: 0 }, 'a fox');
      await curate(one);
      expect(await allJobs(one.curation, 9)).toMatchObject([{ address: { m: 'other' }, failures: 0 }]);
    });

    it('does a job again that became another one while it was done, where it hangs by then', async () => {
      const { one, curation, album } = await openGallery();
      await makePicture(one, 'a');
      await curate(one);
      const [job] = await allJobs(curation, 9);
      await album.remove('a');
      await curate(one);
      expect(await allJobs(curation, 9)).toEqual([]);
      if (job) await curation.end(job, done());
      expect(await allJobs(curation, 9)).toMatchObject([{ id: job?.id, wanted: false, address: { m: '1' } }]);
    });

    it('waits with what could not be done, and knows how often', async () => {
      const { one, curation, clock } = await openGallery();
      await makePicture(one, 'a');
      await curate(one);
      const [job] = await allJobs(curation, 9);
      if (job) await curation.end(job, { kind: 'later', address: { m: 'begun' }, wait: 2000 });
      clock.jump(1999);
      await one.galleries.star('a', 0, starOf('bob'));
      await curate(one);
      expect(await allJobs(curation, 9)).toEqual([]);
      clock.jump(1);
      const [again] = await allJobs(curation, 9);
      expect(again).toMatchObject({ failures: 1, address: { m: 'begun' } });
      if (again) await curation.end(again, done());
      await one.galleries.star('a', 0, starOf('eve'));
      await curate(one);
      expect(await allJobs(curation, 9)).toMatchObject([{ failures: 0 }]);
    });

    it('never hangs again what somebody took down', async () => {
      const { one, curation, album } = await openGallery();
      await makePicture(one, 'a');
      await curate(one);
      expect(await hang(one, { kind: 'gone' })).toHaveLength(1);
      await album.remove('a');
      await curate(one);
      await album.restore('a', 0);
      await curate(one);
      expect(await allJobs(curation, 9)).toEqual([]);
    });

    it('leaves what hangs where nothing is bound any more, until it is deleted', async () => {
      const { one, galleries, album, id } = await openGallery();
      await galleries.bind(bindingOf({ gallery: id, channel: 'discord:other', source: undefined, community: 'den' }));
      await makePicture(one, 'a');
      await makePicture(one, 'b');
      await curate(one);
      expect(await hang(one)).toHaveLength(4);
      await galleries.unbind('discord:other');
      await galleries.star('a', 0, starOf('bob'));
      await curate(one);
      expect(await hang(one)).toEqual([expect.stringMatching(/^discord:wall/)]);
      await album.remove('a');
      await curate(one);
      expect(await hang(one)).toHaveLength(2);
      await galleries.unbind('discord:wall');
      await curate(one);
      expect(await hang(one)).toEqual([]);
      await galleries.erase('ada');
      await curate(one);
      expect((await hang(one)).every((job) => job.startsWith('-'))).toBe(true);
    });

    it('takes the answers down as well of whoever has erased everything, but for a studio’s', async () => {
      const { one, galleries, journal } = await openGallery({ threshold: 9 });
      for (const [id, message] of [
        ['a', 'discord:5'],
        ['b', 'web:6'],
      ] as const) {
        const hold = await journal.accept(invocationOf('a fox', { id }), {});
        await makePicture(one, id, { channel: 'discord:7' });
        if (hold) await journal.move(hold, {}, message);
      }
      expect(await galleries.erase('ada')).toBe(2);
      await galleries.erase('ada');
      const [job, ...others] = await allJobs(one.curation, 9);
      expect(others).toEqual([]);
      expect(job).toMatchObject({ wall: 'discord:7', wanted: false, hung: { kind: 'original', message: 'discord:5' } });
      if (job) await one.curation.end(job, done({ address: undefined, shown: undefined }));
      expect(await allJobs(one.curation, 9)).toEqual([]);
    });

    it('takes what is for adults down where the restriction was lifted, and nothing else', async () => {
      const { one, curation } = await openGallery(everything, { restricted: true });
      for (const [id, notes] of [
        ['a', { restricted: true }],
        ['b', {}],
      ] as const)
        await makePicture(one, id, { notes });
      await curate(one);
      expect(await hang(one)).toHaveLength(2);
      const [wall, ...others] = await curation.restricted();
      expect([wall?.channel, others]).toEqual(['discord:wall', []]);
      if (wall) for (const _ of [1, 2]) await curation.lift(wall);
      expect(await curation.restricted()).toEqual([]);
      await curate(one);
      expect(await hang(one)).toEqual([expect.stringMatching(/^-discord:wall/)]);
    });

    it('asks a maker one thing about a gallery at a time, and never twice about a picture', async () => {
      const { one, galleries, curation, settings } = await openGallery({ threshold: 1 });
      await settings.put({ ...consentKey('discord:ada'), person: 'discord:ada', value: { stars: 'ask' } });
      for (const id of ['a', 'b']) {
        await makePicture(one, id, { person: 'discord:ada' });
        await galleries.star(id, 0, starOf('bob'));
      }
      await curate(one);
      const [ask, ...others] = await allJobs(curation, 9);
      expect(others).toEqual([]);
      expect(ask).toMatchObject({ wall: 'direct:discord:ada', look: 'messages', hung: { kind: 'ask', ask: 'stars' } });
      if (ask) await curation.end(ask, done({ message: 'dm' }));
      const about = await one.journal.shownBy('dm');
      if (!about) throw new Error('the question is about nothing');
      const other = about.about === 'a' ? 'b' : 'a';
      await galleries.agree({ invocation: about.about, n: 0 }, 'stars', true);
      await galleries.star(other, 0, starOf('eve'));
      await curate(one);
      const jobs = await allJobs(curation, 9);
      expect(jobs.map(({ hung, wall }) => [hung.kind, wall])).toEqual(
        expect.arrayContaining([
          ['picture', 'discord:wall'],
          ['ask', 'direct:discord:ada'],
        ]),
      );
      expect(jobs).toHaveLength(2);
      for (const job of jobs) await curation.end(job, done());
      await galleries.agree({ invocation: other, n: 0 }, 'stars', false);
      await curate(one);
      expect(await hang(one)).toEqual([]);
    });

    it('asks nothing about what was made before a channel was bound, and hangs nothing of it', async () => {
      const { process } = store();
      const one = await process();
      await one.settings.put({ ...consentKey('discord:ada'), person: 'discord:ada', value: { stars: 'ask' } });
      await makePicture(one, 'a', { person: 'discord:ada' });
      await one.galleries.star('a', 0, starOf('bob'));
      await curate(one);
      const { id } = await one.galleries.create({ name: 'Foxes', rules: everything });
      await one.galleries.bind(bindingOf({ ...den, gallery: id }));
      await curate(one);
      expect(await allJobs(one.curation, 9)).toEqual([]);
      await one.galleries.bind(bindingOf({ ...den, gallery: id }));
      const [touched] = await one.curation.touched(9);
      const verdict = { gallery: id, isIn: true, onWeb: false, walls: ['discord:wall'], ask: 'web' } as const;
      if (touched) await one.curation.decide(touched, [verdict]);
      expect(await allJobs(one.curation, 9)).toEqual([]);
      expect(await one.galleries.count(id, false, 9)).toBe(1);
    });

    it('takes a question back when there is nothing to ask any more', async () => {
      const { one, galleries, settings } = await openGallery({ threshold: 1 });
      await settings.put({ ...consentKey('discord:ada'), person: 'discord:ada', value: { stars: 'ask' } });
      await makePicture(one, 'a', { person: 'discord:ada' });
      await galleries.star('a', 0, starOf('bob'));
      await curate(one);
      expect(await hang(one)).toHaveLength(1);
      await settings.put({ ...consentKey('discord:ada'), person: 'discord:ada', value: { stars: 'open' } });
      await galleries.reconsider('discord:ada');
      await curate(one);
      expect((await hang(one)).map((job) => job.slice(0, 4)).sort()).toEqual(['-ask', 'disc']);
    });

    it('hangs nothing in a channel with a trouble until it is bound again, and tells whoever bound it once', async () => {
      const { one, galleries, curation, id } = await openGallery();
      await makePicture(one, 'a');
      await curate(one);
      const [job] = await allJobs(curation, 9);
      await curation.stop('discord:wall', 'permission_missing');
      await curation.stop('discord:wall', 'permission_missing');
      if (job) await curation.end(job, { kind: 'later', address: undefined, wait: 1 });
      await makePicture(one, 'b');
      await curate(one);
      expect(await galleries.bindings({ channel: 'discord:wall' })).toMatchObject([{ trouble: 'permission_missing' }]);
      const [trouble, ...others] = await allJobs(curation, 9);
      expect(others).toEqual([]);
      const hung = { kind: 'trouble', channel: 'discord:wall', code: 'permission_missing' };
      expect(trouble).toMatchObject({ wall: 'direct:discord:1', hung, wanted: true });
      if (trouble) expect(await curation.scene(trouble)).toMatchObject({ gallery: { id }, exhibits: [], locale: 'en' });
      if (trouble) await curation.end(trouble, done());
      await galleries.bind(bindingOf({ ...den, gallery: id }));
      expect(await galleries.bindings({ channel: 'discord:wall' })).toMatchObject([{ trouble: undefined }]);
      await curate(one);
      expect(await hang(one)).toEqual([expect.stringMatching(/^discord:wall/)]);
    });

    it('opens an exhibition once, on all walls, with what was best in that week', async () => {
      const { one, process, galleries, curation, album, clock, id } = await openGallery();
      await galleries.bind(
        bindingOf({ gallery: id, channel: 'slack:C1', source: undefined, look: 'posts', locale: 'de' }),
      );
      await galleries.bind(bindingOf({ gallery: id, channel: 'nothing', source: undefined, look: 'none' }));
      // The clock stands at 22:13 UTC on 14 November 2023, a Tuesday.
      await galleries.change(id, { exhibition: { weekday: 2, hour: 23, minute: 30, zone: 'Europe/Vienna' } });
      expect(await curation.exhibiting()).toMatchObject([{ id }]);
      for (const [call, stars] of [
        ['a', 1],
        ['b', 2],
        ['c', 0],
        ['old', 3],
      ] as const) {
        await makePicture(one, call);
        await curate(one, clock.now());
        if (call === 'c') clock.jump(-10 * 24 * 3_600_000);
        for (let n = 0; n < stars; n++)
          await galleries.star(call, 0, starOf(`admirer ${n}`, { at: clock.now() - (call === 'old' ? 0 : 3_600_000) }));
      }
      await curate(one);
      await hang(one);
      clock.jump(10 * 24 * 3_600_000);
      await curate(one);
      await hang(one);
      await curation.exhibit(id, '2023-11-14');
      await (await process()).curation.exhibit(id, '2023-11-14');
      const jobs = await allJobs(curation, 9);
      expect(jobs.map(({ wall, look, hung }) => [wall, look, hung]).sort()).toEqual([
        ['discord:wall', 'messages', { kind: 'exhibition', gallery: id, week: '2023-11-14' }],
        ['slack:C1', 'posts', { kind: 'exhibition', gallery: id, week: '2023-11-14' }],
      ]);
      const shown = async () => {
        const scenes = await Promise.all(jobs.map((job) => curation.scene(job)));
        return scenes.map(({ exhibits }) => exhibits.map(({ invocation }) => invocation));
      };
      expect(await shown()).toEqual([
        ['b', 'a'],
        ['b', 'a'],
      ]);
      await galleries.star('a', 0, starOf('bob'));
      await galleries.star('a', 0, starOf('eve'));
      await galleries.star('c', 0, starOf('eve'));
      await curate(one);
      expect(await shown()).toEqual([
        ['b', 'a'],
        ['b', 'a'],
      ]);
      for (const job of jobs) await curation.end(job, done());
      await hang(one);
      await album.remove('b');
      expect(await shown()).toEqual([['a'], ['a']]);
      await curate(one);
      expect((await allJobs(curation, 9)).filter(({ hung }) => hung.kind === 'exhibition')).toHaveLength(2);
      await curation.exhibit(id, '2023-11-14');
      await curation.exhibit(id, '2023-11-07');
      expect((await allJobs(curation, 9)).filter(({ hung }) => hung.kind === 'exhibition')).toEqual([]);
    });

    it('makes a scene of what hangs, in the language of the wall or of the call', async () => {
      const { one, galleries, curation, gallery, settings, id } = await openGallery({}, { locale: 'zh-CN' });
      const call = invocationOf('a fox', { id: 'a', locale: 'de' });
      await one.journal.accept(call, {});
      await makePicture(one, 'a', { person: 'discord:ada' });
      await curate(one);
      const [job] = await allJobs(curation, 9);
      if (!job) throw new Error('no job');
      const [binding] = await galleries.bindings({ channel: 'discord:wall' });
      expect(await curation.scene(job)).toMatchObject({
        gallery,
        binding,
        exhibits: [{ invocation: 'a' }],
        spoiler: false,
        locale: 'zh-CN',
      });
      await settings.put({ ...rulesKey('discord:wall'), person: 'root', value: { spoiler: true } });
      expect(await curation.scene(job)).toMatchObject({ spoiler: true });
      await one.album.remove('a');
      expect(await curation.scene(job)).toMatchObject({ exhibits: [] });
      await one.album.restore('a', 0);
      await settings.put({ ...consentKey('discord:ada'), person: 'discord:ada', value: { stars: 'ask' } });
      await galleries.reconsider('discord:ada');
      await curate(one);
      const asks = (await allJobs(curation, 9)).filter(({ hung }) => hung.kind === 'ask');
      const [scene] = await Promise.all(asks.map((ask) => curation.scene(ask)));
      expect(scene).toMatchObject({ binding: undefined, exhibits: [{ invocation: 'a' }], locale: 'de' });
      await galleries.unbind('discord:wall');
      expect(await curation.scene(job)).toMatchObject({ gallery: undefined, binding: undefined, locale: 'en' });
      expect(await galleries.count(id, false, 9)).toBe(0);
    });

    it('leads from a post to the posts of its family, and shows those again when it comes or goes', async () => {
      const { one, album, curation } = await openGallery(everything, { look: 'posts' });
      const parent = await makePicture(one, 'parent');
      await makePicture(one, 'child', { notes: { parent } });
      await curate(one);
      const [first, second] = await allJobs(curation, 9);
      if (!first || !second) return expect.fail('not two jobs');
      await curation.end(first, done({ message: 'discord:50' }));
      expect(await allJobs(curation, 9)).toEqual([]);
      await curation.end(second, done({ message: 'discord:51' }));
      const [again, ...others] = await allJobs(curation, 9);
      expect([again?.id, others]).toEqual([first.id, []]);
      const { family } = await curation.scene(second);
      expect(family).toMatchObject({
        before: [{ recipe: parent, message: { key: 'discord:50', channel: '50' } }],
        after: [],
      });
      if (again) await curation.end(again, done({ message: 'discord:50' }));
      expect(await allJobs(curation, 9)).toEqual([]);
      expect((await curation.scene(first)).family?.after).toMatchObject([{ message: { key: 'discord:51' } }]);

      await album.remove('child');
      await curate(one);
      const [removal] = await allJobs(curation, 9);
      if (removal) await curation.end(removal, done({ address: undefined, message: undefined, shown: undefined }));
      expect(await allJobs(curation, 9)).toMatchObject([{ id: first.id }]);
      expect((await curation.scene(first)).family).toEqual({ before: [], after: [] });
    });
  });
}
