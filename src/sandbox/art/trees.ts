import type { Random } from '../random.ts';
import { adjust, type Colour, colour, mix } from './colour.ts';
import type { Drawing } from './drawing.ts';
import { round } from './round.ts';
import type { Scene } from './scene.ts';
import type { Ground } from './terrain.ts';

const snow = colour(0.96, 0.015, 240);

/** The outline of a conifer whose foot is at (x, y). */
export function conifer(random: Random, x: number, y: number, tall: number): string {
  const tiers = Math.max(3, Math.min(7, Math.round(tall / 14)));
  const wide = tall * random.between(0.17, 0.23);
  let left = `M${round(x)} ${round(y - tall)}`;
  let right = '';
  for (let tier = 1; tier <= tiers; tier++) {
    const share = tier / tiers;
    const level = y - tall + tall * 0.94 * share;
    const reach = wide * share * random.between(0.85, 1.12);
    left += `L${round(x - reach)} ${round(level)}L${round(x - reach * 0.5)} ${round(level - tall * 0.03)}`;
    right = `L${round(x + reach * 0.5)} ${round(level - tall * 0.03)}L${round(x + reach)} ${round(level)}${right}`;
  }
  return `${left}L${round(x - tall * 0.02)} ${round(y)}L${round(x + tall * 0.02)} ${round(y)}${right}Z`;
}

/** Conifers along a ground, in groups. `tall` is the usual height in units. */
export function drawConifers(scene: Scene, name: string, ground: Ground, tall: number, tone: Colour): void {
  const { drawing, width, detail, reading } = scene;
  const random = scene.random(name);
  const isSnowy = reading.season === 'winter';
  const phase = random.between(0, 7);
  let outlines = '';
  for (let x = -tall; x < width + tall; x += (tall * random.between(0.14, 0.5)) / Math.max(0.8, detail)) {
    const density = 0.5 + 0.5 * Math.sin(x / (tall * 3.1) + phase) + 0.25 * Math.sin(x / (tall * 1.1) + phase * 2);
    if (random.next() > density) continue;
    const size = tall * random.between(0.55, 1.15);
    outlines += conifer(random, x, ground(x) + 3, size);
  }
  drawing.path(outlines, isSnowy ? snowy(drawing, tone) : tone);
}

function snowy(drawing: Drawing, tone: Colour) {
  return drawing.linear([
    [0, mix(tone, snow, 0.55)],
    [0.7, mix(tone, snow, 0.22)],
    [1, tone],
  ]);
}

/** A round broadleaf tree with its foot at (x, y), made of leaf clouds. */
export function drawBroadleaf(scene: Scene, random: Random, x: number, y: number, tall: number, tone: Colour): void {
  const { drawing } = scene;
  const trunk = mix(scene.palette.near, tone, 0.25);
  drawing.path(
    `M${round(x - tall * 0.035)} ${round(y)}Q${round(x - tall * 0.01)} ${round(y - tall * 0.4)} ${round(x - tall * 0.02)} ${round(y - tall * 0.6)}H${round(x + tall * 0.02)}Q${round(x + tall * 0.012)} ${round(y - tall * 0.4)} ${round(x + tall * 0.04)} ${round(y)}Z`,
    trunk,
  );
  for (let leaf = 0; leaf < 16; leaf++) {
    const angle = random.between(0, 2 * Math.PI);
    const distance = Math.sqrt(random.next()) * tall * 0.24;
    const up = Math.sin(angle) * distance * 0.9;
    const shade = adjust(tone, { lighter: (up > 0 ? 0.05 : -0.04) * random.next() });
    drawing.circle(x + Math.cos(angle) * distance, y - tall * 0.7 - up, tall * random.between(0.08, 0.14), shade);
  }
}
