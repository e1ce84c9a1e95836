import type { Random } from '../random.ts';
import { adjust, colour, mix } from './colour.ts';
import { round } from './round.ts';
import type { Scene } from './scene.ts';

const white = colour(1, 0, 0);

/** Where the sun or moon stands, in units. */
export interface Light {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Sky, stars, sun or moon and clouds, with the brightest part at `horizon`. */
export function drawSky(scene: Scene, horizon: number): Light {
  const { drawing, width, height, palette, reading } = scene;
  const [top, high, low, edge] = palette.sky;
  const end = horizon / height;
  const fill = drawing.linear([
    [0, top],
    [end * 0.42, high],
    [end * 0.78, low],
    [end, edge],
  ]);
  drawing.rectangle(0, 0, width, height, fill);
  if (reading.time === 'night') drawStars(scene, horizon);
  if (reading.aurora) drawAurora(scene, horizon);
  const light = drawLight(scene, horizon);
  if (reading.time === 'night') return light;
  drawClouds(scene, horizon);
  return light;
}

function drawLight({ drawing, width, palette, reading, random }: Scene, horizon: number): Light {
  const numbers = random('light');
  const side = numbers.chance(0.5) ? 0.34 : 0.66;
  const isNight = reading.time === 'night';
  const low = reading.time === 'dawn' || reading.time === 'dusk';
  const radius = isNight ? numbers.between(42, 66) : numbers.between(55, 95);
  const light = {
    x: width * (side + numbers.between(-0.08, 0.08)),
    y: low ? horizon - radius * numbers.between(0.3, 1.7) : horizon * numbers.between(0.24, 0.45),
    radius,
  };
  const glow = drawing.radial([
    [0, palette.light, isNight ? 0.42 : 0.75],
    [0.25, palette.light, isNight ? 0.16 : 0.36],
    [1, palette.sky[3], 0],
  ]);
  drawing.circle(light.x, light.y, radius * (isNight ? 6 : 7), glow);
  drawing.circle(light.x, light.y, radius, palette.light, isNight ? 1 : 0.94);
  if (isNight) drawMoonMarks({ drawing, palette, random }, light);
  return light;
}

function drawMoonMarks(
  { drawing, palette, random }: Pick<Scene, 'drawing' | 'palette' | 'random'>,
  { x, y, radius }: Light,
) {
  const numbers = random('moon');
  const shade = adjust(palette.light, { lighter: -0.1 });
  for (let mark = 0; mark < 7; mark++) {
    const angle = numbers.between(0, 2 * Math.PI);
    const distance = radius * numbers.between(0.05, 0.66);
    drawing.circle(
      x + Math.cos(angle) * distance,
      y + Math.sin(angle) * distance,
      radius * numbers.between(0.07, 0.22),
      shade,
      0.5,
    );
  }
}

/** Stars, thicker along a band across the sky. */
export function drawStars({ drawing, width, detail, random }: Scene, bottom: number): void {
  const numbers = random('stars');
  const lean = numbers.between(-0.5, 0.5);
  for (let star = 0; star < 330 * detail; star++) {
    const inBand = star % 2 === 0;
    const x = numbers.between(0, width);
    const spread = (numbers.next() + numbers.next() + numbers.next() - 1.5) * 150;
    const y = inBand ? bottom * 0.4 + (x - width / 2) * lean + spread : numbers.between(0, bottom);
    if (y < 0 || y > bottom) continue;
    const size = numbers.next() ** 5 * 2.6 + 0.7;
    drawing.circle(x, y, size, white, numbers.between(0.25, 0.95) * (1 - (y / bottom) ** 3));
  }
}

/** Long flat clouds, lit from below. */
function drawClouds({ drawing, width, palette, reading, detail, random }: Scene, horizon: number): void {
  const numbers = random('clouds');
  const count = Math.round(numbers.between(4, 8) * Math.min(1.2, detail));
  for (let cloud = 0; cloud < count; cloud++) {
    const y = horizon * numbers.between(0.12, 0.82);
    const x = width * numbers.between(-0.05, 1.05);
    const body = mix(palette.light, palette.sky[reading.time === 'dusk' ? 1 : 3], numbers.between(0, 0.7));
    const fill = drawing.linear([
      [0, body, 0.9],
      [1, mix(body, palette.sky[2], 0.6), 0.25],
    ]);
    drawing.path(cloudOutline(numbers, x, y, numbers.between(130, 400)), fill, numbers.between(0.25, 0.6));
  }
}

/** A few long pills that overlap, the longest in the middle. */
function cloudOutline(numbers: Random, x: number, y: number, length: number): string {
  const thick = length * numbers.between(0.07, 0.1);
  const rows = numbers.whole(2, 4);
  let outline = pill(x - length / 2, y, length, thick);
  for (let row = 1; row < rows; row++) {
    const wide = length * numbers.between(0.35, 0.66);
    const up = row % 2 === 1 ? -thick * 0.72 : thick * 0.72;
    outline += pill(x - length / 2 + (length - wide) * numbers.between(0.1, 0.9), y + up, wide, thick);
  }
  return outline;
}

function pill(x: number, y: number, wide: number, thick: number): string {
  const half = round(thick / 2);
  const straight = round(wide - thick);
  return `M${round(x + half)} ${round(y)}h${straight}a${half} ${half} 0 0 1 0 ${2 * half}h${-straight}a${half} ${half} 0 0 1 0 ${-2 * half}Z`;
}

const auroraHues: readonly [readonly number[], ...(readonly number[])[]] = [
  [155, 175, 300],
  [165, 200, 330],
  [140, 160, 190],
];

/** Curtains of northern light. */
function drawAurora({ drawing, width, random }: Scene, horizon: number): void {
  const numbers = random('aurora');
  const hues = numbers.pick(auroraHues);
  for (const [layer, hue] of hues.entries()) {
    const base = horizon * (0.4 + layer * 0.13);
    const reach = horizon * numbers.between(0.32, 0.5);
    const [phase, wavelength] = [numbers.between(0, 7), numbers.between(420, 700)];
    const green = colour(0.82, 0.17, hue);
    const strip = 9;
    const fill = drawing.linear([
      [0, adjust(green, { turn: 90, lighter: -0.1 }), 0],
      [0.5, green, 0.3],
      [0.92, adjust(green, { lighter: 0.08 }), 0.7],
      [1, green, 0],
    ]);
    for (let x = -strip; x < width + strip; x += strip) {
      const wave = Math.sin((x / wavelength) * 6.3 + phase) + 0.5 * Math.sin((x / wavelength) * 15 + phase * 2);
      const bottom = base + wave * 55;
      const tall = reach * (0.7 + 0.3 * Math.sin((x / wavelength) * 9 + phase * 3)) * numbers.between(0.85, 1.15);
      drawing.rectangle(x, bottom - tall, strip + 0.6, tall, fill, 0.5 + 0.3 * Math.sin((x / wavelength) * 4 + phase));
    }
  }
}
