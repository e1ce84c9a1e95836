import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { plainPicture } from '../../src/sandbox/plain-picture.ts';

describe('plainPicture', () => {
  it.each([
    [1, 1],
    [9, 3],
    [768, 512],
  ])('is a valid PNG of %i × %i', async (width, height) => {
    const picture = sharp(plainPicture(width, height, 42));
    const [metadata, { channels }] = await Promise.all([picture.metadata(), picture.stats()]);
    expect([metadata.format, metadata.width, metadata.height]).toEqual(['png', width, height]);
    expect(channels.every(({ min, max }) => min === max)).toBe(true);
  });

  it('has the colour of its seed', () => {
    expect(plainPicture(8, 8, 1)).toEqual(plainPicture(8, 8, 1));
    expect(plainPicture(8, 8, 1)).not.toEqual(plainPicture(8, 8, 2));
  });
});
