import { describe, expect, it } from 'vitest';
import { adjust, colour, hex, mix } from '../../../src/sandbox/art/colour.ts';

describe('colours', () => {
  // Reference values of OKLCH, as in CSS Color 4.
  it.each([
    [colour(1, 0, 0), '#ffffff'],
    [colour(0, 0, 0), '#000000'],
    [colour(0.62796, 0.25768, 29.234), '#ff0000'],
    [colour(0.86644, 0.29483, 142.495), '#00ff00'],
    [colour(0.45201, 0.31321, 264.052), '#0000ff'],
  ])('%o is %s', (given, expected) => {
    expect(hex(given)).toBe(expected);
  });

  it('mix and turn', () => {
    expect(hex(mix(colour(0, 0, 0), colour(1, 0, 0), 1))).toBe('#ffffff');
    expect(hex(adjust(colour(0.7, 0.1, 20), { turn: 30 }))).toBe(hex(colour(0.7, 0.1, 50)));
  });

  it('lose chroma, not hue, when no screen can show them', () => {
    expect(hex(colour(0.7, 0.4, 145))).toMatch(/^#[0-9a-f]{6}$/);
  });
});
