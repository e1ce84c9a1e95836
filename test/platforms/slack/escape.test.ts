import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, escapeMrkdwn, lookAlikes, plain, typedText } from '../../../src/platforms/slack/escape.ts';
import { nastyTexts } from '../../contracts/surface-contract.ts';
import { readMrkdwn } from '../../fakes/slack/seen.ts';

/** Text made of everything that Slack gives a meaning to, and of anything else. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(...nastyTexts),
      fc.constantFrom('*', '_', '~', '`', '```', ':', '&', '<', '>', '|', '!', '@', '#', '\n', ' ', 'a', '&amp;'),
      fc.string({ unit: 'grapheme' }),
    ),
  )
  .map((parts) => parts.join(''));

describe('escapeMrkdwn', () => {
  /** Undoes the look-alikes, so that only a real difference is one. */
  const folded = (text: string) =>
    Object.entries(lookAlikes).reduce((all, [mark, alike]) => all.replaceAll(alike, mark), text);

  it('reads the same, and nothing in it is alive', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const shown = readMrkdwn(escapeMrkdwn(text));
        expect(shown.live).toEqual([]);
        expect(folded(shown.text)).toBe(folded(text));
      }),
    );
  });

  it.each(nastyTexts)('takes the life out of %j', (text) => {
    const shown = readMrkdwn(escapeMrkdwn(text));
    expect({ ...shown, text: folded(shown.text) }).toEqual({ text, live: [] });
  });
});

describe('typedText', () => {
  it('undoes what Slack does to three characters, whatever was typed', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const sent = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        expect(typedText(sent)).toBe(text);
      }),
    );
  });

  it.each([
    ['a <@U12|ada> b', 'a @ada b'],
    ['<@U12>', '@U12'],
    ['<#C12|art>', '#art'],
    ['<#C12|>', '#C12'],
    ['<!here> <!channel|@channel> <!subteam^S1|@painters>', '@here @channel @painters'],
    ['<https://example.com/?a=1&amp;b=2>', 'https://example.com/?a=1&b=2'],
    ['<http://example.com|example.com>', 'example.com'],
    ['<mailto:a@example.com|a@example.com>', 'a@example.com'],
    ['&lt;b&gt; &amp;amp;', '<b> &amp;'],
    ['1 < 2 > 0', '1 < 2 > 0'],
  ])('reads %j as %j', (sent, typed) => {
    expect(typedText(sent)).toBe(typed);
  });

  it('tells ids instead of names, where those are asked for', () => {
    const sent = '<#C12|art> <@U12|ada> <@U13> <!subteam^S1|@painters>';
    expect(typedText(sent, 'id')).toBe('#C12 @U12 @U13 @painters');
  });
});

describe('cut', () => {
  it('never exceeds the limit, never cuts inside a character, and leaves short text alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, maximum) => {
        const short = cut(text, maximum);
        expect(short.length).toBeLessThanOrEqual(maximum);
        expect(short.isWellFormed()).toBe(true);
        if (text.length <= maximum) expect(short).toBe(text);
        else expect(text.startsWith(short.slice(0, -1))).toBe(true);
      }),
    );
  });

  it('keeps families together', () => {
    expect(cut('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 20)).toBe('👩‍👩‍👧‍👦…');
  });

  it('cuts even a single character that is longer than the limit', () => {
    expect(cut(`e${'\u0301'.repeat(100)}`, 10)).toBe(`e${'\u0301'.repeat(8)}…`);
  });
});

describe('plain', () => {
  it('leaves nothing that Slack’s JSON refuses', () => {
    expect(plain('a\u0000b\u001b[0m\r\nc\td\ud800\u0085')).toBe('ab[0m\nc\td\ufffd');
  });
});
