import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGate, type Room } from '../../src/core/gate.ts';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a gate', () => {
  it('lets in what fits, and the rest in the order they came', async () => {
    const gate = createGate(10);
    const inside: string[] = [];
    const enter = async (name: string, amount: number) => {
      const room = await gate.enter(amount);
      inside.push(name);
      return room;
    };
    const [first, second] = [enter('six', 6), enter('four', 4)];
    const [large, small] = [enter('nine', 9), enter('one', 1)];
    (await first).leave();
    await settled();
    // The small one would fit, but then the large one might wait forever.
    expect(inside).toEqual(['six', 'four']);
    (await second).leave();
    await Promise.all([large, small]);
    expect(inside).toEqual(['six', 'four', 'nine', 'one']);
  });

  it('lets what is larger than everything in alone', async () => {
    const gate = createGate(10);
    const before = await gate.enter(1);
    const giant = gate.enter(1000);
    const after = gate.enter(1);
    before.leave();
    const room = await giant;
    let isIn = false;
    void after.then(() => {
      isIn = true;
    });
    await settled();
    expect(isIn).toBe(false);
    room.leave();
    await after;
  });

  it('takes back a part, and everything only once', async () => {
    const gate = createGate(10);
    const room = await gate.enter(10);
    room.shrink(4);
    room.shrink(7);
    await gate.enter(6);
    room.leave();
    room.leave();
    await gate.enter(4);
    const stop = new AbortController();
    const more = gate.enter(1, stop.signal);
    stop.abort(new Error('full'));
    await expect(more).rejects.toThrow('full');
  });

  it('forgets who gave up, and lets in those behind', async () => {
    const gate = createGate(10);
    const room = await gate.enter(5);
    const stop = new AbortController();
    const gaveUp = gate.enter(6, stop.signal);
    const behind = gate.enter(5);
    stop.abort(new Error('enough'));
    await expect(gaveUp).rejects.toThrow('enough');
    await behind;
    await expect(gate.enter(1, stop.signal)).rejects.toThrow('enough');
    room.leave();
    await gate.enter(5);
  });

  it('is never over its budget, keeps the order, lets everyone in in the end, and loses nothing', async () => {
    const budget = 100;
    const step = fc.oneof(
      fc.record({ kind: fc.constant('enter' as const), amount: fc.integer({ min: 0, max: 150 }) }),
      fc.record({ kind: fc.constantFrom('leave', 'shrink', 'abort'), which: fc.nat() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const gate = createGate(budget);
        const inside = new Map<number, { room: Room; held: number }>();
        const waiting = new Map<number, AbortController>();
        const entering: Promise<void>[] = [];
        let last = -1;

        function enter(amount: number): void {
          const [name, stop] = [entering.length, new AbortController()];
          waiting.set(name, stop);
          const enter = async () => {
            const room = await gate.enter(amount, stop.signal);
            waiting.delete(name);
            expect(name).toBeGreaterThan(last);
            last = name;
            inside.set(name, { room, held: Math.min(amount, budget) });
            expect([...inside.values()].reduce((sum, { held }) => sum + held, 0)).toBeLessThanOrEqual(budget);
          };
          entering.push(
            enter().catch((reason: unknown) => {
              if (reason !== 'gave up') throw reason;
            }),
          );
        }

        for (const each of steps) {
          if ('amount' in each) enter(each.amount);
          else if (each.kind === 'abort') {
            const [name, stop] = [...waiting][each.which % (waiting.size || 1)] ?? [];
            stop?.abort('gave up');
            if (name !== undefined) waiting.delete(name);
          } else {
            const [name, guest] = [...inside][each.which % (inside.size || 1)] ?? [];
            if (name === undefined || !guest) continue;
            if (each.kind === 'leave') inside.delete(name);
            else guest.held = Math.floor(guest.held / 2);
            guest.room.shrink(each.kind === 'leave' ? 0 : guest.held);
          }
          // Mostly several things happen at once.
          if (each.kind !== 'enter') await settled();
        }
        for (;;) {
          await settled();
          const [[name, guest] = []] = inside;
          if (name === undefined || !guest) break;
          inside.delete(name);
          guest.room.leave();
        }
        expect([...waiting.keys()]).toEqual([]);
        await Promise.all(entering);
        // All of it is there again.
        (await gate.enter(budget)).leave();
      }),
      { numRuns: 100 },
    );
  });
});
