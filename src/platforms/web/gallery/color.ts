/**
 * The average colour of a thumbhash in base64, as `#a07c44`: the first three bytes say it (evanw/thumbhash 0.1.1,
 * thumbHashToAverageRGBA). Undefined for what is none.
 */
export function averageColor(thumbhash: string): string | undefined {
  const [low, middle, high] = Buffer.from(thumbhash, 'base64');
  if (low === undefined || middle === undefined || high === undefined) return undefined;
  const header = low | (middle << 8) | (high << 16);
  const light = (header & 63) / 63;
  const yellow = ((header >> 6) & 63) / 31.5 - 1;
  const red = ((header >> 12) & 63) / 31.5 - 1;
  const b = light - (2 / 3) * yellow;
  const r = (3 * light - b + red) / 2;
  return `#${[r, r - red, b].map(hex).join('')}`;
}

function hex(part: number): string {
  const byte = Math.round(255 * Math.max(0, Math.min(1, part)));
  return byte.toString(16).padStart(2, '0');
}
