import { describe, expect, it } from 'vitest';
import type { Lane, LaneRules } from '../../src/core/lane.ts';
import { Problem } from '../../src/core/problem.ts';
import type { QuotaRule, UsageKey } from '../../src/core/quota.ts';
import type { StoreUnderTest } from '../contracts/store-contract.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { allAtOnce, claimed, freely, orderOf } from './orders.ts';

const generation = generationOf(requestForTests);
const adaToday: UsageKey = { scope: 'person', id: 'ada', period: 'day' };
const everyoneThisMonth: UsageKey = { scope: 'everyone', id: '', period: 'month' };
const freeRate = { rate: undefined };
const limitedTo = (...quotas: QuotaRule[]): LaneRules => ({ ...freely, quotas });

async function used(lane: Lane, ...keys: UsageKey[]): Promise<[pictures: number, money: number][]> {
  return (await lane.usage(keys)).map(({ pictures, money }) => [pictures, money]);
}

export function quotaContract(store: () => StoreUnderTest): void {
  describe('limits and quotas', () => {
    it('refuses more waiting pictures than a person or a channel may have, and counts nothing for them', async () => {
      const { process } = store();
      const { lane } = await process();
      const rules = { ...freely, waitingPerPerson: 2, waitingPerChannel: 3 };
      for (const n of [0, 1]) await lane.add(orderOf('a', { n }), rules);
      const refused = (order: ReturnType<typeof orderOf>) => expect(lane.add(order, rules)).rejects;
      await refused(orderOf('a', { n: 2 })).toMatchObject({ code: 'queue_full', facts: { limit: 2 } });
      await lane.add(orderOf('b', { person: 'bob' }), rules);
      const full = { code: 'channel_queue_full', facts: { limit: 3 } };
      await refused(orderOf('e', { person: 'eve' })).toMatchObject(full);
      expect(await lane.find({ invocation: 'e', n: 0 })).toBeUndefined();
      expect(await used(lane, everyoneThisMonth)).toEqual([[3, 96_000]]);
      await claimed(lane);
      await lane.add(orderOf('a', { n: 2, channel: 'elsewhere' }), rules);
    });

    it('counts for everybody concerned and gives back what came to nothing', async () => {
      const { process } = store();
      const { lane } = await process();
      const keys: UsageKey[] = [
        adaToday,
        { scope: 'role', id: 'artist', period: 'day' },
        { scope: 'channel', id: 'fox-lovers', period: 'month' },
        { scope: 'community', id: 'den', period: 'month' },
        everyoneThisMonth,
      ];
      const problem = new Problem('prompt_refused', {});
      const rules = limitedTo({ scope: 'role', period: 'day', pictures: 100 });
      for (const n of [0, 1, 2, 3]) await lane.add(orderOf('a', { n, roles: ['artist', 'patron'] }), rules);
      expect(await used(lane, ...keys)).toEqual(keys.map(() => [4, 128_000]));
      await lane.settle(await claimed(lane), { kind: 'done', generation });
      await lane.settle(await claimed(lane), { kind: 'refused', problem, paid: false });
      await lane.settle(await claimed(lane), { kind: 'failed', problem, paid: true });
      await lane.cancel({ invocation: 'a', n: 3 });
      expect(await used(lane, ...keys)).toEqual(keys.map(() => [1, 64_000]));
    });

    it('counts what was cancelled when it may have been painted already', async () => {
      const { process } = store();
      const { lane } = await process();
      const problem = new Problem('cancelled', {});
      for (const paid of [true, false]) {
        await lane.add(orderOf('a', { n: Number(paid) }), freely);
        await lane.settle(await claimed(lane), { kind: 'cancelled', problem, paid });
      }
      expect(await used(lane, adaToday)).toEqual([[1, 32_000]]);
    });

    it('counts for roles only when a rule is about them', async () => {
      const { process } = store();
      const { lane } = await process();
      const rules = limitedTo({ scope: 'role', id: 'artist', period: 'day', pictures: 100 });
      await lane.add(orderOf('a', { roles: ['artist', 'patron'] }), rules);
      const roles = ['artist', 'patron'].map((id): UsageKey => ({ scope: 'role', id, period: 'day' }));
      expect(await used(lane, ...roles)).toEqual([
        [1, 32_000],
        [0, 0],
      ]);
    });

    it('counts the money of a call that was cut off, because it may have been paid', async () => {
      const { process, clock } = store();
      const { lane } = await process();
      const other = await process();
      await lane.add(orderOf('a'), freely);
      await claimed(lane);
      clock.jump(15_000);
      await other.lane.settle(await claimed(other.lane), { kind: 'done', generation });
      expect(await used(lane, adaToday)).toEqual([[1, 64_000]]);
    });

    it('counts one more call before it is made, and keeps it counted whatever becomes of that one', async () => {
      const { process } = store();
      const { lane } = await process();
      const other = await process();
      for (const invocation of ['paid', 'free', 'again']) await lane.add(orderOf(invocation), freely);
      const [paid, free, again] = [await claimed(lane), await claimed(lane), await claimed(lane)];
      for (const claim of [paid, free, again])
        expect(await lane.callAgain(claim, 1, freeRate)).toMatchObject({ kind: 'now' });
      expect(await used(lane, adaToday, everyoneThisMonth)).toEqual([
        [3, 192_000],
        [3, 192_000],
      ]);
      await lane.settle(paid, { kind: 'done', generation });
      await lane.settle(free, { kind: 'failed', problem: new Problem('service_busy', {}), paid: false });
      await lane.settle(again, { kind: 'again' });
      await lane.cancel(again);
      expect(await used(lane, adaToday, everyoneThisMonth)).toEqual([
        [1, 128_000],
        [1, 128_000],
      ]);
      expect(await other.lane.callAgain(paid, 2, freeRate)).toEqual({ kind: 'lost' });
      expect(await used(lane, adaToday)).toEqual([[1, 128_000]]);
    });

    it('refuses one more call that the budget does not allow, and counts nothing for it', async () => {
      const { process } = store();
      const { lane } = await process();
      const rules = limitedTo(
        { scope: 'person', id: 'ada', period: 'day', money: 70_000 },
        // Used up by pictures that are counted already: no reason to stop one of them.
        { scope: 'everyone', period: 'month', pictures: 1 },
      );
      await lane.add(orderOf('a'), rules);
      const claim = await claimed(lane);
      const limits = { rate: undefined, quotas: rules.quotas };
      await lane.callAgain(claim, 1, limits);
      expect(await lane.callAgain(claim, 1, limits)).toEqual({ kind: 'now', warnings: [] });
      await expect(lane.callAgain(claim, 2, limits)).rejects.toMatchObject({
        code: 'quota_used_up',
        facts: { scope: 'person', period: 'day', refillsAt: Date.UTC(2023, 10, 15) },
      });
      expect(await used(lane, adaToday)).toEqual([[1, 64_000]]);
    });

    it('does not repeat a call that was cut off when the budget does not allow it', async () => {
      const { process, clock } = store();
      const { lane } = await process();
      const other = await process();
      const rules = limitedTo({ scope: 'community', period: 'month', money: 60_000 });
      await lane.add(orderOf('a'), rules);
      await claimed(lane);
      clock.jump(15_000);
      expect(await other.lane.claim({ ...allAtOnce, quotas: rules.quotas })).toMatchObject({ kind: 'wait' });
      expect(await lane.find({ invocation: 'a', n: 0 })).toMatchObject({
        state: 'failed',
        problem: { code: 'quota_used_up', facts: { scope: 'community' } },
      });
      expect(await used(lane, adaToday)).toEqual([[0, 32_000]]);
    });

    it('stops at the limit, says when it refills, and starts again then', async () => {
      const { process, clock } = store();
      const { lane } = await process();
      const rules = limitedTo(
        { scope: 'person', period: 'day', pictures: 2 },
        { scope: 'everyone', period: 'month', pictures: 3 },
      );
      for (const n of [0, 1]) await lane.add(orderOf('a', { n }), rules);
      // The clock of tests starts on 14 November 2023.
      const tomorrow = Date.UTC(2023, 10, 15);
      await expect(lane.add(orderOf('a', { n: 2 }), rules)).rejects.toMatchObject({
        code: 'quota_used_up',
        facts: { scope: 'person', period: 'day', refillsAt: tomorrow },
      });
      expect(await used(lane, adaToday)).toEqual([[2, 64_000]]);
      clock.jump(tomorrow - clock.now());
      await lane.add(orderOf('a', { n: 2 }), rules);
      await expect(lane.add(orderOf('a', { n: 3 }), rules)).rejects.toMatchObject({
        facts: { scope: 'everyone', period: 'month', refillsAt: Date.UTC(2023, 11, 1) },
      });
      clock.jump(Date.UTC(2023, 11, 1) - clock.now());
      await lane.add(orderOf('a', { n: 3 }), rules);
    });

    it('never passes a budget of money, also when processes ask at once', async () => {
      const { process } = store();
      const lanes = (await Promise.all([process(), process()])).map(({ lane }) => lane);
      const rules = limitedTo({ scope: 'community', period: 'month', money: 100_000 });
      const asks = Array.from({ length: 8 }, (_, n) => lanes[n % 2]?.add(orderOf('a', { n }), rules));
      const results = await Promise.allSettled(asks);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    });

    it('applies a rule with an id to that one only, and a limit of nothing at once', async () => {
      const { process } = store();
      const { lane } = await process();
      const rules = limitedTo({ scope: 'channel', id: 'quiet', period: 'day', pictures: 0 });
      await lane.add(orderOf('a'), rules);
      await expect(lane.add(orderOf('b', { channel: 'quiet' }), rules)).rejects.toMatchObject({
        code: 'quota_used_up',
      });
    });

    it('stops whoever has a role at its limit, for one role or for each, and nobody else', async () => {
      const { process } = store();
      const { lane } = await process();
      const rules = limitedTo(
        { scope: 'role', id: 'guest', period: 'month', pictures: 1 },
        { scope: 'role', period: 'day', pictures: 2 },
      );
      let invocations = 0;
      const ask = (person: string, ...roles: string[]) =>
        lane.add(orderOf(String(invocations++), { person, roles }), rules);
      const refused = { code: 'quota_used_up', facts: { scope: 'role' } };
      await ask('ada', 'guest');
      await expect(ask('eve', 'artist', 'guest')).rejects.toMatchObject({ ...refused, facts: { period: 'month' } });
      for (const person of ['bob', 'cat']) await ask(person, 'artist');
      await expect(ask('dan', 'artist')).rejects.toMatchObject({ ...refused, facts: { period: 'day' } });
      await ask('dan', 'patron');
      await ask('eve');
    });

    it('warns once at 80 percent', async () => {
      const { process } = store();
      const { lane } = await process();
      const rule: QuotaRule = { scope: 'community', period: 'month', pictures: 10 };
      const warnings = [];
      for (let n = 0; n < 10; n++) warnings.push((await lane.add(orderOf('a', { n }), limitedTo(rule))).warnings);
      expect(warnings.flat()).toMatchObject([{ rule, usage: { scope: 'community', id: 'den', pictures: 8 } }]);
      expect(warnings[7]).toHaveLength(1);
    });

    it('warns once in each period, also when use goes down and up again, in all processes and over a restart', async () => {
      const { process, clock } = store();
      const first = await process();
      const rules = limitedTo({ scope: 'person', period: 'day', pictures: 5 });
      const warned = async (lane: Lane, n: number) => (await lane.add(orderOf('a', { n }), rules)).warnings.length;
      for (const n of [0, 1, 2]) expect(await warned(first.lane, n)).toBe(0);
      expect(await warned(first.lane, 3)).toBe(1);
      await first.lane.cancel({ invocation: 'a', n: 3 });
      await first.close();
      const { lane, forget } = await process();
      expect(await warned(lane, 4)).toBe(0);
      expect(await warned(lane, 5)).toBe(0);
      const higher = limitedTo({ scope: 'person', period: 'day', pictures: 6 });
      expect((await lane.add(orderOf('b'), higher)).warnings).toHaveLength(1);
      clock.jump(24 * 3600 * 1000);
      await forget(clock.now());
      for (const n of [6, 7, 8]) expect(await warned(lane, n)).toBe(0);
      expect(await warned(lane, 9)).toBe(1);
    });

    it('warns of money also when a further call brings it there', async () => {
      const { process } = store();
      const { lane } = await process();
      const rule: QuotaRule = { scope: 'everyone', period: 'month', money: 80_000 };
      expect(await lane.add(orderOf('a'), limitedTo(rule))).toMatchObject({ warnings: [] });
      const claim = await claimed(lane);
      expect(await lane.callAgain(claim, 1, { rate: undefined, quotas: [rule] })).toMatchObject({
        warnings: [{ rule, usage: { money: 64_000 } }],
      });
    });

    it('knows who made most in a community today, by the name last seen', async () => {
      const { process, clock } = store();
      const { lane, load } = await process();
      const ask = (invocation: string, person: string, name: string | undefined, changes = {}) =>
        lane.add(orderOf(invocation, { person, name, ...changes }), freely);
      await ask('1', 'ada', 'Ada');
      await ask('2', 'bob', undefined);
      await ask('3', 'bob', undefined);
      await ask('4', 'eve', 'Eve \u0000', { community: 'dens' });
      await ask('5', 'eve', 'Eve', { community: undefined });
      await ask('6', 'ada', 'Countess');
      await ask('7', 'ada', undefined);
      await ask('8', 'cat', 'Cat');
      await lane.cancel({ invocation: '8', n: 0 });
      const [ada, bob] = [
        { person: 'ada', name: 'Countess', pictures: 3 },
        { person: 'bob', name: undefined, pictures: 2 },
      ];
      expect(await lane.busiest('den', 5)).toEqual([ada, bob]);
      expect(await lane.busiest('den', 1)).toEqual([ada]);
      expect(await lane.busiest('elsewhere', 5)).toEqual([]);
      await claimed(lane);
      expect(await load()).toEqual({ waiting: 6, running: 1, openCalls: 0 });
      clock.jump(24 * 3600 * 1000);
      expect(await lane.busiest('den', 5)).toEqual([]);
    });

    it('gives back to the period that was charged, and remembers over a restart', async () => {
      const { process, clock } = store();
      const first = await process();
      await first.lane.add(orderOf('a'), freely);
      await first.close();
      const { lane, forget } = await process();
      expect(await used(lane, adaToday)).toEqual([[1, 32_000]]);
      clock.jump(24 * 3600 * 1000);
      await lane.cancel({ invocation: 'a', n: 0 });
      expect(await used(lane, adaToday, everyoneThisMonth)).toEqual([
        [0, 0],
        [0, 0],
      ]);
      await lane.add(orderOf('b'), freely);
      await forget(clock.now());
      expect(await used(lane, adaToday)).toEqual([[1, 32_000]]);
    });
  });
}
