import { describe, expect, test } from 'vitest';
import { type Image, type Images, imageTypes } from '../../src/core/image.ts';
import { readInscription } from '../../src/images/inscription.ts';
import { sha256 } from '../fakes/images.ts';
import { paint } from '../images/paint.ts';

/** What every place for pictures keeps to. `create` gives an empty place, and one more view of it that remembers nothing. */
export function imagesContract(name: string, create: () => Promise<{ images: Images; reopened: Images }>): void {
  const size = { width: 3, height: 2 };
  const bytes = (seed: number, length = 100_000) =>
    Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 31 + seed * 7) % 256));
  const contentOf = async (blob: Blob) => Buffer.from(await blob.arrayBuffer());
  const read = async (images: Images, image: Image) => contentOf(await images.open(image));

  describe(`${name} keeps pictures`, () => {
    test('and describes them', async () => {
      const { images } = await create();
      expect(await images.put(bytes(1), 'image/jpeg', size)).toEqual({
        key: sha256(bytes(1)),
        type: 'image/jpeg',
        width: 3,
        height: 2,
        bytes: 100_000,
      });
    });

    test('and gives back every byte, also to another process', async () => {
      const { images, reopened } = await create();
      for (const type of ['image/png', 'image/jpeg', 'image/webp'] as const) {
        const image = await images.put(bytes(2), type, size);
        expect(await read(images, image)).toEqual(bytes(2));
        expect(await read(reopened, image)).toEqual(bytes(2));
        expect(Buffer.from(await reopened.read(image))).toEqual(bytes(2));
        expect((await reopened.open(image)).type).toBe(type);
      }
    });

    test('in memory that is the reader’s own', async () => {
      const { images } = await create();
      const image = await images.put(bytes(9), 'image/png', size);
      (await images.read(image)).fill(0);
      expect(Buffer.from(await images.read(image))).toEqual(bytes(9));
    });

    test('and says that there is room', async () => {
      const { images } = await create();
      await images.check();
      expect(await read(images, await images.put(bytes(1), 'image/png', size))).toEqual(bytes(1));
    });

    test.each(imageTypes)('with what is written inside a %s, named by the file as it is then', async (type) => {
      const { images, reopened } = await create();
      const bare = await paint({ type, ...size });
      const inscription = { command: '/imagine a fox --seed 42', description: 'a fox' };
      const [one, same] = await Promise.all([1, 2].map(() => images.put(bare, type, size, inscription)));
      if (!one) throw new Error('nothing was kept');
      expect(same).toEqual(one);
      const file = await reopened.read(one);
      expect(readInscription(file)).toEqual(inscription);
      expect(one).toEqual({ key: sha256(file), type, ...size, bytes: file.byteLength });
      expect((await images.put(bare, type, size)).key).toBe(sha256(bare));
    });

    test('as they are when nothing can be written inside', async () => {
      const { images } = await create();
      const image = await images.put(bytes(2), 'image/png', size, { command: '/imagine a fox', description: '' });
      expect(image.key).toBe(sha256(bytes(2)));
    });

    test('that can be read again and again', async () => {
      const { images } = await create();
      const blob = await images.open(await images.put(bytes(3), 'image/png', size));
      for (let times = 0; times < 2; times++) expect(await contentOf(blob)).toEqual(bytes(3));
      expect(await contentOf(blob.slice(10, 20))).toEqual(bytes(3).subarray(10, 20));
      expect(blob.size).toBe(100_000);
    });

    test('the same ones as often as they like, even at once, while others read', async () => {
      const { images } = await create();
      const puts = Array.from({ length: 8 }, async () => {
        const image = await images.put(bytes(4), 'image/png', size);
        expect(await read(images, image)).toEqual(bytes(4));
        return image.key;
      });
      expect(new Set(await Promise.all(puts)).size).toBe(1);
      const image = await images.put(bytes(4), 'image/png', size);
      const blob = await images.open(image);
      await images.put(bytes(4), 'image/png', size);
      expect(await contentOf(blob)).toEqual(bytes(4));
    });

    test('of any length', async () => {
      const { images } = await create();
      for (const length of [0, 1, 3_000_000]) {
        const image = await images.put(bytes(5, length), 'image/png', size);
        expect(image.bytes).toBe(length);
        // `toEqual` takes seconds for megabytes.
        expect((await read(images, image)).equals(bytes(5, length))).toBe(true);
      }
    });

    test('apart from each other', async () => {
      const { images } = await create();
      const kept = await Promise.all([6, 7, 8].map((seed) => images.put(bytes(seed), 'image/png', size)));
      expect(await Promise.all(kept.map((image) => read(images, image)))).toEqual([6, 7, 8].map((seed) => bytes(seed)));
    });

    test('and says so when one is gone', async () => {
      const { images } = await create();
      const image = { key: 'f'.repeat(64), type: 'image/png', width: 1, height: 1, bytes: 1 } as const;
      await expect(images.read(image)).rejects.toMatchObject({ code: 'storage_failed', blame: 'operator' });
      await expect(images.open(image)).rejects.toMatchObject({ code: 'storage_failed', blame: 'operator' });
    });
  });
}
