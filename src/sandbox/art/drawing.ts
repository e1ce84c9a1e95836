import { type Colour, hex } from './colour.ts';
import { round } from './round.ts';
import { createShapes } from './shapes.ts';

/** A colour at a place from 0 to 1, with its opacity. */
export type Stop = readonly [at: number, colour: Colour, opacity?: number];

/** How something is filled: a colour, or a gradient that the drawing made. */
export type Fill = Colour | { readonly gradient: string };

/** A picture in the making: shapes in SVG, each on top of the ones before. */
export interface Drawing {
  /** A gradient over the height of whatever it fills, or over its width. */
  linear(stops: readonly Stop[], direction?: 'down' | 'right'): Fill;
  /** A gradient from the middle of whatever it fills outwards. */
  radial(stops: readonly Stop[]): Fill;
  path(outline: string, fill: Fill, opacity?: number): void;
  line(outline: string, stroke: Fill, width: number, opacity?: number): void;
  circle(x: number, y: number, radius: number, fill: Fill, opacity?: number): void;
  ellipse(x: number, y: number, radiusX: number, radiusY: number, fill: Fill, opacity?: number): void;
  rectangle(x: number, y: number, width: number, height: number, fill: Fill, opacity?: number, rounding?: number): void;
  /** A letter in a font of the system, its baseline at `y`. */
  text(letter: string, x: number, y: number, size: number, fill: Fill): void;
  /** Everything that `draw` draws, moved, scaled or faded as SVG's `attributes` say. Returns its name for `again`. */
  group(attributes: string, draw: () => void): string;
  /** A group once more, upside down below the line at `y` as in water. */
  mirror(name: string, y: number, opacity: number): void;
  /** The picture's SVG. */
  finish(): string;
}

/** An empty picture of `width` × `height` units, rendered at `scale` pixels for each unit. */
export function createDrawing(width: number, height: number, scale: number): Drawing {
  const definitions: string[] = [];
  const elements: string[] = [];
  let names = 0;

  function define(element: string, attributes: string, stops: readonly Stop[]): Fill {
    names += 1;
    definitions.push(`<${element} id="g${names}" ${attributes}>${stops.map(stopElement).join('')}</${element}>`);
    return { gradient: `url(#g${names})` };
  }

  return {
    ...createShapes((element) => void elements.push(element)),
    linear: (stops, direction = 'down') => define('linearGradient', directions[direction], stops),
    radial: (stops) => define('radialGradient', 'cx="0.5" cy="0.5" r="0.5"', stops),
    group(attributes, draw) {
      names += 1;
      const name = `s${names}`;
      elements.push(`<g id="${name}" ${attributes}>`);
      draw();
      elements.push('</g>');
      return name;
    },
    mirror(name, y, opacity) {
      const water = `y="${round(y)}" width="${round(width)}" height="${round(height - y)}"`;
      definitions.push(`<clipPath id="c${name}"><rect ${water}/></clipPath>`);
      const upsideDown = `transform="translate(0 ${round(2 * y)}) scale(1 -1)"`;
      elements.push(`<g clip-path="url(#c${name})"><use href="#${name}" ${upsideDown} opacity="${opacity}"/></g>`);
    },
    finish() {
      const size = `width="${Math.round(width * scale)}" height="${Math.round(height * scale)}"`;
      const units = `viewBox="0 0 ${round(width)} ${round(height)}" preserveAspectRatio="none"`;
      const inner = `<defs>${definitions.join('')}</defs>${elements.join('')}`;
      return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${units}>${inner}</svg>`;
    },
  };
}

const directions = { down: 'x1="0" y1="0" x2="0" y2="1"', right: 'x1="0" y1="0" x2="1" y2="0"' } as const;

function stopElement([at, colour, opacity = 1]: Stop): string {
  return `<stop offset="${at}" stop-color="${hex(colour)}" stop-opacity="${opacity}"/>`;
}
