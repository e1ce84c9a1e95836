import type { Random } from '../../random.ts';
import { adjust, type Colour, mix } from '../colour.ts';
import { round } from '../round.ts';
import type { Scene } from '../scene.ts';
import { drawSky } from '../sky.ts';
import type { Ground } from '../terrain.ts';

/** A skyline in three depths over a river that mirrors it. */
export function drawCity(scene: Scene): Ground {
  const { drawing, width, height, palette } = scene;
  const quay = height * 0.8;
  const above = drawing.group('', () => {
    drawSky(scene, quay * 0.94);
    for (let depth = 0; depth < 4; depth++) {
      drawBlocks(scene, depth, quay);
      const haze = drawing.linear([
        [0, palette.sky[3], 0],
        [1, palette.sky[3], 0.42 - 0.1 * depth],
      ]);
      drawing.rectangle(0, quay * 0.62, width, quay * 0.38, haze);
    }
  });
  drawing.rectangle(0, quay, width, height - quay, palette.near);
  drawing.mirror(above, quay, 0.5);
  drawing.rectangle(
    0,
    quay,
    width,
    height - quay,
    drawing.linear([
      [0, palette.near, 0.12],
      [1, palette.near, 0.75],
    ]),
  );
  drawGlints(scene, quay);
  drawing.rectangle(0, quay - 4, width, 7, palette.near);
  return () => quay - 4;
}

function drawBlocks(scene: Scene, depth: number, quay: number): void {
  const { width, height, palette, random, reading, drawing } = scene;
  const numbers = random(`blocks ${depth}`);
  const share = depth / 3;
  const tone = mix(mix(palette.far, palette.sky[2], 0.25), palette.near, share ** 0.8 * 0.94);
  const middle = width * numbers.between(0.35, 0.65);
  for (let x = -30; x < width + 10; ) {
    const wide = numbers.between(34, 66) + 26 * share;
    const centre = Math.exp(-(((x - middle) / (width * 0.34)) ** 2));
    const tall =
      height *
      ((0.1 + numbers.next() * 0.13) * (1 - 0.42 * share) + centre * (0.34 - 0.26 * share) * numbers.between(0.45, 1));
    const fill = drawing.linear([
      [0, tone],
      [1, mix(tone, palette.sky[3], 0.5 * (1 - share))],
    ]);
    drawing.rectangle(x, quay - tall, wide, tall + 2, fill);
    drawRoof(scene, numbers, x, quay - tall, wide, tone);
    if (depth > 0) drawWindows(scene, numbers, { x, y: quay - tall, wide, tall }, depth, reading.time);
    x += wide * numbers.between(0.75, 1.08);
  }
}

function drawRoof({ drawing }: Scene, numbers: Random, x: number, y: number, wide: number, tone: Colour): void {
  const kind = numbers.whole(0, 5);
  const middle = x + wide / 2;
  if (kind === 0)
    drawing.path(
      `M${round(x)} ${round(y + 1)}L${round(middle)} ${round(y - wide * 0.7)}L${round(x + wide)} ${round(y + 1)}Z`,
      tone,
    );
  if (kind === 1) drawing.rectangle(x + wide * 0.2, y - wide * 0.35, wide * 0.6, wide * 0.36, tone);
  if (kind === 2) drawing.line(`M${round(middle)} ${round(y)}v${round(-wide * 1.1)}`, tone, 2.4);
  if (kind === 3) drawing.ellipse(middle, y, wide / 2, wide * 0.3, tone);
  if (kind === 4)
    drawing.path(`M${round(x)} ${round(y + 1)}V${round(y - wide * 0.5)}L${round(x + wide)} ${round(y + 1)}Z`, tone);
}

interface Block {
  readonly x: number;
  readonly y: number;
  readonly wide: number;
  readonly tall: number;
}

function drawWindows(scene: Scene, numbers: Random, block: Block, depth: number, time: string): void {
  const { drawing, palette, detail } = scene;
  const isDark = time === 'night' || time === 'dusk';
  const lit = isDark ? 0.34 + 0.06 * depth : 0.14;
  const pane = 5 + depth * 1.2;
  let outlines = '';
  let warm = '';
  for (let y = block.y + 12; y < block.y + block.tall - 14; y += pane * 2.3) {
    for (let x = block.x + 7; x < block.x + block.wide - pane - 3; x += pane * 1.9) {
      if (numbers.next() > lit * Math.min(1.25, 0.5 + detail * 0.5)) continue;
      const square = `M${round(x)} ${round(y)}h${round(pane)}v${round(pane * 1.15)}h${round(-pane)}Z`;
      if (numbers.chance(0.3)) warm += square;
      else outlines += square;
    }
  }
  const [glass, orange] = palette.accents;
  drawing.path(
    outlines,
    isDark ? mix(glass, palette.light, 0.45) : adjust(palette.light, { lighter: -0.04 }),
    isDark ? 0.9 : 0.5,
  );
  drawing.path(warm, orange, isDark ? 0.85 : 0.35);
}

function drawGlints({ drawing, width, height, palette, random, detail }: Scene, quay: number): void {
  const numbers = random('glints');
  for (let glint = 0; glint < 70 * detail; glint++) {
    const share = numbers.next();
    drawing.ellipse(
      numbers.between(0, width),
      quay + 6 + (height - quay) * share,
      numbers.between(6, 40),
      0.8 + share * 1.2,
      numbers.pick([palette.accents[0], palette.sky[3], palette.light]),
      0.28,
    );
  }
}
