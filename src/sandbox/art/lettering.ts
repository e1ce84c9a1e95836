import { round } from './round.ts';
import { accents, strokes } from './stroke-font.ts';

/** Between two letters, in units of the stroke font. */
const spacing = 3.4;
/** What a letter without strokes takes: wide for Chinese, Japanese, Korean and emoji. */
const foreignWidths = { wide: 15, narrow: 9 };
const wide =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Extended_Pictographic}|[\u3000-\u303f\uff00-\uff60]/u;

/** A line of text, 14 units tall over its baseline at y = 14. */
export interface Lettering {
  readonly width: number;
  /** Strokes and where each begins. */
  readonly letters: readonly { readonly x: number; readonly y: number; readonly path: string }[];
  /** Letters that only a system font has; where there is none, the renderer draws boxes. */
  readonly foreign: readonly { readonly x: number; readonly letter: string }[];
}

/** Sets one line. Line breaks and control characters become spaces. */
export function setLine(text: string): Lettering {
  const letters: { x: number; y: number; path: string }[] = [];
  const foreign: { x: number; letter: string }[] = [];
  let x = 0;
  const segments = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text.replace(/[\p{Cc}\s]+/gu, ' '));
  for (const { segment: letter } of segments) {
    const [base = '', ...marks] = letter.normalize('NFD');
    const glyph = strokeOf(base);
    const isKnown = glyph && marks.every((mark) => Object.hasOwn(accents, mark));
    if (isKnown) {
      const [width, path] = glyph;
      letters.push({ x, y: 0, path });
      const raised = base !== base.toLowerCase() ? -4.4 : 0;
      for (const mark of marks)
        letters.push({ x: x + width / 2, y: mark === '\u0327' ? 0 : raised, path: accents[mark] ?? '' });
      x += width + spacing;
    } else {
      foreign.push({ x, letter });
      x += (wide.test(letter) ? foreignWidths.wide : foreignWidths.narrow) + spacing;
    }
  }
  return { width: Math.max(0, round(x - spacing)), letters, foreign };
}

function strokeOf(letter: string) {
  return Object.hasOwn(strokes, letter) ? strokes[letter] : undefined;
}
