/** A colour in OKLab, where equal steps look equal and mixtures stay clean. Lightness from 0 to 1. */
export interface Colour {
  readonly lightness: number;
  readonly a: number;
  readonly b: number;
}

/** Lightness 0 to 1, chroma 0 (grey) to about 0.3, hue in degrees. */
export function colour(lightness: number, chroma: number, hue: number): Colour {
  const angle = (hue * Math.PI) / 180;
  return { lightness, a: chroma * Math.cos(angle), b: chroma * Math.sin(angle) };
}

/** `amount` 0 gives `from`, 1 gives `to`. */
export function mix(from: Colour, to: Colour, amount: number): Colour {
  const between = (x: number, y: number) => x + (y - x) * amount;
  return {
    lightness: between(from.lightness, to.lightness),
    a: between(from.a, to.a),
    b: between(from.b, to.b),
  };
}

/** Adds to the lightness, multiplies the chroma, turns the hue by degrees. */
export function adjust(given: Colour, change: { lighter?: number; chroma?: number; turn?: number }): Colour {
  const { lighter = 0, chroma = 1, turn = 0 } = change;
  const angle = (turn * Math.PI) / 180;
  return {
    lightness: Math.min(1, Math.max(0, given.lightness + lighter)),
    a: chroma * (given.a * Math.cos(angle) - given.b * Math.sin(angle)),
    b: chroma * (given.a * Math.sin(angle) + given.b * Math.cos(angle)),
  };
}

/** `#rrggbb`. A colour that no screen can show loses chroma until one can. */
export function hex(given: Colour): string {
  let channels = linearChannels(given);
  for (let chroma = 0.95; chroma > 0.05 && channels.some((value) => value < -0.001 || value > 1.001); chroma -= 0.05) {
    channels = linearChannels(adjust(given, { chroma }));
  }
  return `#${channels.map(channelHex).join('')}`;
}

/** The matrices are those of Björn Ottosson's definition of OKLab. */
function linearChannels({ lightness, a, b }: Colour): number[] {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

function channelHex(linear: number): string {
  const value = Math.min(1, Math.max(0, linear));
  const encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(encoded * 255)
    .toString(16)
    .padStart(2, '0');
}
