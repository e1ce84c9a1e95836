import { hashOf } from '../random.ts';
import { adjust, type Colour, colour } from './colour.ts';
import type { Reading } from './reading.ts';

/** The colours of one picture. Sky colours go from the top down to the horizon; land goes from far away to near. */
export interface Palette {
  readonly sky: readonly [Colour, Colour, Colour, Colour];
  /** The sun's or the moon's. */
  readonly light: Colour;
  readonly far: Colour;
  readonly near: Colour;
  /** Flowers, leaves, sails and lit windows. */
  readonly accents: readonly [Colour, Colour, Colour];
}

const dawn: Palette = {
  sky: [colour(0.6, 0.1, 270), colour(0.74, 0.1, 335), colour(0.86, 0.1, 40), colour(0.95, 0.07, 85)],
  light: colour(0.985, 0.05, 90),
  far: colour(0.79, 0.07, 20),
  near: colour(0.27, 0.07, 290),
  accents: [colour(0.75, 0.16, 30), colour(0.88, 0.12, 85), colour(0.7, 0.14, 350)],
};
const dusk: Palette = {
  sky: [colour(0.3, 0.1, 285), colour(0.48, 0.15, 340), colour(0.7, 0.17, 38), colour(0.87, 0.14, 78)],
  light: colour(0.96, 0.09, 85),
  far: colour(0.6, 0.13, 15),
  near: colour(0.18, 0.06, 300),
  accents: [colour(0.72, 0.18, 35), colour(0.85, 0.15, 80), colour(0.6, 0.18, 350)],
};
const day: Palette = {
  sky: [colour(0.62, 0.12, 245), colour(0.75, 0.1, 235), colour(0.88, 0.06, 220), colour(0.97, 0.03, 95)],
  light: colour(0.995, 0.03, 100),
  far: colour(0.82, 0.05, 215),
  near: colour(0.35, 0.08, 165),
  accents: [colour(0.68, 0.19, 28), colour(0.87, 0.16, 92), colour(0.72, 0.15, 330)],
};
const night: Palette = {
  sky: [colour(0.15, 0.06, 280), colour(0.23, 0.09, 272), colour(0.34, 0.1, 262), colour(0.48, 0.09, 235)],
  light: colour(0.96, 0.04, 95),
  far: colour(0.36, 0.08, 256),
  near: colour(0.11, 0.035, 268),
  accents: [colour(0.85, 0.14, 85), colour(0.7, 0.15, 60), colour(0.78, 0.13, 180)],
};
const mist: Palette = {
  sky: [colour(0.7, 0.06, 215), colour(0.79, 0.05, 200), colour(0.88, 0.05, 150), colour(0.95, 0.05, 105)],
  light: colour(0.98, 0.04, 100),
  far: colour(0.83, 0.045, 180),
  near: colour(0.27, 0.055, 195),
  accents: [colour(0.75, 0.14, 45), colour(0.9, 0.12, 95), colour(0.72, 0.12, 10)],
};

const palettes = { dawn, dusk, day, night, mist } as const;

/** What the service's own expansions say about the light, and how it changes every colour. */
const moods: readonly (readonly [RegExp, { chroma?: number; turn?: number; lighter?: number }])[] = [
  [/golden|金色/i, { turn: 8, chroma: 1.08 }],
  [/silver|银/i, { chroma: 0.62, lighter: 0.015 }],
  [/rose|玫瑰色/i, { turn: -14, chroma: 1.05 }],
  [/cool blue|幽蓝/i, { turn: -24, chroma: 0.92 }],
  [/amber|琥珀/i, { turn: 16, chroma: 1.15 }],
];

/** The palette for a reading. The words and the seed turn its hues a little; guidance (1 to 10) makes it stronger. */
export function paletteFor(reading: Reading, prompt: string, seed: number, guidance: number): Palette {
  const drift = (hashOf(prompt) % 17) - 8 + ((seed % 13) - 6);
  const strength = 0.9 + guidance * 0.028;
  const mood = moods.find(([words]) => words.test(prompt))?.[1] ?? {};
  const season = reading.season === 'winter' ? { chroma: 0.6, lighter: 0.03 } : {};
  return recolour(palettes[reading.time], reading, (given) =>
    adjust(adjust(adjust(given, mood), season), { turn: drift, chroma: strength }),
  );
}

const seasonal: Readonly<Record<string, { readonly near: number; readonly amount: number }>> = {
  autumn: { near: 50, amount: 0.09 },
  spring: { near: 150, amount: 0.08 },
};

function recolour(palette: Palette, reading: Reading, change: (given: Colour) => Colour): Palette {
  const [top, high, low, horizon] = palette.sky;
  const [first, second, third] = palette.accents;
  const turned = seasonal[reading.season ?? ''];
  const near = turned ? colour(palette.near.lightness, turned.amount, turned.near) : palette.near;
  return {
    sky: [change(top), change(high), change(low), change(horizon)],
    light: palette.light,
    far: change(palette.far),
    near: change(near),
    accents: [change(first), change(second), change(third)],
  };
}
