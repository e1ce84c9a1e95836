import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ImageType } from '../../src/core/image.ts';
import { Problem } from '../../src/core/problem.ts';
import { decodeBase64, readPicture } from '../../src/generation/picture.ts';
import { problemOf } from '../core/problem-of.ts';

const formats = ['png', 'jpeg', 'webp'] as const;

describe('readPicture', () => {
  const files = new Map<(typeof formats)[number] | 'lossless' | 'alpha' | 'progressive', Buffer>();
  beforeAll(async () => {
    const plain = sharp({ create: { width: 341, height: 512, channels: 3, background: '#a0522d' } });
    for (const format of formats) files.set(format, await plain.clone().toFormat(format).toBuffer());
    files.set('lossless', await plain.clone().webp({ lossless: true }).toBuffer());
    files.set('alpha', await plain.clone().ensureAlpha(0.5).webp().toBuffer());
    files.set(
      'progressive',
      await plain
        .clone()
        .withExif({ IFD0: { Artist: 'x' } })
        .jpeg({ progressive: true })
        .toBuffer(),
    );
  });

  test.each<[Parameters<typeof files.get>[0], ImageType]>([
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['progressive', 'image/jpeg'],
    ['webp', 'image/webp'],
    ['lossless', 'image/webp'],
    ['alpha', 'image/webp'],
  ])('knows %s by its bytes, and its real size', (name, type) => {
    const bytes = files.get(name) ?? Buffer.alloc(0);
    expect(readPicture(bytes)).toEqual({ bytes, type, width: 341, height: 512 });
  });

  test('a header that is cut off is never filled up with what happens to be in memory', () => {
    for (const file of files.values()) {
      for (let length = 0; length < Math.min(file.length, 64); length++) {
        // Small buffers share one block of memory, with the rest of the file right behind the cut.
        const cut = Buffer.from(file).subarray(0, length);
        const read = attempt(cut);
        if (read) expect(read).toMatchObject({ width: 341, height: 512 });
      }
    }
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['a GIF', 'GIF89a\x01\x00\x01\x00'],
    ['SVG', '<svg width="1" height="1"/>'],
    ['HTML', '<html></html>'],
    ['a PNG without a size', `\x89PNG\r\n\x1a\n\0\0\0\rIHDR${'\0'.repeat(13)}`],
    ['RIFF of another kind', 'RIFF\0\0\0\0WAVEfmt '],
  ])('%s is no picture', (_, text) => {
    expect(problemOf(() => readPicture(Buffer.from(text, 'latin1')))).toEqual({ code: 'picture_unreadable' });
  });

  test('whatever follows a signature, it is a picture with a size or a Problem, and quickly', () => {
    const starts = [
      '\x89PNG\r\n\x1a\n',
      '\xff\xd8\xff',
      '\xff\xd8\xff\xe1',
      'RIFF\0\0\0\0WEBPVP8X',
      'RIFF\0\0\0\0WEBPVP8L',
      '',
    ];
    const start = fc.constantFrom(...starts).map((text) => Buffer.from(text, 'latin1'));
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 400, size: 'max' }), (signature, rest) => {
        const read = attempt(Buffer.concat([signature, rest]));
        if (read) expect(Math.min(read.width, read.height)).toBeGreaterThan(0);
      }),
    );
  });

  test('the largest JPEG without a size is given up in a moment', () => {
    const bytes = Buffer.alloc(20 * 1024 * 1024);
    bytes.set([0xff, 0xd8, 0xff, 0xe0]);
    const begun = performance.now();
    expect(attempt(bytes)).toBeUndefined();
    // About 0.08 s for the header, 6 s for the whole file.
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe('decodeBase64', () => {
  const decode = (text: string) => decodeBase64(Buffer.from(text));

  test('gives back every byte', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), fc.boolean(), (bytes, padded, prefixed) => {
        const text = Buffer.from(bytes).toString('base64');
        const written = padded ? text : text.replace(/=+$/, '');
        expect(decode(prefixed ? `data:image/png;base64,${written}` : written)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test.each(['AAE@', 'AA AA', 'AAEC\n', '<html>', 'AA=A', 'A', '====', 'data:image/png;base64,A@'])(
    '%j is no base64',
    (text) => {
      expect(problemOf(() => decode(text))).toEqual({ code: 'picture_unreadable' });
    },
  );

  test('gives back every byte of a long one, too, wherever something foreign is in it', () => {
    const bytes = Buffer.alloc(300_000, 'the quick brown fox ');
    const text = bytes.toString('base64');
    expect(decode(text).equals(bytes)).toBe(true);
    for (const at of [0, 1000, 65_535, 65_536, 65_537, text.length - 1]) {
      expect(problemOf(() => decode(`${text.slice(0, at)}!${text.slice(at + 1)}`))).toEqual({
        code: 'picture_unreadable',
      });
      expect(problemOf(() => decode(`${text.slice(0, at)} ${text.slice(at)}`))).toEqual({ code: 'picture_unreadable' });
    }
  });

  test('more than 20 MiB are not even decoded', () => {
    expect(problemOf(() => decode('A'.repeat(28 * 1024 * 1024)))).toEqual({ code: 'picture_too_large' });
  });

  test('anything else is a Problem, too', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          decode(text);
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
        }
      }),
    );
  });
});

function attempt(bytes: Buffer) {
  try {
    return readPicture(bytes);
  } catch (error) {
    expect(error).toMatchObject({ code: 'picture_unreadable' });
    return undefined;
  }
}
