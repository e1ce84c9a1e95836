import fc from 'fast-check';
import { thumbHashToAverageRGBA } from 'thumbhash';
import { describe, expect, it } from 'vitest';
import { averageColor } from '../../../../src/platforms/web/gallery/color.ts';
import { shapeClass, shapeSheet } from '../../../../src/platforms/web/gallery/shapes.ts';

/** What the sheet says about a picture's class. */
function ratioOf(size: { width: number; height: number }): number {
  const [, ratio] = new RegExp(`\\.${shapeClass(size)}\\{--r:([\\d.]+)\\}`).exec(shapeSheet()) ?? [];
  return Number(ratio);
}

describe('proportions by class', () => {
  const side = fc.integer({ min: 256, max: 768 });

  it('are right within 1.5% for whatever can be ordered', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        expect(Math.abs(ratioOf({ width, height }) / (width / height) - 1)).toBeLessThan(0.015);
      }),
    );
  });

  it.each([
    [512, 512],
    [512, 384],
    [341, 512],
    [512, 288],
  ])('are right within 0.3%% for %i by %i', (width, height) => {
    expect(Math.abs(ratioOf({ width, height }) / (width / height) - 1)).toBeLessThan(0.003);
  });

  it('keep to the sheet for what is longer than anything', () => {
    expect(ratioOf({ width: 5000, height: 1 })).toBeCloseTo(3, 1);
    expect(ratioOf({ width: 1, height: 5000 })).toBeCloseTo(1 / 3, 1);
  });
});

describe('average colour', () => {
  it('is what the library reads from the same miniature', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 33 }), (bytes) => {
        const { r, g, b } = thumbHashToAverageRGBA(bytes);
        const expected = [r, g, b]
          .map((part) =>
            Math.round(255 * part)
              .toString(16)
              .padStart(2, '0'),
          )
          .join('');
        expect(averageColor(Buffer.from(bytes).toString('base64'))).toBe(`#${expected}`);
      }),
    );
  });

  it('is none where there is no miniature', () => {
    expect(averageColor('')).toBeUndefined();
  });
});
