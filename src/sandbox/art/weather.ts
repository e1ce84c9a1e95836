import { colour } from './colour.ts';
import { round } from './round.ts';
import type { Scene } from './scene.ts';

const white = colour(1, 0, 0);

/** Snow, falling leaves or petals, rain, and a little haze, over everything else. */
export function drawWeather(scene: Scene): void {
  const { season } = scene.reading;
  if (scene.reading.rain) drawRain(scene);
  if (season === 'winter') drawSnow(scene);
  if (season === 'autumn' || season === 'spring') drawLeaves(scene);
}

function drawSnow({ drawing, width, height, random, detail }: Scene): void {
  const numbers = random('snow');
  for (let flake = 0; flake < 240 * detail; flake++) {
    const size = 1.2 + numbers.next() ** 4 * 8;
    drawing.circle(width * numbers.next(), height * numbers.next(), size, white, numbers.between(0.3, 0.85));
  }
}

function drawRain({ drawing, width, height, random, detail }: Scene): void {
  const numbers = random('rain');
  let outlines = '';
  for (let drop = 0; drop < 260 * detail; drop++) {
    const length = numbers.between(18, 60);
    outlines += `M${round(width * numbers.between(-0.05, 1.1))} ${round(height * numbers.next())}l${round(-length * 0.22)} ${round(length)}`;
  }
  drawing.line(outlines, white, 1.3, 0.26);
}

function drawLeaves({ drawing, width, height, palette, random, detail, reading }: Scene): void {
  const numbers = random('leaves');
  const [first, second] = palette.accents;
  const tones =
    reading.season === 'autumn'
      ? ([first, second, colour(0.58, 0.15, 40)] as const)
      : ([colour(0.86, 0.08, 350), colour(0.93, 0.04, 350)] as const);
  for (let leaf = 0; leaf < 46 * detail; leaf++) {
    const size = 4 + numbers.next() ** 3 * 13;
    const turn = round(numbers.between(0, 360));
    drawing.group(
      `transform="translate(${round(width * numbers.next())} ${round(height * numbers.next())}) rotate(${turn})"`,
      () =>
        drawing.path(
          `M${round(-size)} 0Q0 ${round(-size * 0.9)} ${round(size)} 0Q0 ${round(size * 0.5)} ${round(-size)} 0Z`,
          numbers.pick(tones),
          0.85,
        ),
    );
  }
}
