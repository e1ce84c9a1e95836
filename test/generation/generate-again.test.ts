import { describe, expect, test } from 'vitest';
import type { Lane } from '../../src/core/lane.ts';
import { manualClock } from '../fakes/clock.ts';
import { skippingClock } from './skipping-clock.ts';
import { closedAfterEach, problemOf, run, startLane } from './start.ts';

const hiccup = { kind: 'business', code: 50500 } as const;
const busy = { kind: 'business', code: 50429 } as const;
const denied = { kind: 'business', code: 50400 } as const;

describe('calls that are made again', () => {
  const start = closedAfterEach();

  test('keep to the rate', async () => {
    const core = await start({ rate: 0.5, random: () => 0 });
    const began = core.clock.now();
    core.sandbox.script(hiccup, hiccup);
    await run(core, core.order());
    expect(core.sandbox.calls).toHaveLength(3);
    expect(core.clock.now() - began).toBe(4000);
  });

  test('are not made when their turn comes too late', async () => {
    const clock = skippingClock();
    const store = await startLane(clock);
    const lane: Lane = { ...store.lane, callAgain: async () => ({ kind: 'wait', milliseconds: 25_000 }) };
    const core = await start({ clock, lane });
    core.sandbox.script(hiccup);
    expect(await problemOf(run(core, core.order()))).toMatchObject({ code: 'service_failed' });
    expect(core.sandbox.calls).toHaveLength(1);
    await store.close();
  });

  test('are as many as ever after the service has turned everybody away for a while', async () => {
    const clock = manualClock();
    const core = await start({ clock, waitsWhenDenied: true, random: () => 0 });
    core.sandbox.script(...Array.from({ length: 5 }, () => denied), busy, hiccup);
    const work = run(core, core.order());
    const failed = () => core.log.lines.filter(({ message }) => message.startsWith('a call failed')).length;
    for (let call = 1; call <= 5; call++) {
      while (failed() < call) await new Promise((resolve) => setImmediate(resolve));
      await clock.advance(60_000);
    }
    let done = false;
    const ended = work.finally(() => {
      done = true;
    });
    while (!done) await clock.advance(1);
    await ended;
    expect(core.sandbox.calls).toHaveLength(8);
  });
});
