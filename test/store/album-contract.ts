import { describe, expect, it } from 'vitest';
import type { Kept } from '../../src/core/album.ts';
import type { Generation, Notes } from '../../src/core/generation.ts';
import type { Image } from '../../src/core/image.ts';
import type { LaneOrder } from '../../src/core/lane.ts';
import { Problem } from '../../src/core/problem.ts';
import { readRecipe } from '../../src/core/recipe.ts';
import type { Store } from '../../src/store/store.ts';
import type { StoreUnderTest } from '../contracts/store-contract.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { claimed, freely, orderOf } from './orders.ts';

const day = 24 * 3600 * 1000;
const undoable = 600_000;

type Changes = Partial<LaneOrder> & { readonly key?: string };

/** Orders a picture, has it made, and returns its recipe. `key`: of its file, otherwise one of its own. */
export async function make(store: Store, invocation: string, { key, ...changes }: Changes = {}): Promise<string> {
  const order = orderOf(invocation, changes);
  await store.lane.add(order, freely);
  const claim = await claimed(store.lane);
  await store.lane.settle(claim, { kind: 'done', generation: madeAs(key ?? `${invocation} ${order.n}`) });
  const [kept] = (await store.album.of(invocation)).filter(({ n }) => n === order.n);
  return kept?.recipe ?? expect.fail('not kept');
}

function madeAs(key: string): Generation {
  const { image, ...made } = generationOf(requestForTests);
  return { ...made, image: { ...image, key } };
}

const named = (pictures: readonly Kept[]) => pictures.map(({ invocation }) => invocation);

