import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createPainter } from '../../../src/sandbox/art/painter.ts';
import type { PaintOrder, Watermark } from '../../../src/sandbox/paint.ts';

const order: PaintOrder = {
  prompt: 'a fox at dawn',
  seed: 42,
  guidance: 3.5,
  steps: 25,
  width: 256,
  height: 256,
  watermark: undefined,
};
const painter = createPainter();
const never = new AbortController().signal;
const paint = (changes: Partial<PaintOrder> = {}) => painter({ ...order, ...changes }, never);

const usual = paint();

async function pixels(changes: Partial<PaintOrder>): Promise<Uint8Array> {
  return sharp(await paint(changes))
    .raw()
    .toBuffer();
}

/** Where two pictures of 256 × 256 differ: the box around every pixel that does. */
function difference(first: Uint8Array, second: Uint8Array) {
  const box = { left: 256, right: -1, top: 256, bottom: -1 };
  for (const [at, value] of first.entries()) {
    if (value === second[at]) continue;
    const [column, row] = [Math.floor(at / 3) % 256, Math.floor(at / 3 / 256)];
    box.left = Math.min(box.left, column);
    box.right = Math.max(box.right, column);
    box.top = Math.min(box.top, row);
    box.bottom = Math.max(box.bottom, row);
  }
  return box;
}

describe('a painted picture', () => {
  it('is the same bytes for the same order, from any painter', async () => {
    expect(Buffer.compare(await createPainter()(order, never), await usual)).toBe(0);
  });

  it.each<Partial<PaintOrder>>([
    { seed: 43 },
    { prompt: 'a cat at dawn' },
    { prompt: 'a fox at dusk' },
    { guidance: 9 },
    { steps: 50 },
  ])('is another one for %o', async (changes) => {
    expect(Buffer.compare(await paint(changes), await usual)).not.toBe(0);
  });

  it.each([
    [256, 256],
    [682, 1024],
    [257, 768],
  ])('is a PNG of exactly %i × %i', async (width, height) => {
    const { format, ...size } = await sharp(await paint({ width, height })).metadata();
    expect([format, size.width, size.height, size.channels]).toEqual(['png', width, height, 3]);
  });

  it.each([
    'abstract dream',
    'city in the rain',
    'desert',
    'flowers in spring',
    'forest in winter',
    'northern lights over a lake',
    'a whale in the sea',
    'mountains in autumn',
    'a planet in space',
    '一只猫在夜晚的城市',
    '',
    '<script>&"\'\u0000\ud800',
  ])('can be painted for "%s"', async (prompt) => {
    const { channels } = await sharp(await paint({ prompt })).stats();
    // Something is to be seen: not one flat colour.
    expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(8);
  });

  it('is not painted for someone who is gone', async () => {
    await expect(painter(order, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  });
});

describe('the marks', () => {
  const mark = (corner: Watermark['corner'], opacity: number, text = 'AI生成') => ({ corner, opacity, text });

  it('say that it is from the sandbox, in the lower left corner', async () => {
    const label = sharp(await paint({ prompt: 'night' })).extract({ left: 8, top: 230, width: 120, height: 20 });
    const { channels } = await label.stats();
    expect(channels.every(({ min, max }) => min < 70 && max > 215)).toBe(true);
  });

  it('give the seed', async () => {
    const [one, other] = await Promise.all([42, 43].map((seed) => labelOf({ seed, prompt: 'x' })));
    expect(one).not.toEqual(other);
  });

  it('leave the lower left corner to a watermark', async () => {
    const moved = difference(await pixels({}), await pixels({ watermark: mark('bottom left', 0) }));
    expect(moved.top).toBeGreaterThan(220);
    expect([moved.left < 10, moved.right > 245]).toEqual([true, true]);
  });

  it.each([
    ['bottom right', { fromLeft: 128, fromTop: 128 }],
    ['bottom left', { fromLeft: 0, fromTop: 128 }],
    ['top left', { fromLeft: 0, fromTop: 0 }],
    ['top right', { fromLeft: 128, fromTop: 0 }],
  ] as const)('put a watermark %s and nowhere else', async (corner, { fromLeft, fromTop }) => {
    const [without, faint, strong] = await Promise.all(
      [0, 0.3, 1].map((opacity) => pixels({ watermark: mark(corner, opacity) })),
    );
    const box = difference(without ?? nothing, strong ?? nothing);
    expect(box.left).toBeGreaterThanOrEqual(fromLeft);
    expect(box.right).toBeLessThan(fromLeft + 128);
    expect(box.top).toBeGreaterThanOrEqual(fromTop);
    expect(box.bottom).toBeLessThan(fromTop + 128);
    // The farther edge of the box is near the corner itself.
    expect(fromLeft ? 255 - box.right : box.left).toBeLessThan(14);
    expect(fromTop ? 255 - box.bottom : box.top).toBeLessThan(14);
    expect(contrast(without, strong)).toBeGreaterThan(2 * contrast(without, faint));
  });

  it('keep a long watermark inside the picture and off the label', async () => {
    const text = 'A very long watermark that would not fit into the picture at its usual size at all';
    const [without, strong] = await Promise.all(
      [0, 1].map((opacity) => pixels({ watermark: mark('bottom right', opacity, text) })),
    );
    const box = difference(without ?? nothing, strong ?? nothing);
    expect(box.left).toBeGreaterThan(130);
    expect(box.right).toBeGreaterThan(200);
    expect(box.right).toBeLessThan(254);
  });

  it('are the same bytes where no font is installed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'easel-fonts-'));
    const config = join(folder, 'fonts.conf');
    await writeFile(config, '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>');
    const marked = { ...order, watermark: mark('top left', 1, 'AI生成, Généré par IA & more') };
    const code = `
      import { createHash } from 'node:crypto';
      import { createPainter } from ${JSON.stringify(new URL('../../../src/sandbox/art/painter.ts', import.meta.url).href)};
      const picture = await createPainter()(${JSON.stringify(marked)}, new AbortController().signal);
      process.stdout.write(createHash('sha256').update(picture).digest('hex'));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
      env: { ...process.env, FONTCONFIG_FILE: config },
    });
    await rm(folder, { recursive: true });
    expect(stdout).toBe(
      createHash('sha256')
        .update(await paint(marked))
        .digest('hex'),
    );
  });

  async function labelOf(changes: Partial<PaintOrder>) {
    return sharp(await paint(changes))
      .extract({ left: 100, top: 235, width: 40, height: 10 })
      .raw()
      .toBuffer();
  }

  const nothing = new Uint8Array();

  function contrast(first: Uint8Array = nothing, second: Uint8Array = nothing): number {
    return first.reduce((sum, value, at) => sum + Math.abs(value - (second[at] ?? 0)), 0);
  }
});
