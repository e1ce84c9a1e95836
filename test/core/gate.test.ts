import { describe, expect, it } from 'vitest';
import { createGate } from '../../src/core/gate.ts';

describe('a gate', () => {
  it('lets no more in than there are places, in the order they came', async () => {
    const gate = createGate(2);
    const inside: number[] = [];
    const leaves: (() => void)[] = [];
    const entering = [0, 1, 2, 3].map(async (who) => {
      leaves[who] = await gate.enter();
      inside.push(who);
    });
    await Promise.all(entering.slice(0, 2));
    await new Promise((resolve) => setImmediate(resolve));
    expect(inside).toEqual([0, 1]);
    leaves[1]?.();
    await entering[2];
    expect(inside).toEqual([0, 1, 2]);
    leaves[0]?.();
    await entering[3];
    expect(inside).toEqual([0, 1, 2, 3]);
  });

  it('forgets who gave up, and keeps their place for others', async () => {
    const gate = createGate(1);
    const leave = await gate.enter();
    const stop = new AbortController();
    const gaveUp = gate.enter(stop.signal);
    const patient = gate.enter();
    stop.abort(new Error('enough'));
    await expect(gaveUp).rejects.toThrow('enough');
    leave();
    (await patient)();
    await expect(gate.enter(stop.signal)).rejects.toThrow('enough');
    (await gate.enter())();
  });
});
