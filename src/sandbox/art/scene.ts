import type { Random } from '../random.ts';
import type { Drawing } from './drawing.ts';
import type { Palette } from './palette.ts';
import type { Reading } from './reading.ts';

/** What every part of a picture is drawn with. The shorter side measures 1000 units. */
export interface Scene {
  readonly drawing: Drawing;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly reading: Reading;
  /** How much small detail to draw, 0.5 to 1.6: more steps, more detail. */
  readonly detail: number;
  /** The same numbers for the same name and seed, so that parts do not disturb each other. */
  random(name: string): Random;
}
