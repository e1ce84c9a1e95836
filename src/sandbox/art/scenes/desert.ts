import { adjust, colour, mix } from '../colour.ts';
import { round } from '../round.ts';
import type { Scene } from '../scene.ts';
import { drawSky } from '../sky.ts';
import { type Ground, rolling } from '../terrain.ts';

/** Dunes with a bright and a shaded side. */
export function drawDesert(scene: Scene): Ground {
  const { drawing, width, height, palette, random, reading } = scene;
  const horizon = height * 0.55;
  drawSky(scene, horizon);
  const isNight = reading.time === 'night';
  const sand = mix(palette.sky[2], colour(isNight ? 0.42 : 0.76, 0.11, 58), 0.62);
  let front: Ground = () => height * 0.8;
  for (let layer = 0; layer < 6; layer++) {
    const share = layer / 5;
    const numbers = random(`dune ${layer}`);
    const level = horizon + (height * 0.97 - horizon) * share ** 1.2;
    const tall = 34 + 90 * share;
    const crest = width * numbers.between(0.1, 0.9);
    const line = rolling(numbers, level, tall * 0.2, 900);
    const ground = (x: number) => line(x) - tall * Math.exp(-(((x - crest) / (width * 0.3)) ** 2));
    const tone = mix(mix(sand, palette.sky[3], 0.45), mix(sand, palette.near, 0.32), share);
    drawing.path(
      duneOutline(ground, -20, width + 20, height + 20),
      drawing.linear([
        [0, adjust(tone, { lighter: 0.05 })],
        [1, mix(tone, palette.sky[2], 0.25)],
      ]),
    );
    drawing.path(
      shadedSide(ground, crest, width, height),
      drawing.linear([
        [0, mix(tone, palette.near, 0.42)],
        [0.8, mix(tone, palette.near, 0.16)],
        [1, tone, 0],
      ]),
      0.85,
    );
    front = ground;
  }
  return front;
}

function duneOutline(ground: Ground, from: number, to: number, bottom: number): string {
  let outline = `M${from} ${round(bottom)}`;
  for (let x = from; x <= to; x += 10) outline += `L${x} ${round(ground(x))}`;
  return `${outline}L${round(to)} ${round(bottom)}Z`;
}

/** From the crest line down to the right, with a winding edge. */
function shadedSide(ground: Ground, crest: number, width: number, height: number): string {
  const tall = height * 0.3;
  let outline = `M${round(crest)} ${round(ground(crest))}`;
  for (let x = crest; x <= width + 20; x += 10) outline += `L${round(x)} ${round(ground(x))}`;
  const bottom = ground(crest) + tall;
  return `${outline}L${round(width + 20)} ${round(bottom)}L${round(crest + 150)} ${round(bottom)}C${round(crest - 90)} ${round(bottom - tall * 0.35)} ${round(crest + 130)} ${round(ground(crest) + tall * 0.3)} ${round(crest)} ${round(ground(crest))}Z`;
}
