import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readElapsed } from '../../src/generation/elapsed.ts';

/** As Go's `time.Duration.String` writes it. */
function goDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  if (nanoseconds < 1e3) return `${nanoseconds}ns`;
  if (nanoseconds < 1e6) return `${nanoseconds / 1e3}µs`;
  if (nanoseconds < 1e9) return `${nanoseconds / 1e6}ms`;
  const seconds = Math.floor(nanoseconds / 1e9);
  const rest = `${(seconds % 60) + (nanoseconds % 1e9) / 1e9}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return rest;
  return minutes < 60 ? `${minutes}m${rest}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${rest}`;
}

describe('readElapsed', () => {
  test.each([
    ['0s', 0],
    ['84.448µs', 0.084448],
    ['84.448μs', 0.084448],
    ['84.448us', 0.084448],
    ['120ns', 0.00012],
    ['36.799829ms', 36.799829],
    ['7.216940183s', 7216.940183],
    ['1m7.2s', 67_200],
    ['1h0m0.5s', 3_600_500],
    [508, 508],
    [0, 0],
  ])('%s is %f ms', (given, expected) => {
    expect(readElapsed(given)).toBeCloseTo(expected, 6);
  });

  test.each([undefined, null, '', 'soon', '-3s', -1, Number.NaN, Number.POSITIVE_INFINITY, '5', '1.5m', '9 s', {}, []])(
    '%s tells nothing',
    (given) => {
      expect(readElapsed(given)).toBeUndefined();
    },
  );

  test('reads whatever Go writes', () => {
    // Beyond 2^53 ns (104 days) JavaScript could not write the number down exactly.
    fc.assert(
      fc.property(fc.maxSafeNat(), (nanoseconds) => {
        const read = readElapsed(goDuration(nanoseconds)) ?? Number.NaN;
        expect(Math.abs(read - nanoseconds / 1e6)).toBeLessThan(1e-3);
      }),
    );
  });

  test('never throws and never returns anything but a number from 0', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const read = readElapsed(value);
        expect(read === undefined || (Number.isFinite(read) && read >= 0)).toBe(true);
      }),
    );
  });
});
