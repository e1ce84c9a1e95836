import { describe, expect, it } from 'vitest';
import { goDuration, newRequestId } from '../../src/sandbox/envelope.ts';

describe('goDuration', () => {
  it.each([
    [0, '0s'],
    [999, '999ns'],
    [84_448, '84.448µs'],
    [36_799_829, '36.799829ms'],
    [7_216_940_183, '7.216940183s'],
    [67_200_000_000, '1m7.2s'],
    [3_600_000_000_000, '1h0m0s'],
    [3_661_500_000_000, '1h1m1.5s'],
  ])('%i ns is %s', (nanoseconds, expected) => {
    expect(goDuration(nanoseconds)).toBe(expected);
  });
});

describe('newRequestId', () => {
  it('begins with the time at the service, eight hours ahead of UTC', () => {
    const now = Date.UTC(2025, 10, 28, 6, 18, 21, 867);
    expect(newRequestId(now)).toMatch(/^20251128141821[0-9A-F]{20}$/);
    expect(newRequestId(now)).not.toBe(newRequestId(now));
  });
});
