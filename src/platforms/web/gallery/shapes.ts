/**
 * Steps to the doubling of a ratio. The inline styles that would say each ratio exactly are not allowed on our pages, so
 * there are classes; as in music, 24 equal steps hit 3:2 and 4:3 within 0.2%, and miss no ratio by more than 1.5%.
 */
const steps = 24;

/** 3:1 either way, as far as pictures can be ordered (`generation.ts`: sides of 256 to 768). */
const furthest = Math.round(steps * Math.log2(3));

/** The class of a picture's proportions, `r-14` to `r38`; what is longer than 3:1 gets the longest. */
export function shapeClass({ width, height }: { readonly width: number; readonly height: number }): string {
  const step = Math.round(steps * Math.log2(width / height));
  return `r${Math.max(-furthest, Math.min(furthest, step))}`;
}

/** What each of those classes means: `--r` is the width of a picture that is 1 high. */
export function shapeSheet(): string {
  const all = Array.from({ length: 2 * furthest + 1 }, (_, index) => index - furthest);
  return all.map((step) => `.r${step}{--r:${(2 ** (step / steps)).toFixed(4)}}`).join('');
}
