import { hex } from './colour.ts';
import type { Drawing, Fill } from './drawing.ts';
import { round } from './round.ts';

type Shapes = Pick<Drawing, 'path' | 'line' | 'circle' | 'ellipse' | 'rectangle' | 'text'>;

/** The shapes of a drawing as SVG elements, each handed to `add`. */
export function createShapes(add: (element: string) => void): Shapes {
  return {
    path: (outline, fill, opacity) => add(`<path d="${outline}"${filled(fill, opacity)}/>`),
    line: (outline, stroke, width, opacity) =>
      add(
        `<path d="${outline}" fill="none"${stroked(stroke, opacity)} stroke-width="${round(width)}" stroke-linecap="round" stroke-linejoin="round"/>`,
      ),
    circle: (x, y, radius, fill, opacity) =>
      add(`<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}"${filled(fill, opacity)}/>`),
    ellipse: (x, y, radiusX, radiusY, fill, opacity) =>
      add(
        `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(radiusX)}" ry="${round(radiusY)}"${filled(fill, opacity)}/>`,
      ),
    rectangle: (x, y, width, height, fill, opacity, rounding = 0) =>
      add(
        `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${round(rounding)}"${filled(fill, opacity)}/>`,
      ),
    text: (letter, x, y, size, fill) =>
      add(
        `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-family="sans-serif"${filled(fill)}>${escapeXml(letter)}</text>`,
      ),
  };
}

// `fill-opacity` is cheaper than `opacity`, which makes the renderer paint each shape on a layer of its own.
function filled(fill: Fill, opacity = 1): string {
  return ` fill="${paint(fill)}"${opacity === 1 ? '' : ` fill-opacity="${round(opacity, 3)}"`}`;
}

function stroked(stroke: Fill, opacity = 1): string {
  return ` stroke="${paint(stroke)}"${opacity === 1 ? '' : ` stroke-opacity="${round(opacity, 3)}"`}`;
}

function paint(fill: Fill): string {
  return 'gradient' in fill ? fill.gradient : hex(fill);
}

function escapeXml(text: string): string {
  // XML has no way to write control characters or half a pair of surrogates.
  const printable = text.toWellFormed().replace(/[\p{Cc}\ufffe\uffff]/gu, ' ');
  return printable.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
