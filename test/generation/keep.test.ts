import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import type { Images } from '../../src/core/image.ts';
import { Problem } from '../../src/core/problem.ts';
import type { Delivered } from '../../src/generation/api.ts';
import type { Held } from '../../src/generation/held.ts';
import { type KeepParts, keepPicture } from '../../src/generation/keep.ts';
import { createStoring } from '../../src/generation/storing.ts';
import { readInscription } from '../../src/images/inscription.ts';
import { requestForTests as request } from '../fakes/generation.ts';
import { memoryImages, sha256 } from '../fakes/images.ts';
import { recordedLog } from '../fakes/log.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const never = new AbortController().signal;

function keep(
  picture: { bytes: Buffer; url?: string },
  images: Images = memoryImages(),
  signal = never,
  inscribe?: KeepParts['inscribe'],
) {
  const addresses: string[] = [];
  const inMemory = new Set<Held>();
  function hold(bytes: Buffer): Held {
    const held: Held = {
      bytes,
      become: hold,
      giveWay: () => undefined,
      done: () => void inMemory.delete(held),
    };
    inMemory.add(held);
    return held;
  }
  const download = {
    fetch: (address: string) => {
      addresses.push(address);
      // Two at once could wait for each other.
      expect(inMemory.size).toBe(0);
      return Promise.resolve(hold(png));
    },
    close: () => Promise.resolve(),
  };
  const log = recordedLog();
  const storing = createStoring({ images, log, clock: systemClock });
  const { bytes, ...address } = picture;
  const more = { requestId: 'id-1', upstreamElapsed: 1, expandedPrompt: 'fox' };
  const painted: Delivered = { kind: 'painted', picture: { held: hold(bytes), ...address }, ...more };
  return {
    addresses,
    inMemory,
    image: keepPicture({ download, storing, inscribe, log }, painted, request, signal),
  };
}

describe('keepPicture', () => {
  test('takes the bytes, and leaves the address beside them alone', async () => {
    const { image, addresses, inMemory } = keep({ bytes: png, url: 'https://x/1' });
    expect(await image).toMatchObject({ type: 'image/png', width: 1, height: 1 });
    expect(addresses).toEqual([]);
    expect(inMemory.size).toBe(0);
  });

  test('fetches what has an address beside bytes that are no picture', async () => {
    const { image, addresses, inMemory } = keep({ bytes: png.subarray(0, 50), url: 'https://x/1' });
    expect(await image).toMatchObject({ width: 1 });
    expect(inMemory.size).toBe(0);
    expect(addresses).toEqual(['https://x/1']);
  });

  test('bytes that are no picture are a Problem without an address', async () => {
    const { image, inMemory } = keep({ bytes: png.subarray(0, 50) });
    await expect(image).rejects.toMatchObject({ code: 'picture_unreadable', requestId: 'id-1' });
    expect(inMemory.size).toBe(0);
  });

  test('writes into the file what tells how it was made, for the request that was sent', async () => {
    const images = memoryImages();
    const { image } = keep({ bytes: png }, images, never, ({ prompt, seed }) => ({
      command: `/imagine ${prompt} --seed ${seed}`,
      description: prompt,
    }));
    expect(readInscription(await images.read(await image))).toEqual({
      command: '/imagine a fox at dawn --seed 42',
      description: 'a fox at dawn',
    });
  });

  test('keeps a picture for which nobody can tell how it was made', async () => {
    const { image } = keep({ bytes: png }, memoryImages(), never, () => {
      throw new Error('no words for it');
    });
    expect((await image).key).toBe(sha256(png));
  });

  test('whoever cancels does not wait for a store that hangs', async () => {
    const asked = Promise.withResolvers<void>();
    const images: Images = {
      ...memoryImages(),
      put() {
        asked.resolve();
        return new Promise(() => undefined);
      },
    };
    const stop = new AbortController();
    const { image } = keep({ bytes: png }, images, stop.signal);
    await asked.promise;
    const reason = new Problem('cancelled', {});
    stop.abort(reason);
    await expect(image).rejects.toBe(reason);
  });
});
