import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeLine, escapeText } from '../../../src/platforms/terminal/escape.ts';

const anything = fc.string({ unit: 'binary' });

describe('escape', () => {
  it('lets no control character through but line breaks, whatever it is given', () => {
    fc.assert(fc.property(anything, (text) => !/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.test(escapeText(text))));
  });

  it('keeps a line on one line', () => {
    fc.assert(fc.property(anything, (text) => !/[\p{Cc}\u2028\u2029]/u.test(escapeLine(text))));
  });

  it.each(['שועל בשחר \u200f(fox)', '👩‍👩‍👧‍👦 é', '狐狸', 'a\nb'])('keeps %j', (text) => {
    expect(escapeText(text)).toBe(text);
  });

  it('turns breaks into spaces where there is one line', () => {
    expect(escapeLine('a \r\n\t b\u2028c')).toBe('a b c');
  });
});
