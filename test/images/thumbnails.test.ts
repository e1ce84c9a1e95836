import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { thumbHashToApproximateAspectRatio } from 'thumbhash';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Image, Images, ImageType } from '../../src/core/image.ts';
import { Problem } from '../../src/core/problem.ts';
import { type ThumbnailKind, thumbnailKinds } from '../../src/core/thumbnails.ts';
import { createImageFolder } from '../../src/images/folder.ts';
import { createThumbnails, type ThumbnailParts } from '../../src/images/thumbnails.ts';
import { type RecordedLog, recordedLog } from '../fakes/log.ts';
import { paint, pngChunk } from './paint.ts';

describe('thumbnails', () => {
  let folder: string;
  let images: Images;
  let log: RecordedLog;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'easel-'));
    images = createImageFolder(folder);
    log = recordedLog();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const thumbnailsOf = (changes: Partial<ThumbnailParts> = {}) => createThumbnails({ images, folder, log, ...changes });
  const files = async () =>
    (await readdir(folder, { recursive: true })).filter((name) => name.includes('.')).toSorted();
  const dataOf = async (blob: Blob | undefined) => Buffer.from(await (blob ?? expect.fail('no copy')).arrayBuffer());

  async function kept(type: ImageType, width: number, height: number): Promise<Image> {
    return images.put(await paint({ type, width, height }), type, { width, height });
  }

  /** The picture library, counting what it decodes. */
  function counted() {
    const counts = { decoded: 0 };
    const counting = new Proxy(sharp, {
      apply(target, self, given) {
        counts.decoded++;
        return Reflect.apply(target, self, given);
      },
    });
    return { counts, load: async () => counting };
  }

  it.each([
    ['512', 'image/webp', 512, 341],
    ['1024', 'image/webp', 1024, 683],
    ['card', 'image/jpeg', 1200, 630],
  ] as const)('are made in the size of %s, for every type of picture', async (kind, type, width, height) => {
    const thumbnails = thumbnailsOf();
    for (const original of ['image/png', 'image/jpeg', 'image/webp'] as const) {
      const copy = await thumbnails.open(await kept(original, 1200, 800), kind);
      expect(copy?.type).toBe(type);
      expect(await sharp(await dataOf(copy)).metadata()).toMatchObject({ format: type.slice(6), width, height });
    }
  });

  it('are by the longer side, and never larger than the original', async () => {
    const thumbnails = thumbnailsOf();
    const tall = await thumbnails.open(await kept('image/png', 400, 800), '512');
    expect(await sharp(await dataOf(tall)).metadata()).toMatchObject({ width: 256, height: 512 });
    const small = await thumbnails.open(await kept('image/png', 90, 60), '1024');
    expect(await sharp(await dataOf(small)).metadata()).toMatchObject({ width: 90, height: 60 });
  });

  it('lie beside the original, and are made once, for other processes too', async () => {
    const { counts, load } = counted();
    const image = await kept('image/png', 300, 200);
    const made = await dataOf(await thumbnailsOf({ load }).open(image, '512'));
    expect(await files()).toEqual([
      `${image.key.slice(0, 2)}/${image.key}-512.webp`,
      `${image.key.slice(0, 2)}/${image.key}.png`,
    ]);
    const again = await thumbnailsOf({ load }).open(image, '512');
    expect(await dataOf(again)).toEqual(made);
    expect(again?.type).toBe('image/webp');
    expect(counts.decoded).toBe(1);
  });

  it('are made once for all who ask at the same time, and one at a time', async () => {
    const { counts, load } = counted();
    const image = await kept('image/png', 300, 200);
    let reading = 0;
    const watched: Images = {
      ...images,
      async read(asked) {
        expect(++reading).toBe(1);
        const bytes = await images.read(asked);
        reading--;
        return bytes;
      },
    };
    const thumbnails = thumbnailsOf({ load, images: watched });
    const ask = (kind: ThumbnailKind) => Array.from({ length: 20 }, () => thumbnails.open(image, kind));
    const copies = await Promise.all([...thumbnailKinds.flatMap(ask), ...ask('512')]);
    expect(copies.filter((copy) => copy !== undefined)).toHaveLength(80);
    expect(counts.decoded).toBe(3);
  });

  it('carry nothing of what was written inside the original', async () => {
    const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#a0522d' } })
      .withExif({ IFD0: { Copyright: 'secret' } })
      .withIccProfile('p3')
      .withMetadata({ orientation: 6 })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">secret</x:xmpmeta>')
      .jpeg()
      .toBuffer();
    const image = await images.put(bytes, 'image/jpeg', { width: 64, height: 48 });
    for (const kind of thumbnailKinds) {
      const copy = await dataOf(await thumbnailsOf().open(image, kind));
      const { exif, icc, xmp, iptc, orientation } = await sharp(copy).metadata();
      expect([exif, icc, xmp, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined, undefined]);
      expect(copy.includes('secret')).toBe(false);
    }
    // Upright, as browsers show the original.
    const copy = await dataOf(await thumbnailsOf().open(image, '512'));
    expect(await sharp(copy).metadata()).toMatchObject({ width: 48, height: 64 });
  });

  it('have a miniature of 24 bytes or so, with the picture’s shape', async () => {
    const thumbnails = thumbnailsOf();
    for (const type of ['image/png', 'image/jpeg', 'image/webp'] as const) {
      const hash = Buffer.from((await thumbnails.thumbhash(await kept(type, 300, 150))) ?? '', 'base64');
      expect(hash.length).toBeGreaterThan(15);
      expect(hash.length).toBeLessThan(34);
      expect(thumbHashToApproximateAspectRatio(hash)).toBeCloseTo(2, 0);
    }
    const grey = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#808080' } })
      .greyscale()
      .png()
      .toBuffer();
    expect(await thumbnails.thumbhash(await images.put(grey, 'image/png', { width: 9, height: 9 }))).toBeTruthy();
  });

  describe('of what was made to harm', () => {
    const declared = 50_000;
    const header = (width: number, height: number) => {
      const data = Buffer.alloc(13);
      data.writeUInt32BE(width, 0);
      data.writeUInt32BE(height, 4);
      data.set([8, 2, 0, 0, 0], 8);
      return pngChunk(data, 'IHDR');
    };
    const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const png = Buffer.concat([
      pngStart,
      header(declared, declared),
      pngChunk(deflateSync(Buffer.alloc(1000)), 'IDAT'),
      pngChunk('', 'IEND'),
    ]);

    /** A JPEG whose frame says that it is as large as a JPEG can be. */
    async function jpeg(): Promise<Buffer> {
      const bytes = await paint({ type: 'image/jpeg', width: 16, height: 16 });
      const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
      bytes.writeUInt16BE(65_500, frame + 5);
      bytes.writeUInt16BE(65_500, frame + 7);
      return bytes;
    }

    /** A lossy WebP whose key frame says that it is as large as a WebP can be. */
    async function webp(): Promise<Buffer> {
      const bytes = await paint({ type: 'image/webp', width: 16, height: 16 });
      const frame = bytes.indexOf(Buffer.from([0x9d, 0x01, 0x2a]));
      bytes.writeUInt16LE(16_383, frame + 3);
      bytes.writeUInt16LE(16_383, frame + 5);
      return bytes;
    }

    async function half(type: ImageType): Promise<Buffer> {
      const bytes = await paint({ type, width: 64, height: 64 });
      return bytes.subarray(0, bytes.length / 2);
    }

    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    );

    it.each([
      ['a PNG of 50,000 × 50,000', 'image/png', async () => png],
      ['a JPEG of 65,500 × 65,500', 'image/jpeg', jpeg],
      ['a WebP of 16,383 × 16,383', 'image/webp', webp],
      ['an SVG that is called a PNG', 'image/png', async () => svg],
      ['a PNG that is called a JPEG', 'image/jpeg', () => paint({ type: 'image/png', width: 4, height: 4 })],
      ['half a PNG', 'image/png', () => half('image/png')],
      ['noise that begins as a PNG', 'image/png', async () => Buffer.concat([pngStart, Buffer.alloc(5000, 7)])],
      ['no bytes', 'image/png', async () => Buffer.alloc(0)],
    ] as const)('are none, said once: %s', async (_, type, make) => {
      const bytes = await make();
      const image = await images.put(bytes, type, { width: 16, height: 16 });
      const before = process.memoryUsage().rss;
      const { counts, load } = counted();
      const thumbnails = thumbnailsOf({ load });
      for (const kind of thumbnailKinds) expect(await thumbnails.open(image, kind)).toBeUndefined();
      expect(await thumbnails.thumbhash(image)).toBeUndefined();
      expect(log.lines).toMatchObject([
        {
          level: 'warn',
          fields: { image: image.key },
          message: 'a picture cannot be made smaller and is served as it is',
        },
      ]);
      expect(counts.decoded).toBeLessThan(2);
      // Nothing near the gigabytes that these declare.
      expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
      expect(await files()).toHaveLength(1);
    });

    it.each([
      [300, 1],
      [1, 300],
    ])(
      'show a line of %i × %i whole on a card, and do not look for a part of what it would be enlarged',
      async (...size) => {
        const card = await dataOf(await thumbnailsOf().open(await kept('image/png', ...size), 'card'));
        const { data, info } = await sharp(card).raw().toBuffer({ resolveWithObject: true });
        expect([info.width, info.height, ...data.subarray(0, 3)]).toEqual([1200, 630, 255, 255, 255]);
      },
    );

    it('do not keep others from theirs', async () => {
      const bad = await images.put(png, 'image/png', { width: 16, height: 16 });
      const good = await kept('image/png', 30, 20);
      const thumbnails = thumbnailsOf();
      const copies = await Promise.all([thumbnails.open(bad, '512'), thumbnails.open(good, '512')]);
      expect(copies.map((copy) => copy !== undefined)).toEqual([false, true]);
    });
  });

  it('are none where the picture library is not installed, said once', async () => {
    const load = () => Promise.reject(new Error('Cannot find package'));
    const thumbnails = thumbnailsOf({ load });
    const image = await kept('image/png', 30, 20);
    for (const kind of thumbnailKinds) expect(await thumbnails.open(image, kind)).toBeUndefined();
    expect(await thumbnails.thumbhash(image)).toBeUndefined();
    expect(log.lines.map(({ message }) => message)).toEqual([
      'the package sharp is not installed: pictures are served as they are',
    ]);
  });

  it('are made also when they cannot be kept', async () => {
    const full = new Problem('storage_failed', {}, { hint: 'the disk is nearly full' });
    const thumbnails = thumbnailsOf({ images: { ...images, check: () => Promise.reject(full) } });
    const image = await kept('image/png', 30, 20);
    expect((await thumbnails.open(image, '512'))?.size).toBeGreaterThan(0);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { hint: 'the disk is nearly full' } }]);
    expect(await files()).toHaveLength(1);
  });

  it('are none of a picture that is gone, and wait for a disk that is', async () => {
    const image = await kept('image/png', 30, 20);
    const failed = () => Promise.reject(new Problem('storage_failed', {}, { hint: 'the disk is away' }));
    const away = thumbnailsOf({ images: { ...images, read: failed, check: failed } });
    await expect(away.open(image, '512')).rejects.toMatchObject({ code: 'storage_failed' });
    await expect(away.thumbhash(image)).rejects.toMatchObject({ code: 'storage_failed' });
    expect(log.lines).toEqual([]);
    await images.remove(image);
    const thumbnails = thumbnailsOf();
    expect(await thumbnails.open(image, '512')).toBeUndefined();
    expect(await thumbnails.thumbhash(image)).toBeUndefined();
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { image: image.key } }]);
  });

  it('are gone after removal, those too that were being made', async () => {
    const image = await kept('image/png', 300, 200);
    const thumbnails = thumbnailsOf();
    await thumbnails.open(image, 'card');
    const making = thumbnails.open(image, '512');
    await thumbnails.remove(image);
    await making;
    expect(await files()).toEqual([`${image.key.slice(0, 2)}/${image.key}.png`]);
    await thumbnails.remove(image);
  });

  it('do not outlive a picture that another process deletes while they are made', async () => {
    const image = await kept('image/png', 300, 200);
    const other = thumbnailsOf();
    const deleted: Images = {
      ...images,
      async check() {
        await images.remove(image);
        await other.remove(image);
      },
    };
    expect((await thumbnailsOf({ images: deleted }).open(image, '512'))?.size).toBeGreaterThan(0);
    expect(await files()).toEqual([]);
    await expect(stat(join(folder, image.key.slice(0, 2)))).resolves.toBeDefined();
  });

  it('say when they cannot be deleted', async () => {
    const image = await kept('image/png', 30, 20);
    const thumbnails = thumbnailsOf({ folder: '/dev/null' });
    await expect(thumbnails.remove(image)).rejects.toMatchObject({ code: 'storage_failed' });
  });
});
