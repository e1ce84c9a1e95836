import { adjust, mix } from '../colour.ts';
import type { Scene } from '../scene.ts';
import { type Ground, rolling, under } from '../terrain.ts';

/** Flowing ribbons and circles of light. */
export function drawAbstract(scene: Scene): Ground {
  const { drawing, width, height, palette, random } = scene;
  const numbers = random('abstract');
  const [top, high, low, edge] = palette.sky;
  drawing.rectangle(
    0,
    0,
    width,
    height,
    drawing.linear([
      [0, mix(top, palette.near, 0.35)],
      [0.4, high],
      [0.75, low],
      [1, edge],
    ]),
  );
  const sun = {
    x: width * numbers.between(0.3, 0.7),
    y: height * numbers.between(0.26, 0.42),
    radius: numbers.between(150, 230),
  };
  for (let ring = 5; ring >= 0; ring--) {
    const tone =
      ring === 0 ? palette.light : mix(palette.light, palette.accents[ring % 2 === 0 ? 0 : 1], 0.25 + ring * 0.12);
    drawing.circle(sun.x, sun.y, sun.radius * (0.42 + ring * 0.24), tone, ring === 0 ? 0.95 : 0.2);
  }
  drawRibbons(scene);
  drawBubbles(scene);
  return () => height * 0.86;
}

function drawRibbons({ drawing, width, height, palette, random, detail }: Scene): void {
  const count = Math.round(13 * Math.max(0.7, Math.min(1.3, detail)));
  const tones = [
    mix(palette.sky[2], palette.light, 0.3),
    palette.accents[0],
    mix(palette.accents[0], palette.sky[1], 0.6),
    palette.sky[1],
    mix(palette.sky[0], palette.accents[2], 0.3),
    mix(palette.sky[0], palette.near, 0.45),
    palette.near,
  ] as const;
  const shared = random('ribbons');
  const [phase, length] = [shared.between(0, 6), shared.between(0.7, 1.2) * width];
  for (let ribbon = 0; ribbon < count; ribbon++) {
    const share = ribbon / (count - 1);
    const line = rolling(random(`ribbon ${Math.round(share * 20)}`), 0, 9, 980);
    const level = height * (0.4 + 0.6 * share ** 1.1);
    const sway = height * (0.12 - 0.07 * share);
    const ground = (x: number) => level + line(x) + sway * Math.sin((x / length) * 2 * Math.PI + phase + share * 2.6);
    const from = tones[Math.floor(share * 5.99)] ?? tones[0];
    const to = tones[Math.floor(share * 5.99) + 1] ?? tones[0];
    const tone = mix(mix(from, to, (share * 5.99) % 1), palette.near, share * 0.45);
    const fill = drawing.linear([
      [0, adjust(tone, { lighter: 0.07 })],
      [0.6, adjust(tone, { lighter: -0.03 })],
      [1, mix(tone, palette.near, 0.4)],
    ]);
    // A shadow above each ribbon lifts it off the one behind.
    drawing.path(
      under((x) => ground(x) - 9, width, height + 60, 10),
      palette.near,
      0.1,
    );
    drawing.path(under(ground, width, height + 60, 10), fill);
  }
}

function drawBubbles({ drawing, width, height, palette, random, detail }: Scene): void {
  const numbers = random('bubbles');
  for (let bubble = 0; bubble < 26 * detail; bubble++) {
    const radius = numbers.next() ** 3 * 46 + 4;
    const tone = mix(numbers.pick(palette.accents), palette.light, numbers.between(0.2, 0.8));
    drawing.circle(
      width * numbers.next(),
      height * numbers.between(0.05, 0.95),
      radius,
      tone,
      numbers.between(0.12, 0.5),
    );
  }
}
