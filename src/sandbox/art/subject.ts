import { type DrawAnimal, drawBoat, drawCat, drawDeer, drawFox, drawRabbit, drawWhale } from './animals.ts';
import { mix } from './colour.ts';
import type { Subject } from './reading.ts';
import { round } from './round.ts';
import type { Scene } from './scene.ts';
import type { Ground } from './terrain.ts';

/** Each with its size in units: what fills the eye, not what is true. */
const animals: Readonly<Record<Exclude<Subject, 'bird'>, { draw: DrawAnimal; size: number }>> = {
  fox: { draw: drawFox, size: 270 },
  cat: { draw: drawCat, size: 250 },
  rabbit: { draw: drawRabbit, size: 210 },
  deer: { draw: drawDeer, size: 330 },
  whale: { draw: drawWhale, size: 330 },
  boat: { draw: drawBoat, size: 250 },
};

/** Nothing stands lower than this many units above the lower edge, where the label is. */
const aboveMarks = 92;

/** Draws what the prompt is about, standing on the ground at a third of the width. */
export function drawSubject(scene: Scene, ground: Ground): void {
  const { subject } = scene.reading;
  if (subject === 'bird') drawBirds(scene, 1.7);
  else if (subject) drawAnimal(scene, ground, subject);
  else if (['hills', 'mountains', 'sea', 'desert'].includes(scene.reading.scene)) drawBirds(scene, 0.75);
}

function drawAnimal(scene: Scene, ground: Ground, subject: Exclude<Subject, 'bird'>): void {
  const { drawing, width, palette } = scene;
  const numbers = scene.random('subject');
  const { draw, size } = animals[subject];
  const isLeft = numbers.chance(0.5);
  const x = width * (isLeft ? numbers.between(0.3, 0.4) : numbers.between(0.6, 0.7));
  const foot = Math.min(ground(x) + 5, scene.height - aboveMarks);
  const scale = (size / 100) * numbers.between(0.92, 1.1);
  const turned = isLeft ? 1 : -1;
  const swims = subject === 'whale' || subject === 'boat';
  // A soft light behind it keeps a dark coat apart from dark ground.
  const halo = drawing.radial([
    [0, palette.sky[3], scene.reading.scene === 'city' ? 0.75 : 0.26],
    [1, palette.sky[3], 0],
  ]);
  if (!swims) drawing.circle(x, foot - size * 0.6, size * 0.8, halo);
  drawing.ellipse(x, foot, size * (swims ? 0.5 : 0.42), swims ? 9 : 7, palette.near, 0.4);
  drawing.group(
    `transform="translate(${round(x - turned * 50 * scale)} ${round(foot - 98 * scale)}) scale(${round(turned * scale, 3)} ${round(scale, 3)})"`,
    () => draw(drawing, palette),
  );
  if (swims) drawSplash(scene, x, foot - 6, size);
}

function drawSplash({ drawing, palette, random }: Scene, x: number, y: number, size: number): void {
  const numbers = random('splash');
  for (let drop = 0; drop < 34; drop++) {
    const away = numbers.between(-0.55, 0.55) * size;
    const white = mix(palette.light, palette.sky[3], numbers.next());
    drawing.ellipse(
      x + away,
      y + numbers.between(-4, 10),
      numbers.between(8, 34),
      numbers.between(1.5, 4),
      white,
      numbers.between(0.15, 0.55),
    );
  }
}

/** A flock on its way, wings up and down. */
function drawBirds({ drawing, width, height, palette, random, reading }: Scene, scale: number): void {
  const numbers = random('birds');
  if (scale < 1 && numbers.chance(0.45)) return;
  const tone = reading.time === 'night' ? mix(palette.near, palette.light, 0.35) : mix(palette.near, palette.far, 0.15);
  const [left, top] = [width * numbers.between(0.2, 0.6), height * numbers.between(0.14, 0.28)];
  const count = scale > 1 ? 9 : numbers.whole(3, 6);
  for (let bird = 0; bird < count; bird++) {
    const span = (scale > 1 && bird === 0 ? 74 : numbers.between(18, 42)) * scale;
    const x = left + (bird === 0 ? 0 : numbers.between(-0.3, 0.4) * width);
    const y = top + (bird === 0 ? 60 : numbers.between(-0.1, 0.2) * height);
    const lift = span * numbers.between(0.16, 0.34);
    drawing.path(
      `M${round(x - span)} ${round(y - lift)}C${round(x - span * 0.6)} ${round(y - lift * 1.5)} ${round(x - span * 0.25)} ${round(y - lift * 0.8)} ${round(x)} ${round(y)}C${round(x + span * 0.25)} ${round(y - lift)} ${round(x + span * 0.6)} ${round(y - lift * 1.7)} ${round(x + span * 0.95)} ${round(y - lift * 1.2)}C${round(x + span * 0.6)} ${round(y - lift * 0.9)} ${round(x + span * 0.3)} ${round(y - lift * 0.1)} ${round(x + span * 0.12)} ${round(y + lift * 0.34)}L${round(x)} ${round(y + lift * 0.28)}L${round(x - span * 0.1)} ${round(y + lift * 0.34)}C${round(x - span * 0.3)} ${round(y - lift * 0.2)} ${round(x - span * 0.65)} ${round(y - lift * 0.9)} ${round(x - span)} ${round(y - lift)}Z`,
      tone,
      0.92,
    );
  }
}
