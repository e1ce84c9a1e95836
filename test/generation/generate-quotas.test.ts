import { describe, expect, test } from 'vitest';
import { Problem } from '../../src/core/problem.ts';
import type { QuotaRule } from '../../src/core/quota.ts';
import type { GenerateParts } from '../../src/generation/generate.ts';
import { manualClock } from '../fakes/clock.ts';
import { freely } from '../store/orders.ts';
import { type Core, closedAfterEach, problemOf, run, startGeneration } from './start.ts';

const price = 30_000;
const refused = { kind: 'business', code: 50511 } as const;
const noPicture = { kind: 'no picture', data: 'null' } as const;
const promptRefused = { kind: 'business', code: 50412 } as const;
const busy = { kind: 'business', code: 50429 } as const;

describe('money', () => {
  const start = closedAfterEach({ price });

  const used = async ({ lane }: Core) => {
    const [everyone] = await lane.usage([{ scope: 'everyone', id: '', period: 'month' }]);
    return [everyone?.pictures, everyone?.money];
  };
  const budget = (money: number): Partial<GenerateParts> => {
    const rule: QuotaRule = { scope: 'everyone', period: 'month', money };
    return { rules: { ...freely, quotas: [rule] } };
  };

  test('is counted for the refused picture and for the one after it', async () => {
    const core = await start();
    core.sandbox.script(refused);
    await run(core, core.order());
    expect(await used(core)).toEqual([1, 2 * price]);
  });

  test('is counted for both pictures when both are refused, and for no further call', async () => {
    const core = await start();
    core.sandbox.script(refused, refused);
    await problemOf(run(core, core.order()));
    expect(await used(core)).toEqual([0, 2 * price]);
  });

  test('stays counted for the refused picture when the next call costs nothing', async () => {
    const core = await start();
    core.sandbox.script(refused, promptRefused);
    await problemOf(run(core, core.order()));
    expect(await used(core)).toEqual([0, price]);
  });

  test('is counted once for each call also when the service is too busy for the second one at first', async () => {
    const core = await start();
    core.sandbox.script(refused, busy);
    await run(core, core.order());
    expect(core.sandbox.calls).toHaveLength(3);
    expect(await used(core)).toEqual([1, 2 * price]);
  });

  test('is counted once when the service was only too busy or had a hiccup', async () => {
    const core = await start();
    core.sandbox.script(busy, { kind: 'business', code: 50500 });
    await run(core, core.order());
    expect(core.sandbox.calls).toHaveLength(3);
    expect(await used(core)).toEqual([1, price]);
  });

  test('is given back when a picture is cancelled between two calls of which the first cost nothing', async () => {
    const core = await start({ clock: manualClock() });
    core.sandbox.script({ kind: 'business', code: 50500 });
    const stop = new AbortController();
    const generation = core.generate(core.order({ signal: stop.signal }));
    await generation.next();
    expect((await generation.next()).value).toMatchObject({ again: 'service' });
    stop.abort(new Problem('cancelled', {}));
    await problemOf(generation.next());
    while ((await used(core))[0] !== 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await used(core)).toEqual([0, 0]);
  });

  test('that is not there any more stops the second call, and the asker hears when there is some again', async () => {
    const core = await start(budget(2 * price - 1));
    core.sandbox.script(refused);
    const problem = await problemOf(run(core, core.order()));
    expect(problem).toMatchObject({ code: 'quota_used_up', facts: { scope: 'everyone', period: 'month' } });
    expect(core.sandbox.calls).toHaveLength(1);
    expect(await used(core)).toEqual([0, price]);
  });

  test('never passes its budget, however many pictures are refused', async () => {
    const core = await start({ ...budget(7 * price), concurrency: 3 });
    core.sandbox.script(...Array.from({ length: 12 }, (_, at) => (at % 3 === 2 ? noPicture : refused)));
    const orders = Array.from({ length: 12 }, (_, at) => run(core, core.order({ person: `p${at}` })));
    await Promise.allSettled(orders);
    expect(core.sandbox.calls.length).toBeLessThanOrEqual(7);
    expect((await used(core))[1]).toBe(core.sandbox.calls.length * price);
  });

  test('warns the operator when a second call brings it near its limit', async () => {
    const core = await start(budget(2 * price));
    core.sandbox.script(refused);
    await run(core, core.order());
    expect(core.log.lines).toContainEqual(
      expect.objectContaining({ fields: expect.objectContaining({ alert: true }), message: 'a quota is used to 80 %' }),
    );
  });
});

test('people’s turns follow the weights of their roles, the greatest of several', async () => {
  const core = await startGeneration({
    weights: [
      { role: 'patron', weight: 2 },
      { role: 'guest', weight: 0.5 },
    ],
  });
  try {
    // Holds the line until everybody is in it.
    core.sandbox.script({ kind: 'silent' });
    const stop = new AbortController();
    const first = problemOf(run(core, core.order({ person: 'first', signal: stop.signal })));
    await core.sandbox.nextCall();
    const people = { ada: ['patron', 'guest'], bob: [], eve: ['guest'] };
    const turns: string[] = [];
    const runs: Promise<unknown>[] = [];
    for (const [person, roles] of Object.entries(people)) {
      for (let n = 0; n < 8; n++) {
        const order = core.order({ person, roles });
        runs.push(run(core, order).then(() => turns.push(person)));
        while (!(await core.lane.find(order))) await new Promise((resolve) => setImmediate(resolve));
      }
    }
    stop.abort(new Problem('cancelled', {}));
    await Promise.all([first, ...runs]);
    const among = (count: number) =>
      Object.keys(people).map((who) => turns.slice(0, count).filter((each) => each === who).length);
    expect(among(7)).toEqual([4, 2, 1]);
    expect(among(14)).toEqual([8, 4, 2]);
  } finally {
    await core.close();
  }
});
