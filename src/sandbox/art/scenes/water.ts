import { colour, mix } from '../colour.ts';
import { round } from '../round.ts';
import type { Scene } from '../scene.ts';
import { drawSky, type Light } from '../sky.ts';
import { type Ground, rolling, under } from '../terrain.ts';
import { drawConifers } from '../trees.ts';
import { drawLayers, drawRange } from './hills.ts';

const white = colour(1, 0, 0);

/** Open sea to the horizon, with the light's path on it and far headlands. */
export function drawSea(scene: Scene): Ground {
  const { drawing, width, height, palette, random } = scene;
  const horizon = height * random('horizon').between(0.5, 0.6);
  const light = drawSky(scene, horizon);
  drawHeadlands(scene, horizon);
  const water = drawing.linear([
    [0, mix(palette.sky[3], palette.sky[2], 0.4)],
    [0.12, mix(palette.sky[2], palette.sky[1], 0.55)],
    [0.5, mix(palette.sky[1], palette.near, 0.42)],
    [1, mix(palette.sky[0], palette.near, 0.72)],
  ]);
  drawing.rectangle(0, horizon, width, height - horizon, water);
  drawWaves(scene, horizon);
  drawLightPath(scene, light, horizon, height);
  return () => horizon + (height - horizon) * 0.52;
}

function drawHeadlands({ drawing, width, palette, random }: Scene, horizon: number): void {
  const numbers = random('headlands');
  for (let layer = 0; layer < 2; layer++) {
    const fromLeft = numbers.chance(0.5);
    const reach = width * numbers.between(0.35, 0.6);
    const line = rolling(numbers, 0, 16, 210);
    const tall = numbers.between(60, 130) * (layer + 0.8);
    const ground = (x: number) => {
      const place = (fromLeft ? x : width - x) / reach;
      return horizon - Math.max(0, 1 - place) ** 1.3 * tall - Math.max(0, 1 - place) * Math.abs(line(x)) * 0.9;
    };
    const tone = mix(palette.far, palette.near, 0.12 + layer * 0.25);
    drawing.path(
      under(ground, width, horizon + 1),
      drawing.linear([
        [0, tone],
        [1, mix(tone, palette.sky[3], 0.5)],
      ]),
    );
  }
}

/** The broken reflection of sun or moon. */
function drawLightPath(
  { drawing, palette, random, detail }: Scene,
  light: Light,
  horizon: number,
  bottom: number,
): void {
  const numbers = random('light path');
  const steps = Math.round(70 * Math.max(0.7, detail));
  for (let step = 0; step < steps; step++) {
    const share = (step / steps) ** 1.5;
    const y = horizon + 2 + (bottom - horizon) * share;
    const spread = light.radius * (0.5 + share * 1.5);
    const length = spread * numbers.between(0.12, 0.75) * (1 - share * 0.4);
    const x = light.x + numbers.between(-1, 1) * spread * (0.25 + share * 0.7);
    drawing.ellipse(x, y, length, 1.3 + share * 5, palette.light, (0.72 - 0.5 * share) * numbers.between(0.5, 1));
  }
}

/** Rows of swell: each a bright crest over a darker trough, bigger towards the front. */
function drawWaves({ drawing, width, height, palette, random, detail }: Scene, horizon: number): void {
  const rows = Math.round(11 * Math.max(0.7, Math.min(1.3, detail)));
  for (let row = 1; row <= rows; row++) {
    const share = row / rows;
    const numbers = random(`wave ${row}`);
    const level = horizon + (height - horizon) * share ** 1.55;
    const ground = rolling(numbers, level, 2 + 13 * share, 120 + 460 * share);
    const tone = mix(mix(palette.sky[2], palette.sky[0], share), palette.near, 0.25 + 0.5 * share);
    const fill = drawing.linear([
      [0, mix(tone, palette.sky[3], 0.3 * (1 - share))],
      [1, tone, 0],
    ]);
    drawing.path(under(ground, width, level + 30 + 120 * share), fill, 0.42);
    for (let crest = 0; crest < 6; crest++) {
      const x = numbers.between(-50, width);
      const length = (30 + 120 * share) * numbers.between(0.5, 1.3);
      const points = [0, 0.25, 0.5, 0.75, 1].map(
        (at) => `${round(x + length * at)} ${round(ground(x + length * at) + 1)}`,
      );
      drawing.line(`M${points.join('L')}`, mix(palette.sky[3], white, 0.4), 0.8 + 2 * share, 0.34);
    }
  }
}

/** Still water that mirrors sky, mountains and trees. */
export function drawLake(scene: Scene): Ground {
  const { drawing, width, height, palette, random } = scene;
  const shore = height * random('horizon').between(0.54, 0.6);
  let light: Light = { x: width / 2, y: 0, radius: 60 };
  const above = drawing.group('', () => {
    light = drawSky(scene, shore);
    drawRange(scene, shore - 10);
    drawLayers({ ...scene, height: shore + height * 0.07 }, shore - height * 0.05, 3, 0.62);
  });
  drawing.rectangle(0, shore, width, height - shore, palette.near);
  drawing.mirror(above, shore, 0.66);
  const veil = drawing.linear([
    [0, palette.sky[3], 0.16],
    [0.3, palette.sky[1], 0.1],
    [1, palette.near, 0.8],
  ]);
  drawing.rectangle(0, shore, width, height - shore, veil);
  drawRipples(scene, shore, light);
  return drawBank(scene);
}

function drawRipples({ drawing, width, height, palette, random, detail }: Scene, shore: number, light: Light): void {
  const numbers = random('ripples');
  for (let ripple = 0; ripple < 60 * detail; ripple++) {
    const share = numbers.next() ** 1.6;
    const nearLight = numbers.chance(0.4);
    const x = nearLight ? light.x + numbers.between(-1, 1) * light.radius * 1.6 : numbers.between(0, width);
    const length = (14 + 110 * share) * numbers.between(0.4, 1);
    drawing.ellipse(
      x,
      shore + 3 + (height - shore) * share,
      length,
      0.7 + 1.6 * share,
      palette.sky[3],
      nearLight ? 0.4 : 0.2,
    );
  }
}

/** A dark bank with grasses and a few trees in front. */
function drawBank(scene: Scene): Ground {
  const { drawing, width, height, palette, random } = scene;
  const slope = random('bank').chance(0.5) ? 1 : -1;
  const line = rolling(random('bank'), height * 0.93, 12, 380);
  const ground = (x: number) => line(x) + slope * (x - width / 2) * 0.06;
  // Trees stand where the bank is high, near one edge; elsewhere they would hide the water.
  const fromEdge = (x: number) => (slope > 0 ? width - x : x);
  const wooded = (x: number) => (fromEdge(x) < 240 ? ground(x) : height * 2);
  drawConifers(scene, 'bank trees', wooded, 210, palette.near);
  drawing.path(under(ground, width, height + 40), palette.near);
  return ground;
}
