import { describe, expect, test } from 'vitest';
import type { Standing } from '../../src/core/lane.ts';
import { Problem } from '../../src/core/problem.ts';
import { placeOf, type Waited } from '../../src/generation/place.ts';
import { requestForTests as request } from '../fakes/generation.ts';

const inLine: Standing & { state: 'waiting' } = { state: 'waiting', orderedAt: 5, ahead: 3 };

function waited(slots: number, pause = 0, left = 0): Waited {
  return {
    lane: { estimate: async () => ({ p50: 10_000, p90: 12_000, samples: 5 }) },
    capacity: { slots: () => slots, pause: () => pause },
    circuit: { left: () => left },
  };
}

describe('the place in line', () => {
  test.each([
    ['everybody ahead is painted at once', waited(4), 10_000, 12_000],
    ['fewer are painted at once after an overload', waited(2), 20_000, 24_000],
    ['nobody begins for a while', waited(4, 3000), 13_000, 15_000],
    ['the service has denied us', waited(4, 3000, 60_000), 70_000, 72_000],
  ])('says how long it takes when %s', async (_, parts, p50, p90) => {
    expect(await placeOf(inLine, { request }, parts)).toEqual({ ahead: 3, since: 5, estimate: { p50, p90 } });
  });

  test('is told alone while the store cannot be asked', async () => {
    const lane = { estimate: () => Promise.reject(new Problem('storage_failed', {})) };
    expect(await placeOf(inLine, { request }, { ...waited(1), lane })).toEqual({
      ahead: 3,
      since: 5,
      estimate: undefined,
    });
  });

  test('is nobody’s any more while it is painted', async () => {
    const running: Standing & { state: 'running' } = { state: 'running', orderedAt: 5, startedAt: 7 };
    expect(await placeOf(running, { request }, waited(1))).toEqual({ ahead: 0, since: 7 });
  });
});