export function albumContract(store: () => StoreUnderTest): void {
  describe('album', () => {
    /** Files that were deleted, by their keys. */
    async function purge({ album }: Store, moment: number): Promise<readonly string[]> {
      const gone: string[] = [];
      await album.purge(moment, async ({ key }) => void gone.push(key));
      return gone;
    }

    it('keeps a picture from its order on under a recipe of its own', async () => {
      const { process, clock } = store();
      const { lane, album } = await process();
      const notes: Notes = { words: 'a fox', kinship: 'new', parent: '0000-0000-0000', spoiler: true };
      const order = orderOf('discord:1', { name: 'Ada', channel: 'discord:7', community: 'discord:9', notes });
      await lane.add(order, freely);
      await lane.add(order, freely);
      const orderedAt = clock.now();
      const [waiting, ...others] = await album.of('discord:1');
      const recipe = waiting?.recipe ?? '';
      expect(readRecipe(recipe)).toBe(recipe);
      const whose = { person: 'ada', name: 'Ada', channel: 'discord:7', community: 'discord:9' };
      const unset = { endedAt: undefined, alt: undefined, removedAt: undefined, message: undefined };
      const kept = { recipe, invocation: 'discord:1', n: 0, request: requestForTests, notes, orderedAt };
      expect(waiting).toEqual({ ...kept, ...whose, ...unset, state: 'waiting', generation: undefined });
      expect(others).toEqual([]);
      clock.jump(1000);
      const request = { ...requestForTests, seed: 43 };
      const generation = { ...madeAs('a'), request };
      await lane.settle(await claimed(lane), { kind: 'done', generation });
      const made = { ...generation, recipe };
      expect(await album.find(recipe)).toEqual({
        ...{ ...kept, ...whose, ...unset },
        ...{ state: 'done', request, generation: made, endedAt: clock.now() },
      });
      expect(await lane.find(order)).toEqual({ state: 'done', generation: made });
      expect(await album.find('0000-0000-0000')).toBeUndefined();
    });

    it('tells a recipe to nobody else, and forgets nothing in a year', async () => {
      const { process, clock } = store();
      const one = await process();
      const recipes = new Set<string>();
      for (const n of [0, 1, 2, 3]) recipes.add(await make(one, 'discord:1', { n, community: undefined }));
      expect(recipes.size).toBe(4);
      clock.jump(365 * day);
      await one.forget(clock.now());
      const kept = await one.album.of('discord:1');
      expect(kept.map(({ n, recipe, community }) => [n, recipe, community])).toEqual(
        [...recipes].map((recipe, n) => [n, recipe, undefined]),
      );
      expect(await one.album.of('discord:2')).toEqual([]);
    });

    it('has what was not made, too, as long as its call is remembered', async () => {
      const { process } = store();
      const { lane, album } = await process();
      await lane.add(orderOf('discord:1'), freely);
      await lane.settle(await claimed(lane), {
        kind: 'refused',
        problem: new Problem('prompt_refused', {}),
        paid: false,
      });
      const [kept] = await album.of('discord:1');
      expect(kept).toMatchObject({ state: 'refused', generation: undefined });
      expect(await album.find(kept?.recipe ?? '')).toEqual(kept);
      expect(await album.recent('ada', { limit: 9 })).toEqual([]);
      expect(await album.remove('discord:1')).toBe(0);
    });

    it('knows the newest message that shows it, by the ids of its platform', async () => {
      const { process, clock } = store();
      const one = await process();
      const hold = await one.journal.accept(invocationOf('a fox', { id: 'slack:1' }), {});
      if (!hold) throw new Error('not accepted');
      await make(one, 'slack:1', { channel: 'slack:C:1', community: 'slack:T1' });
      const message = async () => (await one.album.of('slack:1'))[0]?.message;
      expect(await message()).toBeUndefined();
      for (const key of ['slack:C:1:5', 'slack:C:1:4', 'slack:C:1:5']) {
        clock.jump(1);
        await one.journal.move(hold, {}, key);
      }
      expect(await message()).toEqual({ key: 'slack:C:1:4', channel: 'C:1', community: 'T1' });
      const direct = await one.journal.accept(invocationOf('a fox', { id: 'discord:1' }), {});
      await make(one, 'discord:1', { channel: 'discord:7', community: undefined });
      if (direct) await one.journal.move(direct, {}, 'discord:5');
      const [kept] = await one.album.of('discord:1');
      expect(kept?.message).toEqual({ key: 'discord:5', channel: '7', community: undefined });
    });

    it('pages through somebody’s made pictures, newest first', async () => {
      const { process } = store();
      const one = await process();
      const recipes: string[] = [];
      for (const id of ['a', 'b', 'c', 'd', 'e']) recipes.push(await make(one, id));
      await make(one, 'bob', { person: 'bob' });
      await one.lane.add(orderOf('waits'), freely);
      const page = async (before?: string) => named(await one.album.recent('ada', { limit: 2, before }));
      expect(await page()).toEqual(['e', 'd']);
      expect(await page(recipes[3])).toEqual(['c', 'b']);
      expect(await page(recipes[1])).toEqual(['a']);
      expect(await page(recipes[0])).toEqual([]);
      expect(await page('0000-0000-0000')).toEqual([]);
      expect(await one.album.recent('eve', { limit: 2 })).toEqual([]);
    });

    it('shows what others do not see only when asked for it, and a channel only what is its own', async () => {
      const { process } = store();
      const { album, ...one } = await process();
      const restricted: Notes = { restricted: true };
      await make({ album, ...one }, 'adults', { notes: restricted });
      const secret = await make({ album, ...one }, 'secret', { notes: { private: true } });
      await make({ album, ...one }, 'elsewhere', { channel: 'other' });
      await make({ album, ...one }, 'direct', { channel: 'dm', notes: { unlisted: true } });
      const recent = async (page: object) => named(await album.recent('ada', { limit: 9, ...page }));
      expect(await recent({})).toEqual(['elsewhere', 'adults']);
      expect(await recent({ private: true })).toEqual(['direct', 'elsewhere', 'secret', 'adults']);
      expect(await recent({ channel: 'fox-lovers' })).toEqual(['adults']);
      expect(await recent({ channel: 'fox-lovers', private: true })).toEqual(['secret', 'adults']);
      expect(await recent({ channel: 'fox-lovers', private: true, before: secret })).toEqual(['adults']);
      await album.setNotes({ invocation: 'secret', n: 0 }, { private: false, spoiler: true });
      expect(await recent({ channel: 'fox-lovers' })).toEqual(['secret', 'adults']);
      expect(await album.find(secret)).toMatchObject({ notes: { private: false, spoiler: true } });
    });

    it('knows what a picture was made from and what from it, ten steps back and ten pictures on', async () => {
      const { process } = store();
      const { album, ...one } = await process();
      const recipes: string[] = [];
      for (let step = 0; step < 13; step++) {
        const notes: Notes = { parent: recipes.at(-1), kinship: 'new' };
        recipes.push(await make({ album, ...one }, `step ${step}`, { notes }));
      }
      const family = async (recipe = '') => {
        const { before, after } = await album.family(recipe);
        return [named(before), named(after)];
      };
      const steps = (from: number, to: number) =>
        Array.from({ length: to - from + 1 }, (_, step) => `step ${from + step}`);
      expect(await family(recipes[12])).toEqual([steps(2, 11), []]);
      expect(await family(recipes[1])).toEqual([['step 0'], ['step 2']]);
      for (let child = 0; child < 11; child++)
        await make({ album, ...one }, `child ${child}`, { notes: { parent: recipes[0] } });
      const newest = Array.from({ length: 10 }, (_, child) => `child ${10 - child}`);
      expect(await family(recipes[0])).toEqual([[], newest]);
      expect(await family('0000-0000-0000')).toEqual([[], []]);
    });

    it('leaves what is deleted out of a family, and ends it where something is forgotten', async () => {
      const { process, clock } = store();
      const { album, ...one } = await process();
      const recipes: string[] = [];
      for (const id of ['oldest', 'older', 'old', 'new'])
        recipes.push(await make({ album, ...one }, id, { notes: { parent: recipes.at(-1) } }));
      await album.remove('older');
      const family = async (at: number) => {
        const { before, after } = await album.family(recipes[at] ?? '');
        return [named(before), named(after)];
      };
      expect(await family(3)).toEqual([['oldest', 'old'], []]);
      expect(await family(0)).toEqual([[], []]);
      clock.jump(1);
      await purge({ album, ...one }, clock.now());
      expect(await family(3)).toEqual([['old'], []]);
    });

    it('deletes the pictures of a call, and brings them back for as long as nobody has forgotten them', async () => {
      const { process, clock } = store();
      const { album, lane, ...one } = await process();
      const all = { album, lane, ...one };
      const recipe = await make(all, 'discord:1');
      await make(all, 'discord:1', { n: 1 });
      await make(all, 'discord:2');
      await lane.add(orderOf('discord:1', { n: 2 }), freely);
      const since = clock.now();
      expect(await album.remove('discord:1')).toBe(2);
      clock.jump(60_000);
      // Two who delete it at once, and a replay, hear the same.
      expect(await album.remove('discord:1')).toBe(2);
      expect(await album.find(recipe)).toMatchObject({ state: 'done', removedAt: since, generation: { recipe } });
      expect(named(await album.recent('ada', { limit: 9 }))).toEqual(['discord:2']);
      const removed = { state: 'cancelled', problem: { code: 'picture_removed' } };
      expect(await lane.find({ invocation: 'discord:1', n: 0 })).toMatchObject(removed);
      expect(await album.restore('discord:1', since + 1)).toBe(0);
      expect(await album.restore('discord:1', since, 1)).toBe(1);
      expect(await album.find(recipe)).toMatchObject({ removedAt: since });
      expect(await album.restore('discord:1', since)).toBe(2);
      expect(await album.restore('discord:1', since)).toBe(2);
      expect(await album.find(recipe)).toMatchObject({ removedAt: undefined });
      expect(await lane.find({ invocation: 'discord:1', n: 0 })).toMatchObject({ state: 'done' });
      expect(await lane.find({ invocation: 'discord:1', n: 2 })).toMatchObject({ state: 'waiting' });
    });

    it('remembers alternative text as somebody wrote it, and other notes', async () => {
      const { process } = store();
      const one = await process();
      const recipe = await make(one, 'discord:1');
      const key = { invocation: 'discord:1', n: 0 };
      await one.album.setAlt(key, 'Ein \u0000Fuchs 🦊');
      await one.album.setNotes(key, { parent: recipe, private: true });
      await one.album.setAlt({ invocation: 'discord:1', n: 1 }, 'nobody’s');
      expect(await one.album.find(recipe)).toMatchObject({
        alt: 'Ein Fuchs 🦊',
        notes: { parent: recipe, private: true },
      });
      await one.album.setAlt(key, '');
      expect(await one.album.find(recipe)).toMatchObject({ alt: undefined });
    });

    describe('forgetting what was deleted', () => {
      it('leaves no word and no file of it, and paints it to nobody again', async () => {
        const { process, clock } = store();
        const one = await process();
        const order = orderOf('discord:1');
        const recipe = await make(one, 'discord:1', { key: 'file' });
        await one.album.setAlt(order, 'a fox');
        await one.album.remove('discord:1');
        const moment = clock.now();
        expect(await purge(one, moment)).toEqual([]);
        clock.jump(undoable);
        expect(await purge(one, moment + 1)).toEqual(['file']);
        expect(await purge(one, clock.now())).toEqual([]);
        expect(await one.album.find(recipe)).toBeUndefined();
        expect(await one.album.of('discord:1')).toEqual([]);
        expect(await one.album.restore('discord:1', 0)).toBe(0);
        expect(await one.album.remove('discord:1')).toBe(0);
        await one.album.setAlt(order, 'a fox');
        await one.album.setNotes(order, { words: 'a fox' });
        expect(await one.lane.add(order, freely)).toMatchObject({ added: false });
        const removed = { state: 'cancelled', problem: { code: 'picture_removed' } };
        expect(await one.lane.find(order)).toMatchObject(removed);
      });

      it('keeps a file that another picture needs, also one that may still come back', async () => {
        const { process, clock } = store();
        const one = await process();
        for (const id of ['a', 'b', 'c']) await make(one, id, { key: 'same' });
        await one.album.remove('a');
        clock.jump(undoable);
        await one.album.remove('b');
        clock.jump(1);
        expect(await purge(one, clock.now() - undoable)).toEqual([]);
        clock.jump(undoable);
        expect(await purge(one, clock.now() - undoable)).toEqual([]);
        await one.album.remove('c');
        clock.jump(1);
        expect(await purge(one, clock.now())).toEqual(['same']);
      });

      it('keeps a file for as long as a picture with its seed is being painted, which may become the same', async () => {
        const { process, clock } = store();
        const one = await process();
        await make(one, 'a', { key: 'same' });
        await one.album.remove('a');
        clock.jump(1);
        await one.lane.add(orderOf('b'), freely);
        const claim = await claimed(one.lane);
        expect(await purge(one, clock.now())).toEqual([]);
        await one.lane.settle(claim, { kind: 'done', generation: madeAs('another') });
        expect(await purge(one, clock.now())).toEqual(['same']);
      });

      it('tries a file that could not be deleted again, also after a crash, and is not held up by it', async () => {
        const { process, clock } = store();
        const [one, other] = await Promise.all([process(), process()]);
        for (const id of ['a', 'b', 'c']) await make(one, id, { key: id });
        for (const id of ['a', 'b', 'c']) await one.album.remove(id);
        clock.jump(1);
        const full = new Problem('storage_failed', {}, { hint: 'disk' });
        const tried: Image[] = [];
        const purging = one.album.purge(clock.now(), async (image) => {
          tried.push(image);
          if (image.key !== 'b') throw full;
        });
        await expect(purging).rejects.toBe(full);
        expect(tried.map(({ key }) => key).sort()).toEqual(['a', 'b', 'c']);
        expect(await one.album.of('a')).toEqual([]);
        expect([...(await purge(other, clock.now()))].sort()).toEqual(['a', 'c']);
        expect(tried[0]).toEqual(madeAs(tried[0]?.key ?? '').image);
      });

      it('forgets any number at once', async () => {
        const { process, clock } = store();
        const one = await process();
        for (let n = 0; n < 101; n++) {
          await one.lane.add(orderOf('many', { n }), freely);
          await one.lane.settle(await claimed(one.lane), { kind: 'done', generation: madeAs(`${n}`) });
        }
        expect(await one.album.remove('many')).toBe(101);
        clock.jump(1);
        expect(await purge(one, clock.now())).toHaveLength(101);
      });
    });
  });
}
