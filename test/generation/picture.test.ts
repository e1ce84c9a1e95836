import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ImageType } from '../../src/core/image.ts';
import { Problem } from '../../src/core/problem.ts';
import { decodeBase64, isCutOff, readPicture } from '../../src/generation/picture.ts';
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

  test('a file that is cut off anywhere is no picture', () => {
    for (const file of files.values()) {
      expect(isCutOff(file)).toBe(false);
      for (let length = 0; length < file.length; length++) {
        // The rest of the file is in memory right behind the cut.
        const cut = file.subarray(0, length);
        expect(attempt(cut)).toBeUndefined();
        if (length >= 12) expect(isCutOff(cut)).toBe(true);
      }
    }
  });

  test('what follows the end of a picture does not matter', () => {
    for (const file of files.values()) {
      const padded = Buffer.concat([file, Buffer.from('\r\n\0\0\xff\xff more', 'latin1')]);
      expect(readPicture(padded)).toMatchObject({ width: 341, height: 512 });
    }
  });

  test('a JPEG may begin with more provenance than pixels, and with a preview of itself', () => {
    const jpeg = files.get('jpeg') ?? Buffer.alloc(0);
    const segment = (marker: number, data: Buffer) => {
      const head = Buffer.from([0xff, marker, 0, 0]);
      head.writeUInt16BE(data.length + 2, 2);
      return Buffer.concat([head, data]);
    };
    const provenance = Array.from({ length: 10 }, () => segment(0xeb, Buffer.alloc(65_533)));
    const preview = segment(0xe1, Buffer.from('ffd8ffc000110800100010ffd9', 'hex'));
    // Fill bytes and foreign ones between segments are passed over, as by every decoder.
    const odd = Buffer.from([0xff, 0xff, 0x00, 0x12, 0x34]);
    const file = Buffer.concat([jpeg.subarray(0, 2), ...provenance, preview, odd, jpeg.subarray(2)]);
    expect(readPicture(file)).toMatchObject({ type: 'image/jpeg', width: 341, height: 512 });
    expect(attempt(file.subarray(0, -100))).toBeUndefined();
  });

  test('no side is longer than 8192 pixels', () => {
    expect(readPicture(pngOf(8192, 1))).toMatchObject({ width: 8192, height: 1 });
    for (const [width, height] of [
      [8193, 1],
      [1, 8193],
      [0xffffffff, 0x7fffffff],
      [0, 1],
      [1, 0],
    ] as const) {
      expect(problemOf(() => readPicture(pngOf(width, height)))).toEqual({ code: 'picture_unreadable' });
    }
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['a GIF', 'GIF89a\x01\x00\x01\x00'],
    ['SVG', '<svg width="1" height="1"/>'],
    ['HTML', '<html></html>'],
    ['a JPEG without a size', `\xff\xd8\xff\xe0\0\x20${'\0'.repeat(30)}\xff\xd9`],
    ['SVG in RIFF', 'RIFF\0\0\0\0WEBPXXXX<svg width="100" height="50">'],
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
    const end = fc.constantFrom('', '\xff\xd9', '\0\0\0\0IEND    ').map((text) => Buffer.from(text, 'latin1'));
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 400, size: 'max' }), end, (signature, rest, last) => {
        const read = attempt(Buffer.concat([signature, rest, last]));
        if (read) expect(Math.min(read.width, read.height)).toBeGreaterThan(0);
      }),
    );
  });

  test.each([
    ['JPEG of nothing', 'ffd8ffe0', '00'],
    ['JPEG of fill bytes', 'ffd8ffe0', 'ff'],
    ['JPEG of stuffed bytes', 'ffd8ffe0', 'ff00'],
    ['JPEG of empty segments', 'ffd8ff', 'ffe00002'],
    ['JPEG of short pieces', 'ffd8ffe00002', '00ff'],
    ['PNG of empty chunks', '89504e470d0a1a0a', '000000004944415400000000'],
  ])('the largest %s is given up in a moment', (_, start, filling) => {
    const bytes = Buffer.alloc(20 * 1024 * 1024, Buffer.from(filling, 'hex'));
    bytes.set(Buffer.from(start, 'hex'));
    const begun = performance.now();
    expect(attempt(bytes)).toBeUndefined();
    // At most about 0.4 s; image-size would take 6 s for such a JPEG.
    expect(performance.now() - begun).toBeLessThan(3000);
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

  test.each(['AAE@', 'AA AA\0', 'A \n', '<html>', 'AA=A', 'A', '====', 'data:image/png;base64,A@'])(
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
      expect(decode(`${text.slice(0, at)} \n${text.slice(at)}`).equals(bytes)).toBe(true);
    }
  });

  test('line breaks and blanks do not matter, wherever they are', () => {
    const bytes = Buffer.alloc(1000, 'the quick brown fox');
    const text = bytes.toString('base64');
    for (const written of [text.replace(/.{76}/g, '$&\r\n'), `${text}\n`, ` \t${text}`, text.split('').join(' ')]) {
      expect(decode(written)).toEqual(bytes);
      expect(decode(`data:image/png;base64,\n${written}`)).toEqual(bytes);
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

/** The shortest PNG: a header and an end. */
function pngOf(width: number, height: number): Buffer {
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452000000000000000008020000000000000000', 'hex');
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return Buffer.concat([header.subarray(0, 33), Buffer.from('0000000049454e44ae426082', 'hex')]);
}

function attempt(bytes: Buffer) {
  try {
    return readPicture(bytes);
  } catch (error) {
    expect(error).toMatchObject({ code: 'picture_unreadable' });
    return undefined;
  }
}
