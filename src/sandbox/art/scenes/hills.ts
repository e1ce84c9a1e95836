import { mix } from '../colour.ts';
import type { Scene } from '../scene.ts';
import { drawSky } from '../sky.ts';
import { type Ground, jagged, rolling, under } from '../terrain.ts';
import { drawConifers } from '../trees.ts';

/** Layers of hills or mountains that fade into the haze. Returns the ground in front. */
export function drawHills(scene: Scene): Ground {
  const { height, reading } = scene;
  const horizon = height * (reading.scene === 'mountains' ? 0.62 : 0.56);
  drawSky(scene, horizon);
  if (reading.scene === 'mountains') drawRange(scene, horizon);
  return drawLayers(scene, horizon, reading.scene === 'mountains' ? 4 : 6);
}

/** Two jagged ranges with snow on top. */
export function drawRange({ drawing, width, height, palette, random }: Scene, horizon: number): void {
  for (const [layer, share] of [0.42, 0.3].entries()) {
    const ground = jagged(random(`range ${layer}`), horizon + height * 0.06 * layer, height * share, width);
    const tone = mix(mix(palette.far, palette.sky[2], 0.35), palette.near, layer * 0.22);
    const top = mix(palette.light, tone, 0.18 + layer * 0.12);
    const stone = drawing.linear([
      [0, top],
      [0.22, mix(top, tone, 0.45)],
      [0.4, tone],
      [1, mix(tone, palette.sky[3], 0.55)],
    ]);
    drawing.path(under(ground, width, horizon + height * 0.2, 4), stone);
    // Shade on the side away from the light gives the slopes their form.
    const shade = (x: number) => ground(x) + Math.max(0, ground(x) - ground(x - 34)) * 1.6 + 4;
    drawing.path(under(shade, width, horizon + height * 0.2, 4), mix(tone, palette.near, 0.3), 0.34);
  }
}

/** Rolling ridges from far to near, the nearest ones wooded. `darkest` is how near the nearest one is, 0 to 1. */
export function drawLayers(scene: Scene, horizon: number, layers: number, darkest = 1): Ground {
  const { drawing, width, height, palette, random } = scene;
  let front: Ground = () => height * 0.9;
  for (let layer = 0; layer < layers; layer++) {
    const share = layer / (layers - 1);
    const level = horizon + (height * 0.9 - horizon) * share ** 1.25;
    const ground = rolling(random(`ridge ${layer}`), level, 34 + 20 * share, 620 + 260 * (1 - share));
    const tone = mix(palette.far, palette.near, darkest * share ** 1.15);
    if (share > 0.25 && share < 0.98)
      drawConifers(scene, `trees ${layer}`, ground, 26 + 110 * share ** 1.8, mix(tone, palette.near, 0.14));
    const fill = drawing.linear([
      [0, tone],
      [0.5, mix(tone, palette.sky[3], 0.28 * (1 - share))],
      [1, mix(tone, palette.sky[3], 0.6 * (1 - share))],
    ]);
    drawing.path(under(ground, width, level + height * 0.3 + 60), fill);
    front = ground;
  }
  drawing.rectangle(0, height * 0.985, width, height * 0.02, palette.near);
  return front;
}
