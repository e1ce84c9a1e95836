import type { Random } from '../../random.ts';
import { adjust, type Colour, colour, mix } from '../colour.ts';
import { round } from '../round.ts';
import type { Scene } from '../scene.ts';
import { drawSky } from '../sky.ts';
import { type Ground, rolling, under } from '../terrain.ts';
import { drawBroadleaf } from '../trees.ts';

/** A meadow in flower, with a tree or two and far hills. */
export function drawFlowers(scene: Scene): Ground {
  const { drawing, width, height, palette, random } = scene;
  const horizon = height * 0.5;
  drawSky(scene, horizon);
  const green = mix(palette.near, colour(0.62, 0.13, 135), 0.62);
  for (let layer = 0; layer < 4; layer++) {
    const share = layer / 3;
    const ground = rolling(random(`meadow ${layer}`), horizon + height * 0.13 * share, 24, 700);
    const tone = mix(mix(palette.far, green, 0.25 + 0.55 * share), green, share);
    if (layer === 2) drawTrees(scene, ground, green);
    drawing.path(
      under(ground, width, height + 40),
      drawing.linear([
        [0, mix(tone, palette.light, 0.18)],
        [1, mix(tone, palette.near, 0.3 * share)],
      ]),
    );
  }
  drawBlooms(scene, horizon + height * 0.16, green);
  return () => height * 0.83;
}

function drawTrees(scene: Scene, ground: Ground, green: Colour): void {
  const numbers = scene.random('trees');
  const leaves = scene.reading.season === 'autumn' ? colour(0.66, 0.16, 52) : mix(green, scene.palette.near, 0.2);
  for (let tree = 0; tree < numbers.whole(1, 3); tree++) {
    const x = scene.width * numbers.between(0.08, 0.92);
    drawBroadleaf(scene, numbers, x, ground(x) + 6, numbers.between(150, 260), leaves);
  }
}

/** Flowers from small and many at the back to large and few in front. */
function drawBlooms(scene: Scene, from: number, green: Colour): void {
  const { width, height, palette, detail } = scene;
  const numbers = scene.random('blooms');
  const petals = [
    ...palette.accents,
    adjust(palette.accents[0], { turn: numbers.between(-60, 60) }),
    colour(0.96, 0.03, 90),
  ] as const;
  const rows = 15;
  for (let row = 0; row < rows; row++) {
    const share = row / (rows - 1);
    const size = 3 + 40 * share ** 2.1;
    const level = from + (height * 1.04 - from) * share ** 1.1;
    const count = Math.min(80, (width / (size * 3.4)) * Math.min(1.2, 0.5 + detail * 0.5));
    for (let bloom = 0; bloom < count; bloom++) {
      const x = ((bloom + numbers.between(-0.4, 0.9)) / count) * width;
      const y = level + numbers.between(-0.8, 0.8) * size * 1.6;
      drawBloom(scene, numbers, { x, y, size: size * numbers.between(0.7, 1.25), share }, numbers.pick(petals), green);
    }
  }
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly share: number;
}

function drawBloom(scene: Scene, numbers: Random, { x, y, size, share }: Place, petal: Colour, green: Colour): void {
  const { drawing, palette } = scene;
  const bend = numbers.between(-0.7, 0.7) * size;
  const tone = mix(petal, palette.sky[2], 0.3 * (1 - share));
  if (size < 7) {
    drawing.circle(x, y, size * 0.62, tone);
    return;
  }
  drawing.line(
    `M${round(x)} ${round(y)}q${round(bend)} ${round(size * 1.6)} ${round(bend * 0.5)} ${round(size * 4)}`,
    adjust(green, { lighter: -0.12 * share }),
    size * 0.1,
  );
  const kind = numbers.whole(0, 2);
  if (kind === 0) {
    drawTulip(scene, x, y, size, tone);
    return;
  }
  const count = kind === 1 ? 5 : 9;
  const turn = numbers.between(0, 2 * Math.PI);
  const angles = Array.from({ length: count }, (_, leaf) => turn + (leaf * 2 * Math.PI) / count);
  const [even, odd] = [0, 1].map((rest) =>
    angles
      .filter((_, leaf) => leaf % 2 === rest)
      .map((angle) => petalOutline(x, y, size, angle, kind === 1 ? 0.62 : 0.3)),
  );
  drawing.path(even?.join('') ?? '', adjust(tone, { lighter: -0.02 }));
  drawing.path(odd?.join('') ?? '', adjust(tone, { lighter: 0.035 }));
  drawing.circle(x, y, size * 0.22, kind === 1 ? mix(palette.near, petal, 0.3) : colour(0.85, 0.15, 88));
}

/** One petal outwards from the middle; flowers are seen a little from the side, hence flatter than wide. */
function petalOutline(x: number, y: number, size: number, angle: number, spread: number): string {
  const at = (distance: number, turned: number) =>
    `${round(x + Math.cos(angle + turned) * distance * size)} ${round(y + Math.sin(angle + turned) * distance * size * 0.8)}`;
  return `M${round(x)} ${round(y)}C${at(0.6, -spread)} ${at(1.15, -spread)} ${at(1, 0)}C${at(1.15, spread)} ${at(0.6, spread)} ${round(x)} ${round(y)}Z`;
}

function drawTulip({ drawing }: Scene, x: number, y: number, size: number, tone: Colour): void {
  const [left, top, s] = [round(x), round(y), size];
  const cup = (shift: number, lighter: number) =>
    drawing.path(
      `M${left} ${round(top + s * 0.6)}c${round(s * (shift - 0.62))} ${round(-s * 0.15)} ${round(s * (shift - 0.5))} ${round(-s)} ${round(s * shift)} ${round(-s * 1.25)}c${round(s * 0.42)} ${round(s * 0.3)} ${round(s * 0.62)} ${round(s * 0.95)} ${round(-s * shift)} ${round(s * 1.25)}Z`,
      adjust(tone, { lighter }),
    );
  cup(-0.34, -0.05);
  cup(0.34, -0.03);
  cup(0, 0.03);
}
