import type { PaintOrder } from '../paint.ts';
import { randomFrom } from '../random.ts';
import { createDrawing } from './drawing.ts';
import { drawMarks } from './marks.ts';
import { paletteFor } from './palette.ts';
import { readPrompt, type SceneKind } from './reading.ts';
import type { Scene } from './scene.ts';
import { drawAbstract } from './scenes/abstract.ts';
import { drawCity } from './scenes/city.ts';
import { drawDesert } from './scenes/desert.ts';
import { drawFlowers } from './scenes/flowers.ts';
import { drawForest } from './scenes/forest.ts';
import { drawHills } from './scenes/hills.ts';
import { drawSpace } from './scenes/space.ts';
import { drawLake, drawSea } from './scenes/water.ts';
import { drawSubject } from './subject.ts';
import type { Ground } from './terrain.ts';
import { drawWeather } from './weather.ts';

const scenes: Readonly<Record<SceneKind, (scene: Scene) => Ground>> = {
  hills: drawHills,
  mountains: drawHills,
  lake: drawLake,
  sea: drawSea,
  forest: drawForest,
  flowers: drawFlowers,
  desert: drawDesert,
  city: drawCity,
  space: drawSpace,
  abstract: drawAbstract,
};

/** The steps that the service's documentation recommends for its newest model count as full detail. */
const usualSteps = 25;

/** The whole picture as SVG: scene, subject, weather, and the marks that say where it comes from. */
export function composePicture(order: PaintOrder): string {
  const scale = Math.min(order.width, order.height) / 1000;
  const [width, height] = [order.width / scale, order.height / scale];
  const reading = readPrompt(order.prompt, order.seed);
  const drawing = createDrawing(width, height, scale);
  const scene: Scene = {
    drawing,
    width,
    height,
    reading,
    palette: paletteFor(reading, order.prompt, order.seed, order.guidance),
    detail: Math.min(1.6, Math.max(0.5, order.steps / usualSteps)),
    random: (name) => randomFrom(`${order.seed}/${name}`),
  };
  const ground = scenes[reading.scene](scene);
  drawSubject(scene, ground);
  drawWeather(scene);
  drawMarks(drawing, order, width, height, scale);
  return drawing.finish();
}
