import { describe, expect, it } from 'vitest';
import { latencyOf } from '../../src/sandbox/latency.ts';
import { readRequest } from '../../src/sandbox/request.ts';
import { body } from './client.ts';

function latency(changes: Record<string, unknown>): number {
  const request = readRequest(JSON.stringify({ ...body, ...changes }));
  return typeof request === 'number' ? Number.NaN : latencyOf(request, 2000);
}

describe('latencyOf', () => {
  it('is about the usual time for a usual picture, and always the same for the same request', () => {
    expect(latency({})).toBe(latency({}));
    expect(Math.abs(latency({}) - 2000)).toBeLessThanOrEqual(300);
  });

  it('grows with steps and area', () => {
    const average = (changes: Record<string, unknown>) =>
      Array.from({ length: 50 }, (_, seed) => latency({ ...changes, seed: seed + 1 })).reduce(
        (sum, next) => sum + next,
      ) / 50;
    const [usual, steps, small] = [average({}), average({ ddim_steps: 50 }), average({ width: 256, height: 256 })];
    expect(steps / usual).toBeCloseTo(1.7, 1);
    expect(small / usual).toBeCloseTo(0.3 + 0.7 / 4, 1);
    expect(average({ use_sr: false })).toBeLessThan(usual);
  });

  it('differs a little between seeds', () => {
    expect(new Set([1, 2, 3, 4].map((seed) => latency({ seed }))).size).toBe(4);
  });
});
