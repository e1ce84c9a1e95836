import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeLine, escapeMarkdown, shorten } from '../../../src/platforms/discord/escape.ts';
import { renderMarkdown } from '../../fakes/discord/markdown.ts';
import { nasty } from './nasty.ts';

describe('escaping', () => {
  it.each([
    ['<@1> <@!1> <@&1> <#1>', 4],
    ['@everyone @here', 2],
    ['</imagine:1> <id:guide> <:a:1> <t:0:R>', 4],
    ['https://a.b <https://a.b> [a](https://a.b) <a@b.c>', 4],
    ['**a** __a__ *a* _a_ ~~a~~ ||a|| `a` ```a```', 8],
    ['# a', 1],
    ['-# a', 1],
    ['- a', 1],
    ['1. a', 1],
    ['> a', 1],
    [':fox_face:', 1],
  ])('is needed: Discord finds something in %j', (text, count) => {
    expect(renderMarkdown(text).live).toHaveLength(count);
  });

  it('leaves nothing alive and every character readable, whatever the text', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const { visible, live } = renderMarkdown(escapeMarkdown(text));
        expect(live).toEqual([]);
        expect(visible).toBe(text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(/[\p{Cc}--[\n\t]]/gv, ''));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a line a line', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(escapeLine(text)).not.toMatch(/[\n\r\u2028\u2029]/);
        expect(renderMarkdown(escapeLine(text)).live).toEqual([]);
      }),
    );
  });

  it('leaves ordinary words as they are, since copying copies the backslashes', () => {
    const text = 'A sign says: “Café – open!” (5 % off), isn’t it? Well-lit & warm/cosy, 3.5 m; naïve = yes.';
    expect(escapeMarkdown(text)).toBe(text);
  });
});

describe('shortening', () => {
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

  it('keeps to the limit and cuts between whole characters', () => {
    fc.assert(
      fc.property(nasty, fc.integer({ min: 0, max: 120 }), (text, limit) => {
        const short = shorten(text, limit);
        expect(short.length).toBeLessThanOrEqual(limit);
        if (text.length <= limit) expect(short).toBe(text);
        else if (limit > 0) {
          expect(short.endsWith('…')).toBe(true);
          const kept = short.slice(0, -1);
          expect(text.startsWith(kept)).toBe(true);
          const ends = Array.from(graphemes.segment(text), ({ index }) => index);
          expect([...ends, text.length]).toContain(kept.length);
        }
      }),
    );
  });

  it('counts what is written, and loses no more than it must', () => {
    expect(shorten('a_b_c_d', 7, escapeMarkdown)).toBe('a\\_b\\_…');
    expect(shorten('👩‍👩‍👧👩‍👩‍👧', 15)).toBe('👩‍👩‍👧…');
    expect(shorten('e\u0301'.repeat(10), 6)).toBe(`${'e\u0301'.repeat(2)}…`);
  });
});
