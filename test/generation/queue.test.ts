import { beforeEach, describe, expect, test } from 'vitest';
import { createQueue, type Place, type Queue } from '../../src/generation/queue.ts';
import { type ManualClock, manualClock } from '../fakes/clock.ts';

const never = new AbortController().signal;
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('queue', () => {
  let clock: ManualClock;
  let started: string[];
  let moves: string[];
  beforeEach(() => {
    clock = manualClock();
    started = [];
    moves = [];
  });

  function joinTurn(queue: Queue, name: string, signal = never): Place {
    const place = queue.join(name.charAt(0), (ahead) => moves.push(`${name} ${ahead}`));
    place.turn(signal).then(
      () => started.push(name),
      (reason) => started.push(`${name}: ${reason}`),
    );
    return place;
  }

  test('runs as many at once as it may, and says how many end first', async () => {
    const queue = createQueue({ concurrency: 2, rate: undefined, clock });
    const [a1, , a2, b1] = ['a1', 'x1', 'a2', 'b1'].map((name) => joinTurn(queue, name));
    await settled();
    expect(started).toEqual(['a1', 'x1']);
    expect([a1?.ahead, b1?.ahead, a2?.ahead]).toEqual([0, 1, 2]);
    moves.length = 0;
    a1?.leave();
    await settled();
    expect(started).toEqual(['a1', 'x1', 'b1']);
    expect(moves).toEqual(['a2 1']);
  });

  test('a place can be known before its owner is ready, and is kept for them', async () => {
    const queue = createQueue({ concurrency: 1, rate: undefined, clock });
    const early = queue.join('early', () => undefined);
    expect(early.ahead).toBe(0);
    const late = joinTurn(queue, 'late');
    await settled();
    expect([early.ahead, started]).toEqual([1, ['late']]);
    const turn = early.turn(never);
    joinTurn(queue, 'z');
    late.leave();
    await turn;
    expect(started).toEqual(['late']);
  });

  test('whoever cancels while waiting hears it at once, and the others move up', async () => {
    const queue = createQueue({ concurrency: 1, rate: undefined, clock });
    const stop = new AbortController();
    const [a, b, c] = [joinTurn(queue, 'a'), joinTurn(queue, 'b', stop.signal), joinTurn(queue, 'c')];
    moves.length = 0;
    stop.abort('enough');
    await settled();
    expect(started).toEqual(['a', 'b: enough']);
    expect(moves).toEqual(['c 1']);
    a.leave();
    b.leave();
    c.leave();
    await settled();
    expect(started).toEqual(['a', 'b: enough', 'c']);
    await expect(b.turn(AbortSignal.abort('again'))).rejects.toBe('again');
  });

  test('whoever cancels is not put back for it', async () => {
    const queue = createQueue({ concurrency: 1, rate: undefined, clock });
    const first = joinTurn(queue, 'x');
    for (const place of ['a1', 'a2', 'a3'].map((name) => queue.join(name.charAt(0), () => undefined))) place.leave();
    joinTurn(queue, 'b1');
    joinTurn(queue, 'b2');
    const again = joinTurn(queue, 'a4');
    expect(again.ahead).toBe(2);
    first.leave();
  });

  test('leaving twice gives back one slot', async () => {
    const queue = createQueue({ concurrency: 1, rate: undefined, clock });
    const a = joinTurn(queue, 'a');
    for (const name of ['b', 'c']) joinTurn(queue, name);
    a.leave();
    a.leave();
    await settled();
    expect(started).toEqual(['a', 'b']);
  });

  test('a retry gives back its slot and is next in line', async () => {
    const queue = createQueue({ concurrency: 1, rate: undefined, clock });
    const [a, b] = [joinTurn(queue, 'a'), joinTurn(queue, 'b'), joinTurn(queue, 'c')];
    await a.turn(never);
    expect(started).toEqual(['a']);
    // It may also leave the slot to others for a while.
    a.leave();
    const retry = a.turn(never).then(() => started.push('a again'));
    await settled();
    expect(started).toEqual(['a', 'b']);
    b.leave();
    await retry;
    expect(started).toEqual(['a', 'b', 'a again']);
  });

  test('whoever was served before the line ran empty is not overtaken by all who are new', async () => {
    const queue = createQueue({ concurrency: 1, rate: undefined, clock });
    joinTurn(queue, 'a yesterday').leave();
    const places = [joinTurn(queue, 'x'), joinTurn(queue, 'a today'), joinTurn(queue, '0')];
    for (let served = 0; served < 5; served++) {
      places.push(joinTurn(queue, `${served + 1}`));
      places[served]?.leave();
      await settled();
    }
    expect(started.slice(1)).toEqual(['x', 'a today', '0', '1', '2', '3']);
  });

  test('a correction of the machine’s clock changes no wait', async () => {
    const queue = createQueue({ concurrency: 2, rate: 2, clock });
    for (const name of ['a', 'b', 'c']) joinTurn(queue, name).leave();
    joinTurn(queue, 'd');
    clock.step(-3_600_000);
    joinTurn(queue, 'e');
    await clock.advance(1000);
    expect(started).toContain('d');
    queue.backOff(1000);
    clock.step(7_200_000);
    const before = started.length;
    joinTurn(queue, 'f');
    await clock.advance(999);
    expect(started).toHaveLength(before);
  });

  test('begins at the rate it may, over everyone', async () => {
    const queue = createQueue({ concurrency: 10, rate: 2, clock });
    for (const name of ['a', 'b', 'c']) joinTurn(queue, name);
    await settled();
    expect(started).toEqual(['a']);
    await clock.advance(499);
    expect(started).toEqual(['a']);
    await clock.advance(1);
    expect(started).toEqual(['a', 'b']);
    await clock.advance(500);
    expect(started).toEqual(['a', 'b', 'c']);
    await clock.advance(10_000);
    joinTurn(queue, 'd');
    joinTurn(queue, 'e');
    await settled();
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });

  test('backs off as a whole, then runs half as many, and creeps back up', async () => {
    const queue = createQueue({ concurrency: 4, rate: undefined, clock });
    const places = ['a', 'b', 'c', 'd'].map((name) => joinTurn(queue, name));
    await settled();
    // Four calls tell of one overload.
    for (const delay of [1000, 3000, 2000, 1000]) queue.backOff(delay);
    for (const place of places) place.leave();
    const next = ['e', 'f', 'g', 'h', 'i'].map((name) => joinTurn(queue, name));
    await clock.advance(2999);
    expect(started).toHaveLength(4);
    await clock.advance(1);
    expect(started).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    queue.wentWell();
    next[0]?.leave();
    await settled();
    expect(started).toHaveLength(7);
    // Two that went well: one more at once.
    queue.wentWell();
    next[1]?.leave();
    await settled();
    expect(started).toHaveLength(9);
  });

  test('never runs less than one at once, nor more than configured', async () => {
    const queue = createQueue({ concurrency: 1, rate: undefined, clock });
    queue.backOff(1);
    for (let times = 0; times < 5; times++) queue.wentWell();
    for (const name of ['a', 'b']) joinTurn(queue, name);
    await clock.advance(1);
    expect(started).toEqual(['a']);
  });

  test('leaves no timer behind when it is closed', () => {
    const queue = createQueue({ concurrency: 1, rate: undefined, clock });
    queue.backOff(60_000);
    joinTurn(queue, 'a');
    expect(clock.sleepers).toBe(1);
    queue.close();
    expect(clock.sleepers).toBe(0);
  });
});
