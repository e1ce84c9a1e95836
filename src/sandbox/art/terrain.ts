import type { Random } from '../random.ts';
import { round } from './round.ts';

/** The height of a ground line, downwards, at any place. */
export type Ground = (x: number) => number;

/** Rolling ground: waves of falling size around `level`. */
export function rolling(random: Random, level: number, amplitude: number, wavelength: number): Ground {
  const waves = [1, 0.45, 0.2, 0.08].map((share, octave) => ({
    size: amplitude * share,
    length: (wavelength / 2.1 ** octave) * random.between(0.8, 1.2),
    phase: random.between(0, 2 * Math.PI),
  }));
  return (x) =>
    waves.reduce((y, { size, length, phase }) => y + size * Math.sin((x / length) * 2 * Math.PI + phase), level);
}

/** Jagged ground by halving: peaks between `level` and about `level - amplitude`. */
export function jagged(random: Random, level: number, amplitude: number, width: number): Ground {
  const intervals = 256;
  const heights = new Float64Array(intervals + 1);
  heights[0] = random.next();
  heights[intervals] = random.next();
  // The middle third carries a summit, so that a range is never flat.
  heights[intervals / 2] = random.between(0.6, 1.1);
  heights[intervals / 4] = random.between(0, 0.6);
  heights[(3 * intervals) / 4] = random.between(0, 0.6);
  for (let step = intervals / 4, rough = 0.24; step > 1; step /= 2, rough *= 0.56) {
    for (let at = step / 2; at < intervals; at += step) {
      const middle = ((heights[at - step / 2] ?? 0) + (heights[at + step / 2] ?? 0)) / 2;
      heights[at] = middle + random.between(-rough, rough);
    }
  }
  return (x) => {
    const place = Math.min(intervals - 1e-6, Math.max(0, (x / width) * intervals));
    const left = heights[Math.floor(place)] ?? 0;
    const right = heights[Math.floor(place) + 1] ?? left;
    return level - amplitude * (left + (right - left) * (place % 1));
  };
}

/** The outline of everything under the ground, down to `bottom`. `step` is the distance of its points in units. */
export function under(ground: Ground, width: number, bottom: number, step = 8): string {
  const points: string[] = [];
  for (let x = -step; x <= width + step; x += step) points.push(`${round(x)} ${round(ground(x))}`);
  return `M${-step} ${round(bottom)}L${points.join('L')}L${round(width + step)} ${round(bottom)}Z`;
}
