import { describe, expect, it } from 'vitest';
import { setLine } from '../../../src/sandbox/art/lettering.ts';

const printable = Array.from({ length: 95 }, (_, place) => String.fromCodePoint(32 + place)).join('');

describe('setLine', () => {
  it('has strokes for everything an English keyboard can type, and for AI生成', () => {
    expect(setLine(`${printable}AI生成`).foreign).toEqual([]);
  });

  it('sets accents, composed or not, over their letter', () => {
    const composed = setLine('é'.normalize('NFC'));
    expect(composed).toEqual(setLine('é'.normalize('NFD')));
    expect(composed.letters).toHaveLength(2);
    expect(composed.width).toBe(setLine('e').width);
  });

  it('leaves other letters to the system, each in its place', () => {
    const { foreign, width } = setLine('a字👨‍👩‍👧b');
    expect(foreign.map(({ letter }) => letter)).toEqual(['字', '👨‍👩‍👧']);
    expect(foreign[1]?.x).toBeGreaterThan(foreign[0]?.x ?? 0);
    expect(width).toBeGreaterThan(setLine('ab').width + 30);
  });

  it('is one line', () => {
    expect(setLine('a\r\n\tb')).toEqual(setLine('a b'));
    expect(setLine('')).toEqual({ width: 0, letters: [], foreign: [] });
  });
});
