import { describe, expect, it } from 'vitest';
import { createLookUp } from '../../../src/platforms/discord/look-up.ts';
import { manualClock } from '../../fakes/clock.ts';

/** Answers with how often it was asked. */
function counted(fails: () => boolean = () => false) {
  let asked = 0;
  return async () => {
    asked += 1;
    if (fails()) throw new Error('no answer');
    return asked;
  };
}

describe('a look-up', () => {
  it('is one for all who ask at the same time, and another one later', async () => {
    const lookUp = createLookUp(counted(), manualClock());
    expect(await Promise.all([lookUp('1'), lookUp('1'), lookUp('2')])).toEqual([1, 1, 2]);
    expect(await lookUp('1')).toBe(3);
  });

  it('is believed as long as it is to be kept', async () => {
    const clock = manualClock();
    const lookUp = createLookUp(counted(), clock, 60_000);
    expect([await lookUp('1'), await lookUp('1')]).toEqual([1, 1]);
    await clock.advance(60_000);
    expect(await lookUp('1')).toBe(2);
  });

  it('that failed is not kept', async () => {
    let fails = true;
    const lookUp = createLookUp(
      counted(() => fails),
      manualClock(),
      60_000,
    );
    expect(await lookUp('1')).toBeUndefined();
    fails = false;
    expect(await lookUp('1')).toBe(2);
  });

  it('keeps no more than a thousand answers', async () => {
    const lookUp = createLookUp(counted(), manualClock(), 60_000);
    for (let id = 1; id <= 1001; id++) await lookUp(String(id));
    expect([await lookUp('2'), await lookUp('1')]).toEqual([2, 1002]);
  });

  it('ends after a second, and what it asked with it', async () => {
    const clock = manualClock();
    const signals: AbortSignal[] = [];
    const lookUp = createLookUp((_, signal) => {
      signals.push(signal);
      return new Promise<never>(() => undefined);
    }, clock);
    const answer = lookUp('1');
    await clock.advance(1000);
    expect(await answer).toBeUndefined();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});
