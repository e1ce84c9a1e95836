import { describe, expect, it } from 'vitest';
import type { LaneEvent } from '../../src/core/lane.ts';
import { Problem } from '../../src/core/problem.ts';
import type { StoreUnderTest } from '../contracts/store-contract.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { goneOwner } from './gone-owner.ts';
import { kept } from './kept.ts';
import { allAtOnce, claimed, line, oneAtATime } from './orders.ts';

const generation = generationOf(requestForTests);
const ada = { invocation: 'ada1', n: 0 };

export function leaseContract(store: () => StoreUnderTest): void {
  describe('leases and cancelling', () => {
    it('repeats a call that was cut off once, the same one, and then gives up', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      await line(one.lane, 'ada1', 'bob1');
      const first = await claimed(one.lane, oneAtATime);
      expect(await other.lane.claim(oneAtATime)).toEqual({ kind: 'wait', milliseconds: 15_000 });
      clock.jump(15_000);
      const second = await claimed(other.lane, oneAtATime);
      expect(second).toEqual({ ...first, attempt: 2, claimedAt: clock.now(), cost: 2 * first.cost, repeated: true });
      clock.jump(15_000);
      expect(await claimed(one.lane, oneAtATime)).toMatchObject({ invocation: 'bob1' });
      expect(await one.lane.find(ada)).toMatchObject({ state: 'failed', problem: { code: 'interrupted' } });
    });

    it('takes over any number of pictures at once', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      const names = Array.from({ length: 80 }, (_, index) => `${'long'.repeat(30)}${index}`);
      await line(one.lane, ...names);
      for (const _ of names) await claimed(one.lane);
      clock.jump(15_000);
      expect(await claimed(other.lane)).toMatchObject({ attempt: 2, repeated: true });
    });

    it('lets a process that slept past its lease settle nothing, and tells it so', async () => {
      const { process, clock } = store();
      const [sleeper, other] = await Promise.all([process(), process()]);
      await line(sleeper.lane, 'ada1');
      const lost = await claimed(sleeper.lane);
      clock.jump(15_000);
      const taken = await claimed(other.lane);
      const problem = new Problem('service_busy', {});
      expect(await sleeper.lane.settle(lost, { kind: 'failed', problem, paid: false })).toBe(false);
      expect(await other.lane.find(ada)).toMatchObject({ state: 'running' });
      expect(await other.lane.settle(taken, { kind: 'done', generation })).toBe(true);
      expect(await other.lane.find(ada)).toEqual({ state: 'done', generation: kept(generation) });
    });

    it('tells in the heartbeat what was lost, and keeps the rest', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      await line(one.lane, 'ada1', 'bob1');
      const lost = await claimed(one.lane);
      clock.jump(10_000);
      const kept = await claimed(one.lane);
      clock.jump(5_000);
      expect(await other.lane.claim(allAtOnce)).toMatchObject({ kind: 'claimed', claim: { invocation: 'ada1' } });
      expect(await one.lane.renew()).toEqual([lost]);
      clock.jump(14_999);
      expect(await other.lane.claim(allAtOnce)).toMatchObject({ kind: 'wait' });
      expect(await one.lane.settle(kept, { kind: 'done', generation })).toBe(true);
    });

    it('does not take over its own running pictures when the clock jumps by an hour', async () => {
      const { process, clock } = store();
      const { lane } = await process();
      await line(lane, 'ada1', 'bob1');
      const claim = await claimed(lane, oneAtATime);
      clock.jump(3_600_000);
      expect(await lane.claim(oneAtATime)).toMatchObject({ kind: 'wait' });
      expect(await lane.settle(claim, { kind: 'done', generation })).toBe(true);
    });

    it('is taken over at once after a crash on the same machine, and after a close', async () => {
      const { process } = store();
      const crashed = await process({ owner: await goneOwner() });
      await line(crashed.lane, 'ada1');
      await claimed(crashed.lane);
      const closing = await process();
      expect(await claimed(closing.lane, oneAtATime)).toMatchObject({ attempt: 2, repeated: true });
      await line(closing.lane, 'bob1');
      await claimed(closing.lane);
      await closing.close();
      expect(await claimed((await process()).lane, oneAtATime)).toMatchObject({ invocation: 'bob1', attempt: 2 });
    });

    it('cancels a waiting picture at once and lets the person’s later ones move up', async () => {
      const { process } = store();
      const { lane } = await process();
      await line(lane, 'ada1', 'ada2', 'ada3', 'bob1', 'bob2');
      expect(await lane.cancel(ada)).toBe('cancelled');
      expect(await lane.cancel(ada)).toBe('over');
      expect(await lane.cancel({ invocation: 'nobody', n: 0 })).toBe('over');
      expect(await lane.find(ada)).toMatchObject({ state: 'cancelled', problem: { code: 'cancelled' } });
      await line(lane, 'ada4');
      const served: string[] = [];
      for (let turn = 0; turn < 5; turn++) served.push((await claimed(lane)).invocation);
      expect(served).toEqual(['ada2', 'bob1', 'ada3', 'bob2', 'ada4']);
    });

    it('asks whoever paints it to stop, by event and by heartbeat', async () => {
      const { process } = store();
      const [one, other] = await Promise.all([process(), process()]);
      await line(one.lane, 'ada1');
      const claim = await claimed(one.lane);
      expect(await one.lane.renew()).toEqual([]);
      expect(await other.lane.cancel(ada)).toBe('stopping');
      expect(await one.lane.renew()).toEqual([claim]);
      expect(await one.lane.settle(claim, { kind: 'again' })).toBe(true);
      expect(await one.lane.find(ada)).toMatchObject({ state: 'cancelled' });
    });

    it('cancels rather than repeats what was asked to stop and then lost', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      await line(one.lane, 'ada1');
      await claimed(one.lane);
      await other.lane.cancel(ada);
      clock.jump(15_000);
      expect(await other.lane.claim(allAtOnce)).toEqual({ kind: 'wait', milliseconds: undefined });
      expect(await one.lane.find(ada)).toMatchObject({ state: 'cancelled' });
    });

    it('tells its own listeners of every change, and nobody after they left', async () => {
      const { process } = store();
      const { lane } = await process();
      const events: LaneEvent[] = [];
      const leave = lane.subscribe((event) => events.push(event));
      await line(lane, 'ada1', 'bob1');
      await lane.settle(await claimed(lane), { kind: 'done', generation });
      await lane.cancel({ invocation: 'bob1', n: 0 });
      leave();
      await line(lane, 'eve1');
      const named = events.filter((event) => event.kind !== 'unknown');
      expect(named.map((event) => `${event.invocation} ${event.kind}`)).toEqual([
        'ada1 waiting',
        'bob1 waiting',
        'ada1 running',
        'ada1 settled',
        'bob1 settled',
      ]);
    });
  });
}
