import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { composePicture } from '../../../src/sandbox/art/compose.ts';
import { createDrawing } from '../../../src/sandbox/art/drawing.ts';
import { drawMarks } from '../../../src/sandbox/art/marks.ts';

const order = { prompt: 'the sea', seed: 1, guidance: 3.5, steps: 25, width: 512, height: 512, watermark: undefined };
const watermark = (text: string) => ({ text, corner: 'top left' as const, opacity: 1 });

describe('text from people in the SVG', () => {
  it.each([
    '</text></svg><script>alert(1)</script>',
    '<image href="file:///etc/passwd"/>',
    '"><use href="http://127.0.0.1/x"/>',
    '漢<b>字&amp;</b>',
    // A grapheme that begins with a bracket has no strokes, so it goes the way of system fonts.
    '<\u0338script\u0338>\u0338&\u0338"\u0338',
  ])('%s stays text', async (text) => {
    const svg = composePicture({ ...order, prompt: text, watermark: watermark(text) });
    expect((await sharp(Buffer.from(svg)).metadata()).format).toBe('svg');
    expect(svg).not.toMatch(/<(?:script|image|b)\b|href="(?!#)|file:|http:\/\/127/);
  });

  it('never breaks the picture', async () => {
    const marks = (texts: readonly string[]) => {
      const drawing = createDrawing(1000, 1000, 0.1);
      for (const text of texts) drawMarks(drawing, { ...order, watermark: watermark(text) }, 1000, 1000, 0.1);
      return Buffer.from(drawing.finish());
    };
    const text = fc.string({ unit: 'binary', maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 20 }), async (texts) => {
        expect((await sharp(marks(texts)).metadata()).format).toBe('svg');
      }),
      { numRuns: 5 },
    );
  });
});
