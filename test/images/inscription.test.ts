import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { imageTypes } from '../../src/core/image.ts';
import { readPicture } from '../../src/generation/picture.ts';
import { inscribe, readInscription } from '../../src/images/inscription.ts';
import { bomb, paint, textChunk } from './paint.ts';

/** Whatever a prompt may hold, and what others write: halves of characters, controls, markup, our own escapes. */
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 }).map((codes) => String.fromCharCode(...codes)),
  fc
    .array(fc.constantFrom('\\', 'u0041', 'u', '\\u005c', ']]>', '<!--', '&amp;', '&#0;', '"', "'", '\r\n', '\t', '\0'))
    .map((parts) => parts.join('')),
);
const inscriptions = fc.record({ command: words, description: words });
const lines = fc.record({ command: words.map((text) => `/imagine ${text}`), description: words });
const pictures = fc.record({
  type: fc.constantFrom(...imageTypes),
  width: fc.integer({ min: 1, max: 20 }),
  height: fc.integer({ min: 1, max: 20 }),
  alpha: fc.boolean(),
  lossless: fc.boolean(),
  /** What others wrote into it already. */
  xmp: fc.option(fc.constantFrom(foreignXmp('dc:title'), foreignXmp('dc:description')), { nil: undefined }),
});

describe('an inscription', () => {
  test('is read back exactly, from a picture whose pixels are the same', async () => {
    await fc.assert(
      fc.asyncProperty(pictures, inscriptions, async (picture, inscription) => {
        const bytes = await paint(picture);
        const stamped = Buffer.concat(inscribe(bytes, picture.type, inscription));
        expect(readInscription(stamped)).toEqual(inscription);
        expect((await pixels(stamped)).data.equals((await pixels(bytes)).data)).toBe(true);
        const { type, width, height } = picture;
        expect(readPicture(stamped)).toMatchObject({ type, width, height });
      }),
      { numRuns: 150 },
    );
  });

  test('takes the place of an older one', async () => {
    await fc.assert(
      fc.asyncProperty(pictures, lines, lines, async (picture, first, second) => {
        const bytes = await paint(picture);
        const twice = inscribe(Buffer.concat(inscribe(bytes, picture.type, first)), picture.type, second);
        expect(Buffer.concat(twice).equals(Buffer.concat(inscribe(bytes, picture.type, second)))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test.each(imageTypes)(
    'in %s is XMP that others read: what it shows, that an AI made it, and with what',
    async (type) => {
      const bytes = await paint({ type, width: 4, height: 4 });
      const stamped = Buffer.concat(
        inscribe(bytes, type, { command: '/imagine a fox', description: 'Füchse & <Hühner>' }),
      );
      const { xmp } = await sharp(stamped).metadata();
      const packet = xmp?.toString() ?? '';
      expect(packet).toContain('<rdf:li xml:lang="x-default">Füchse &#38; &#60;Hühner&#62;</rdf:li>');
      expect(packet).toContain(
        '<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia<',
      );
      expect(packet).toContain('<xmp:CreatorTool>Easel</xmp:CreatorTool>');
    },
  );

  test.each(imageTypes)('in %s leaves what others say about the picture theirs', async (type) => {
    const bytes = await paint({ type, width: 4, height: 4, xmp: foreignXmp('dc:description') });
    const inscription = { command: '/imagine a fox', description: 'a fox' };
    const { xmp } = await sharp(Buffer.concat(inscribe(bytes, type, inscription))).metadata();
    const packet = xmp?.toString() ?? '';
    expect(packet).toContain('theirs');
    expect(packet.match(/<dc:description>/g)).toHaveLength(1);
    expect(packet).toContain('trainedAlgorithmicMedia');
  });

  test.each(imageTypes)('in %s copies nothing but what it has to', async (type) => {
    const bytes = await paint({ type, width: 20, height: 20 });
    const pieces = inscribe(bytes, type, { command: '/imagine a fox', description: '' });
    const views = pieces.filter(({ buffer }) => buffer === bytes.buffer);
    expect(views.reduce((sum, { length }) => sum + length, 0)).toBeGreaterThan(bytes.length - 40);
  });

  test.each(imageTypes)('that is too long for %s leaves it as it is, or as much as fits', async (type) => {
    const bytes = await paint({ type, width: 4, height: 4 });
    const stamped = Buffer.concat(inscribe(bytes, type, { command: '/imagine', description: '\0'.repeat(20_000) }));
    expect(await pixels(stamped)).toEqual(await pixels(bytes));
    if (type !== 'image/png') expect(stamped).toEqual(bytes);
  });

  test.each(imageTypes)('leaves a %s as it is that is not built like one', async (type) => {
    const bytes = await paint({ type, width: 4, height: 4 });
    for (const wrong of [bytes.subarray(0, 40), bytes.subarray(0, bytes.length - 3), Buffer.alloc(100)]) {
      const pieces = inscribe(wrong, type, { command: '/imagine a fox', description: '' });
      // The end of a JPEG is none of our business.
      if (type !== 'image/jpeg') expect(pieces).toEqual([wrong]);
    }
    const other = imageTypes.find((candidate) => candidate !== type) ?? type;
    expect(inscribe(bytes, other, { command: '', description: '' })).toEqual([bytes]);
  });
});

describe('reading', () => {
  test('never throws and never takes long, whatever the bytes', async () => {
    const files = await Promise.all(
      imageTypes.map(async (type) => {
        const bytes = await paint({ type, width: 4, height: 4 });
        return Buffer.concat(inscribe(bytes, type, { command: '/imagine a fox', description: 'a fox' }));
      }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(3000), fc.nat(255)), { maxLength: 20 }),
        fc.nat(3000),
        (file, changes, length) => {
          const bytes = Buffer.from(file.subarray(0, file.length - (length % file.length)));
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          readInscription(bytes);
          for (const type of imageTypes) inscribe(bytes, type, { command: '/imagine', description: '' });
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['chunks of nothing', 'image/png', Buffer.alloc(12)],
    ['packed texts', 'image/png', bomb('zTXt')],
    ['packed international texts', 'image/png', bomb('iTXt')],
    ['empty segments', 'image/jpeg', Buffer.from([0xff, 0xe1, 0, 2])],
    ['padding', 'image/jpeg', Buffer.from([0xff])],
    ['empty chunks', 'image/webp', Buffer.from('XMP \0\0\0\0')],
  ] as const)('goes through 25 MiB of %s in a moment', async (_, type, part) => {
    const head = { 'image/png': 33, 'image/jpeg': 2, 'image/webp': 12 }[type];
    const start = (await paint({ type, width: 1, height: 1 })).subarray(0, head);
    const bytes = Buffer.alloc(25 * 1024 * 1024);
    bytes.fill(part, head);
    bytes.set(start);
    if (type === 'image/webp') bytes.writeUInt32LE(bytes.length - 8, 4);
    const began = performance.now();
    expect(readInscription(bytes)).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(5000);
  });

  test('ignores what others write as parameters, and takes ours without XMP', async () => {
    const bytes = await paint({ type: 'image/png', width: 1, height: 1 });
    const withText = (text: string) =>
      Buffer.concat([bytes.subarray(0, 33), textChunk(`parameters\0${text}`), bytes.subarray(33)]);
    expect(readInscription(withText('a fox\nSteps: 20, Sampler: Euler a'))).toBeUndefined();
    expect(readInscription(withText('/imagine a fox --seed 42'))).toEqual({
      command: '/imagine a fox --seed 42',
      description: '',
    });
  });

  test.each([
    [
      'attributes',
      (ns: string) => `<rdf:Description rdf:about='' xmlns:e='${ns}' e:command='/imagine a &apos;fox&#x27;'/>`,
    ],
    [
      'other quotes and names',
      (ns: string) =>
        `<rdf:Description xmlns:ns1="${ns}"><ns1:command>/imagine a 'fox'</ns1:command></rdf:Description>`,
    ],
  ])('finds what another program has written anew as %s, anywhere in a JPEG', async (_, rewritten) => {
    const bytes = await paint({ type: 'image/jpeg', width: 1, height: 1 });
    const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/">${rewritten('urn:easel:inscription:1/')}</x:xmpmeta>`;
    const body = Buffer.from(`http://ns.adobe.com/xap/1.0/\0${packet}`);
    const head = Buffer.from([0xff, 0xe1, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    const comment = Buffer.from([0xff, 0xfe, 0, 3, 0x20]);
    const second = 4 + bytes.readUInt16BE(4);
    const moved = Buffer.concat([bytes.subarray(0, second), comment, head, body, bytes.subarray(second)]);
    expect(readInscription(moved)?.command).toBe("/imagine a 'fox'");
  });
});

async function pixels(bytes: Buffer) {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

function foreignXmp(property: string): string {
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><${property}><rdf:Alt><rdf:li xml:lang="x-default">theirs</rdf:li></rdf:Alt></${property}></rdf:Description></rdf:RDF></x:xmpmeta>`;
}
