import { describe, expect, it } from 'vitest';
import type { Whose } from '../../src/core/lane.ts';
import { Problem } from '../../src/core/problem.ts';
import type { StoreUnderTest } from '../contracts/store-contract.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { kept } from './kept.ts';
import { allAtOnce, claimed, freely, line, oneAtATime, orderOf } from './orders.ts';

const generation = generationOf(requestForTests);

export function laneContract(store: () => StoreUnderTest): void {
  describe('lane', () => {
    it('holds a picture once and remembers how it ended', async () => {
      const { process, clock } = store();
      const { lane } = await process();
      const order = orderOf('discord:1', { n: 3 });
      expect(await lane.find(order)).toBeUndefined();
      expect(await lane.add(order, freely)).toMatchObject({ added: true });
      expect(await lane.add(order, freely)).toMatchObject({ added: false });
      const orderedAt = clock.now();
      expect(await lane.find(order)).toEqual({ state: 'waiting', orderedAt, ahead: 0 });
      clock.jump(2000);
      const claim = await claimed(lane);
      const startedAt = clock.now();
      const key = { invocation: 'discord:1', n: 3 };
      const expected = {
        person: 'ada',
        request: requestForTests,
        attempt: 1,
        repeated: false,
        overloads: 0,
        cost: 32_000,
      };
      const times = { orderedAt, startedAt, claimedAt: startedAt, triedSince: startedAt };
      expect(claim).toEqual({ ...key, ...expected, ...times });
      expect(await lane.find(order)).toEqual({ state: 'running', orderedAt, startedAt });
      expect(await lane.settle(claim, { kind: 'done', generation })).toBe(true);
      expect(await lane.find(order)).toEqual({ state: 'done', generation: kept(generation) });
      expect(await lane.settle(claim, { kind: 'done', generation })).toBe(false);
      expect(await lane.add(order, freely)).toMatchObject({ added: false });
      expect(await lane.claim(allAtOnce)).toEqual({ kind: 'wait', milliseconds: undefined });
    });

    it('tells a failure again as it was told first', async () => {
      const { process } = store();
      const { lane } = await process();
      await line(lane, 'ada1');
      const problem = new Problem('service_timeout', { seconds: 120 }, { requestId: 'r1', hint: 'not kept' });
      await lane.settle(await claimed(lane), { kind: 'failed', problem, paid: false });
      const standing = await lane.find({ invocation: 'ada1', n: 0 });
      if (standing?.state !== 'failed') throw new Error('not failed');
      expect(standing.problem).toBeInstanceOf(Problem);
      expect(standing.problem).toMatchObject({ code: 'service_timeout', facts: { seconds: 120 }, requestId: 'r1' });
    });

    it('finds what waits or is being painted, of a call and of a person', async () => {
      const { process, clock } = store();
      const { lane } = await process();
      await line(lane, 'ada1', 'bob1', 'ada2', 'ada3');
      await lane.settle(await claimed(lane), { kind: 'done', generation });
      await claimed(lane);
      await claimed(lane);
      await lane.add(orderOf('ada3', { n: 1 }), freely);
      const named = async (whose: Whose) => (await lane.open(whose)).map(({ invocation, n }) => `${invocation} ${n}`);
      expect(await named({ person: 'ada' })).toEqual(['ada2 0', 'ada3 0', 'ada3 1']);
      expect(await named({ person: 'bob' })).toEqual(['bob1 0']);
      expect(await named({ invocation: 'ada3' })).toEqual(['ada3 0', 'ada3 1']);
      expect(await named({ invocation: 'ada1' })).toEqual([]);
      const orderedAt = clock.now();
      expect(await lane.open({ invocation: 'bob1' })).toEqual([{ invocation: 'bob1', n: 0, person: 'bob', orderedAt }]);
    });

    it('forgets what was never painted before a moment, and keeps the pictures', async () => {
      const { process, clock } = store();
      const { lane, forget } = await process();
      await line(lane, 'ada1', 'bob1', 'eve1', 'new1');
      await lane.settle(await claimed(lane), { kind: 'done', generation });
      const problem = new Problem('prompt_refused', {});
      await lane.settle(await claimed(lane), { kind: 'refused', problem, paid: false });
      clock.jump(1);
      const moment = clock.now();
      await lane.cancel({ invocation: 'eve1', n: 0 });
      await forget(moment);
      const found = ['ada1', 'bob1', 'eve1', 'new1'].map((invocation) => lane.find({ invocation, n: 0 }));
      expect((await Promise.all(found)).map((standing) => standing?.state)).toEqual([
        'done',
        undefined,
        'cancelled',
        'waiting',
      ]);
    });

    it('serves people in turn, and each one in the order they asked', async () => {
      const { process } = store();
      const { lane } = await process();
      await line(lane, 'ada1', 'ada2', 'ada3', 'bob1', 'bob2', 'eve1');
      expect(await lane.find({ invocation: 'bob2', n: 0 })).toMatchObject({ ahead: 4 });
      const served: string[] = [];
      for (let turn = 0; turn < 6; turn++) {
        const claim = await claimed(lane, oneAtATime);
        served.push(claim.invocation);
        if (turn === 0) await line(lane, 'new1');
        await lane.settle(claim, { kind: 'done', generation });
      }
      expect(served).toEqual(['ada1', 'bob1', 'eve1', 'new1', 'ada2', 'bob2']);
    });

    it('forgets who was served once nobody waits, but not whose picture is being painted', async () => {
      const { process } = store();
      const { lane } = await process();
      await line(lane, 'ada1', 'eve1');
      await lane.settle(await claimed(lane), { kind: 'done', generation });
      const painting = await claimed(lane);
      await line(lane, 'new1', 'ada2', 'eve2', 'new2');
      const served: string[] = [];
      for (let turn = 0; turn < 4; turn++) served.push((await claimed(lane)).invocation);
      expect([painting.invocation, ...served]).toEqual(['eve1', 'new1', 'ada2', 'eve2', 'new2']);
    });

    it('does not let someone who asks again and again pass those who wait', async () => {
      const { process } = store();
      const { lane } = await process();
      await line(lane, 'ada1', 'bob1', 'bob2');
      const served: string[] = [];
      for (let turn = 0; turn < 5; turn++) {
        const claim = await claimed(lane, oneAtATime);
        served.push(claim.invocation);
        await lane.settle(claim, { kind: 'done', generation });
        await line(lane, `ada${turn + 2}`);
      }
      expect(served.slice(0, 4)).toEqual(['ada1', 'bob1', 'ada2', 'bob2']);
    });

    it('serves a weight of 2 twice as often', async () => {
      const { process } = store();
      const { lane } = await process();
      for (const n of [0, 1, 2, 3]) {
        await lane.add(orderOf('plain', { n, person: 'plain' }), freely);
        await lane.add(orderOf('patron', { n, person: 'patron', weight: 2 }), freely);
      }
      const served: string[] = [];
      for (let turn = 0; turn < 6; turn++) served.push((await claimed(lane)).invocation);
      expect(served.filter((who) => who === 'patron')).toHaveLength(4);
    });

    it('never runs more than the limit, however many processes ask at once', async () => {
      const { process } = store();
      const lanes = (await Promise.all([process(), process(), process()])).map(({ lane }) => lane);
      const [first] = lanes;
      if (!first) throw new Error('no process');
      await line(first, ...Array.from({ length: 12 }, (_, index) => `person${index}`));
      const limits = { concurrency: 4, rate: undefined };
      const turns = await Promise.all([...lanes, ...lanes, ...lanes].map((lane) => lane.claim(limits)));
      const claims = turns.flatMap((turn) => (turn.kind === 'claimed' ? [turn.claim.invocation] : []));
      expect(new Set(claims).size).toBe(4);
      expect(claims).toHaveLength(4);
    });

    it('gives a process that asks for one person nobody else’s picture, out of turn but within the limit', async () => {
      const { process } = store();
      const { lane } = await process();
      await line(lane, 'ada1', 'bob1', 'bob2');
      const limits = { concurrency: 2, rate: undefined, person: 'bob' };
      expect((await claimed(lane, limits)).invocation).toBe('bob1');
      expect(await lane.claim({ ...limits, person: 'eve' })).toEqual({ kind: 'wait', milliseconds: undefined });
      expect((await claimed(lane, limits)).invocation).toBe('bob2');
      expect(await lane.claim({ ...limits, person: 'ada' })).toMatchObject({ kind: 'wait', milliseconds: 15_000 });
    });

    it('does not count itself among those before it', async () => {
      const { process } = store();
      const { lane } = await process();
      await line(lane, 'ada1');
      const [standing] = await Promise.all([lane.find({ invocation: 'ada1', n: 0 }), claimed(lane)]);
      expect(standing?.state === 'waiting' ? standing.ahead : 0).toBe(0);
    });

    it('spaces starts by the rate over all processes', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      await line(one.lane, 'ada1', 'bob1', 'eve1');
      const limits = { concurrency: 10, rate: 4 };
      await claimed(one.lane, limits);
      expect(await other.lane.claim(limits)).toEqual({ kind: 'wait', milliseconds: 250 });
      clock.jump(249);
      expect(await one.lane.claim(limits)).toEqual({ kind: 'wait', milliseconds: 1 });
      clock.jump(1);
      await claimed(other.lane, limits);
      expect(await one.lane.claim(limits)).toMatchObject({ kind: 'wait' });
    });

    it('pauses all processes, the longer pause counting', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      await line(one.lane, 'ada1', 'bob1');
      await one.lane.pause(60_000);
      await other.lane.pause(5_000);
      await other.lane.pause(0);
      expect(await other.lane.claim(allAtOnce)).toEqual({ kind: 'wait', milliseconds: 60_000 });
      clock.jump(60_000);
      await claimed(other.lane);
    });

    it('waits no longer than the rule says when the clock jumps back by an hour', async () => {
      const { process, clock } = store();
      const [before, after] = await Promise.all([
        process({ clock: { ...clock, now: () => clock.now() + 3_600_000 } }),
        process(),
      ]);
      await line(before.lane, 'ada1', 'bob1');
      await claimed(before.lane, { concurrency: 9, rate: 1 });
      await before.lane.pause(2000);
      expect(await after.lane.claim({ concurrency: 9, rate: 1 })).toEqual({ kind: 'wait', milliseconds: 2000 });
    });

    it('puts a picture back to its place, with another request if it gets one', async () => {
      const { process } = store();
      const { lane } = await process();
      await line(lane, 'ada1', 'bob1');
      await lane.settle(await claimed(lane), { kind: 'again', request: { ...requestForTests, seed: 43 } });
      const second = await claimed(lane);
      expect(second).toMatchObject({ invocation: 'ada1', attempt: 2, repeated: false, request: { seed: 43 } });
      await lane.settle(second, { kind: 'again' });
      expect(await claimed(lane)).toMatchObject({ invocation: 'ada1', attempt: 3, request: { seed: 43 } });
    });

    it('estimates from at least five newest pictures of that model and size', async () => {
      const { process, clock } = store();
      const { lane } = await process();
      const pixels = requestForTests.width * requestForTests.height;
      for (const seconds of [60, ...Array.from({ length: 50 }, (_, index) => index + 1)]) {
        await line(lane, `ada${seconds}0${clock.now()}`);
        const claim = await claimed(lane);
        clock.jump(seconds * 1000);
        await lane.settle(claim, { kind: 'done', generation });
        if (seconds === 3) expect(await lane.estimate('2.1 Pro', pixels)).toBeUndefined();
      }
      expect(await lane.estimate('2.1 Pro', pixels)).toEqual({ p50: 25_000, p90: 45_000, samples: 50 });
      expect(await lane.estimate('2.0 Pro', pixels)).toBeUndefined();
      expect(await lane.estimate('2.1 Pro', pixels + 1)).toBeUndefined();
    });
  });
}
