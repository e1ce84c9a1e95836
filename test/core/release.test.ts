import { expect, it } from 'vitest';
import { release } from '../../src/core/release.ts';

it('gives a whole buffer back at once', () => {
  const bytes = Buffer.alloc(1_000_000, 'fox');
  const before = process.memoryUsage().arrayBuffers;
  release(bytes);
  expect(bytes).toHaveLength(0);
  expect(process.memoryUsage().arrayBuffers).toBeLessThanOrEqual(before - 1_000_000);
  release(bytes);
});

it('leaves memory alone that others may have a part of', () => {
  const whole = Buffer.alloc(1000, 'fox');
  release(whole.subarray(0, 999));
  release(Buffer.from('out of the pool of Node.js'));
  expect(whole.toString('latin1', 0, 3)).toBe('fox');
  expect(Buffer.from('the pool is still there').toString()).toBe('the pool is still there');
});
