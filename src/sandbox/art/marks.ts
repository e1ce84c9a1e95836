import type { PaintOrder, Watermark } from '../paint.ts';
import { colour } from './colour.ts';
import type { Drawing } from './drawing.ts';
import { type Lettering, setLine } from './lettering.ts';

const white = colour(1, 0, 0);
const black = colour(0.12, 0.02, 270);

/** Capital letters are never smaller than this many pixels, or small pictures would have unreadable marks. */
const smallestCapitals = 7;
/** Height of capital letters and distance from the edges, where 1000 units are the shorter side. */
const capitals = { label: 15, watermark: 21 };
const margin = 26;
/** Longer watermarks shrink to this share of the picture's width. */
const widestShare = 0.62;

/** Draws the label of the sandbox, and the watermark if one is wanted, each in a corner of its own. */
export function drawMarks(drawing: Drawing, order: PaintOrder, width: number, height: number, scale: number): void {
  const smallest = smallestCapitals / scale;
  const label = drawLabel(drawing, order, width, height, Math.max(capitals.label, smallest));
  if (!order.watermark) return;
  const besideLabel = order.watermark.corner.startsWith('bottom') ? width - label - 3 * margin : width;
  const line = setLine(order.watermark.text);
  const widest = Math.min(width * widestShare, besideLabel) / Math.max(1, line.width);
  const size = Math.min(Math.max(capitals.watermark, smallest) / 14, widest);
  drawWatermark(drawing, order.watermark, line, width, height, size);
}

/** Every picture says that no model painted it. Returns how wide the label is. */
function drawLabel(drawing: Drawing, order: PaintOrder, width: number, height: number, size: number): number {
  const line = setLine(`EASEL SANDBOX · seed ${order.seed}`);
  const scale = Math.min(size / 14, (width * 0.8) / line.width);
  const [inside, tall, long] = [14 * scale, 34 * scale, (line.width + 28) * scale];
  const left = order.watermark?.corner === 'bottom left' ? width - margin - long : margin;
  const top = height - margin - tall;
  drawing.rectangle(left, top, long, tall, black, 0.62, tall / 2);
  drawLine(drawing, line, { x: left + inside, y: top + 10 * scale, scale });
  return long;
}

function drawWatermark(
  drawing: Drawing,
  { corner, opacity }: Watermark,
  line: Lettering,
  width: number,
  height: number,
  scale: number,
): void {
  const x = corner.endsWith('left') ? margin : width - margin - line.width * scale;
  const y = corner.startsWith('top') ? margin + 5 * scale : height - margin - 19 * scale;
  drawing.group(`opacity="${opacity}"`, () => drawLine(drawing, line, { x, y, scale }));
}

interface Placing {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** White strokes on dark ones, readable on any picture. */
function drawLine(drawing: Drawing, { letters, foreign }: Lettering, { x, y, scale }: Placing): void {
  drawing.group(`transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(3)})"`, () => {
    for (const [ink, pen, opacity] of [
      [black, 4.2, 0.45],
      [white, 1.9, 1],
    ] as const) {
      drawing.group(`opacity="${opacity}"`, () => {
        for (const letter of letters) {
          drawing.group(`transform="translate(${letter.x} ${letter.y})"`, () => drawing.line(letter.path, ink, pen));
        }
      });
    }
    for (const { x: at, letter } of foreign) drawing.text(letter, at, 14, 16, white);
  });
}
