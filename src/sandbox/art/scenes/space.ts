import { adjust, colour, mix } from '../colour.ts';
import { round } from '../round.ts';
import type { Scene } from '../scene.ts';
import { drawStars } from '../sky.ts';
import { type Ground, jagged, under } from '../terrain.ts';

/** A ringed planet over an alien ridge. */
export function drawSpace(scene: Scene): Ground {
  const { drawing, width, height, palette, random } = scene;
  const numbers = random('planet');
  const hue = numbers.pick([235, 265, 290, 320, 195]) + numbers.between(-10, 10);
  drawNebula(scene, hue);
  drawStars(scene, height * 0.95);
  drawStars({ ...scene, random: (name) => random(`more ${name}`) }, height);
  drawPlanet(
    scene,
    {
      x: width * numbers.between(0.36, 0.64),
      y: height * numbers.between(0.34, 0.46),
      radius: numbers.between(170, 240),
    },
    numbers.pick([25, 60, 190, 335, 245]),
  );
  drawMoon(scene, numbers.between(0.1, 0.9) * width, numbers.between(0.08, 0.2) * height);
  const ground = jagged(random('ridge'), height * 0.95, height * 0.13, width);
  const stone = mix(colour(0.13, 0.05, hue), palette.near, 0.4);
  drawing.path(
    under((x) => ground(x) - height * 0.04, width, height + 20, 5),
    mix(stone, colour(0.5, 0.13, hue + 40), 0.35),
  );
  drawing.path(
    under((x) => ground(x * 0.7 + 60) + 30, width, height + 20, 5),
    stone,
  );
  return () => height * 0.95;
}

function drawNebula({ drawing, width, height, random }: Scene, hue: number): void {
  const numbers = random('nebula');
  drawing.rectangle(
    0,
    0,
    width,
    height,
    drawing.linear([
      [0, colour(0.12, 0.05, 280)],
      [0.6, colour(0.22, 0.1, hue)],
      [1, colour(0.38, 0.13, hue + 40)],
    ]),
  );
  for (let cloud = 0; cloud < 5; cloud++) {
    const tone = colour(0.55, 0.17, hue + numbers.between(-50, 70));
    const [x, y] = [width * numbers.next(), height * numbers.between(0, 0.8)];
    drawing.ellipse(
      x,
      y,
      numbers.between(260, 560),
      numbers.between(150, 320),
      drawing.radial([
        [0, tone, 0.42],
        [0.5, tone, 0.15],
        [1, tone, 0],
      ]),
    );
  }
}

function drawMoon({ drawing }: Scene, x: number, y: number): void {
  drawing.circle(
    x,
    y,
    34,
    drawing.linear(
      [
        [0, colour(0.93, 0.03, 90)],
        [1, colour(0.55, 0.05, 280)],
      ],
      'right',
    ),
  );
}

function drawPlanet(scene: Scene, { x, y, radius }: { x: number; y: number; radius: number }, hue: number): void {
  const { drawing, random } = scene;
  const numbers = random('planet bands');
  const tilt = numbers.between(-28, 28);
  const body = colour(0.74, 0.14, hue);
  drawing.circle(
    x,
    y,
    radius * 1.7,
    drawing.radial([
      [0, body, 0.5],
      [0.55, body, 0.22],
      [1, body, 0],
    ]),
  );
  drawing.group(`transform="translate(${round(x)} ${round(y)}) rotate(${round(tilt)})"`, () => {
    drawRing(scene, radius, hue, 0);
    drawing.circle(0, 0, radius, body);
    for (let band = -5; band <= 5; band++) {
      const level = (band / 6) * radius;
      const half = Math.sqrt(radius ** 2 - level ** 2);
      const tone = adjust(body, { lighter: numbers.between(-0.1, 0.1), turn: numbers.between(-24, 24) });
      drawing.ellipse(0, level, half * 0.995, radius * numbers.between(0.03, 0.085) * (half / radius), tone, 0.75);
    }
    drawing.circle(
      0,
      0,
      radius + 0.6,
      drawing.linear(
        [
          [0, colour(0.1, 0.05, hue), 0],
          [0.45, colour(0.1, 0.05, hue), 0.08],
          [1, colour(0.08, 0.05, 280), 0.86],
        ],
        'right',
      ),
    );
    drawRing(scene, radius, hue, 1);
  });
}

/** Half a ring: sweep 0 is the far half, 1 the near one. */
function drawRing({ drawing }: Scene, radius: number, hue: number, sweep: 0 | 1): void {
  for (const [share, wide, opacity] of [
    [1.45, 0.09, 0.8],
    [1.62, 0.13, 0.55],
    [1.84, 0.05, 0.4],
  ] as const) {
    const reach = radius * share;
    const outline = `M${round(-reach)} 0A${round(reach)} ${round(reach * 0.24)} 0 0 ${sweep === 0 ? 1 : 0} ${round(reach)} 0`;
    drawing.line(outline, colour(0.86, 0.08, hue + 60), radius * wide * 0.6, opacity);
  }
}
