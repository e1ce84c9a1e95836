import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/core/problem.ts';
import type { StoreUnderTest } from '../contracts/store-contract.ts';
import { allAtOnce, claimed, line, oneAtATime } from './orders.ts';

const slowly = { concurrency: 9, rate: 4 };

export function againContract(store: () => StoreUnderTest): void {
  describe('further calls', () => {
    it('take their turn in the rate like every claim, over all processes', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      await line(one.lane, 'ada1', 'bob1');
      const claim = await claimed(one.lane, slowly);
      expect(await one.lane.callAgain(claim, 0, slowly)).toEqual({ kind: 'wait', milliseconds: 250 });
      clock.jump(250);
      expect(await one.lane.callAgain(claim, 0, slowly)).toEqual({ kind: 'now', warnings: [] });
      expect(await other.lane.claim(slowly)).toEqual({ kind: 'wait', milliseconds: 250 });
      clock.jump(250);
      await claimed(other.lane, slowly);
      expect(await one.lane.callAgain(claim, 0, slowly)).toEqual({ kind: 'wait', milliseconds: 250 });
    });

    it('wait for a pause, and are counted only when they may be made', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      await line(one.lane, 'ada1');
      const claim = await claimed(one.lane);
      const money = async () => (await one.lane.usage([{ scope: 'person', id: 'ada', period: 'day' }]))[0]?.money;
      await other.lane.pause(4000);
      expect(await one.lane.callAgain(claim, 1, allAtOnce)).toEqual({ kind: 'wait', milliseconds: 4000 });
      expect(await money()).toBe(32_000);
      clock.jump(4000);
      expect(await one.lane.callAgain(claim, 1, allAtOnce)).toEqual({ kind: 'now', warnings: [] });
      expect(await money()).toBe(64_000);
    });

    it('count those turned away for load since the first call, and begin anew after a denial', async () => {
      const { process, clock } = store();
      const { lane } = await process();
      await line(lane, 'ada1');
      const began = clock.now();
      for (const overloads of [0, 1, 2]) {
        const claim = await claimed(lane);
        expect(claim).toMatchObject({ attempt: overloads + 1, overloads, triedSince: began });
        clock.jump(1000);
        await lane.settle(claim, { kind: 'again', why: 'overload' });
      }
      await lane.settle(await claimed(lane), { kind: 'again', why: 'denial' });
      clock.jump(60_000);
      const anew = await claimed(lane);
      expect(anew).toMatchObject({ attempt: 5, overloads: 0, triedSince: clock.now(), startedAt: began });
      // No call was made.
      await lane.settle(anew, { kind: 'again' });
      clock.jump(60_000);
      expect(await claimed(lane)).toMatchObject({ overloads: 0, triedSince: clock.now(), startedAt: began });
    });

    it('a claim whose end cannot be written is not kept alive for ever', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      await line(one.lane, 'ada1', 'bob1');
      const claim = await claimed(one.lane, oneAtATime);
      const loop: Record<string, unknown> = {};
      loop['loop'] = loop;
      const problem = new Problem('unexpected', Object.assign({}, loop));
      const settling = one.lane.settle(claim, { kind: 'failed', problem, paid: true });
      await expect(settling).rejects.toThrow('circular');
      clock.jump(10_000);
      await one.lane.renew();
      clock.jump(5_000);
      expect(await claimed(other.lane, oneAtATime)).toMatchObject({ invocation: 'ada1', attempt: 2, repeated: true });
    });
  });
}
