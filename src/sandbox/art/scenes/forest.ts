import { adjust, colour, mix } from '../colour.ts';
import { round } from '../round.ts';
import type { Scene } from '../scene.ts';
import { drawSky } from '../sky.ts';
import { type Ground, rolling, under } from '../terrain.ts';
import { drawConifers } from '../trees.ts';

const snow = colour(0.95, 0.02, 250);

/** Trunks behind trunks, with light falling between them. */
export function drawForest(scene: Scene): Ground {
  const { drawing, width, height, palette, random, reading } = scene;
  const light = drawSky(scene, height * 0.72);
  const layers = 5;
  let front: Ground = () => height * 0.9;
  for (let layer = 0; layer < layers; layer++) {
    const share = layer / (layers - 1);
    const level = height * (0.68 + 0.22 * share);
    const ground = rolling(random(`floor ${layer}`), level, 10 + 14 * share, 500);
    const tone = mix(mix(palette.far, palette.sky[2], 0.3), palette.near, share ** 0.85);
    if (layer < 2) drawConifers(scene, `wood ${layer}`, ground, height * (0.3 + 0.16 * layer), tone);
    drawTrunks(scene, `trunks ${layer}`, ground, share, tone);
    const floor = reading.season === 'winter' ? mix(tone, snow, 0.72 - 0.25 * share) : tone;
    drawing.path(
      under(ground, width, height + 60),
      drawing.linear([
        [0, adjust(floor, { lighter: 0.03 })],
        [1, mix(floor, palette.sky[3], 0.35 * (1 - share))],
      ]),
    );
    if (layer === 2) drawRays(scene, light.x);
    front = ground;
  }
  return front;
}

function drawTrunks(scene: Scene, name: string, ground: Ground, share: number, tone: ReturnType<typeof mix>): void {
  const { drawing, width, height, palette } = scene;
  const numbers = scene.random(name);
  const thick = 7 + 34 * share ** 1.6;
  const gap = 34 + 190 * share ** 1.3;
  for (let x = numbers.between(-gap, gap); x < width + gap; x += gap * numbers.between(0.6, 1.7)) {
    // The middle of the front stays open, so that one can see in.
    if (share > 0.7 && Math.abs(x - width / 2) < width * 0.24) continue;
    const foot = ground(x) + 8;
    const half = (thick * numbers.between(0.6, 1.15)) / 2;
    const lean = numbers.between(-16, 16);
    const bark = drawing.linear(
      [
        [0, adjust(tone, { lighter: -0.03 })],
        [0.75, tone],
        [1, mix(tone, palette.light, 0.22 * (1 - share) + 0.06)],
      ],
      'right',
    );
    drawing.path(
      `M${round(x - half * 1.5)} ${round(foot)}Q${round(x - half)} ${round(foot - 60)} ${round(x - half * 0.7 + lean)} ${-10}H${round(x + half * 0.7 + lean)}Q${round(x + half)} ${round(foot - 60)} ${round(x + half * 1.6)} ${round(foot)}Z`,
      bark,
    );
    drawBranches(scene, numbers, { x: x + lean * 0.6, half, top: height * 0.05, bottom: foot - height * 0.3 }, tone);
  }
}

function drawBranches(
  { drawing, detail }: Scene,
  numbers: ReturnType<Scene['random']>,
  trunk: { x: number; half: number; top: number; bottom: number },
  tone: ReturnType<typeof mix>,
): void {
  const count = Math.round(4 * detail);
  for (let branch = 0; branch < count; branch++) {
    const y = numbers.between(trunk.top, trunk.bottom);
    const side = numbers.chance(0.5) ? 1 : -1;
    const reach = trunk.half * numbers.between(3, 8);
    drawing.line(
      `M${round(trunk.x)} ${round(y)}q${round(side * reach * 0.5)} ${round(-reach * 0.1)} ${round(side * reach)} ${round(-reach * numbers.between(0.25, 0.7))}`,
      tone,
      Math.max(1.2, trunk.half * 0.24),
    );
  }
}

function drawRays({ drawing, width, height, palette, reading, random }: Scene, from: number): void {
  if (reading.time === 'night') return;
  const numbers = random('rays');
  for (let ray = 0; ray < 7; ray++) {
    const aim = from + (ray - 3) * width * 0.2 + numbers.between(-60, 60);
    const wide = numbers.between(24, 90);
    const fill = drawing.linear([
      [0, palette.light, 0.5],
      [1, palette.light, 0],
    ]);
    drawing.path(
      `M${round(from + (ray - 3) * 26)} -40h14L${round(aim + wide)} ${round(height * 0.92)}h${round(-wide * 2)}Z`,
      fill,
      numbers.between(0.18, 0.42),
    );
  }
}
