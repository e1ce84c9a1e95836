import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsIn, wordsSought } from '../../src/store/galleries/words.ts';

const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));

describe('words that pictures are found by', () => {
  it('are the same however they are written', () => {
    expect(wordsIn('Ｆｏｘ FÓX ﬁne')).toEqual(new Set(['fox', 'fine']));
    expect(wordsIn('ｶﾞﾗｽ')).toEqual(wordsIn('ガラス'));
    expect(wordsIn('Ёжик в ТУМАНЕ')).toEqual(new Set(['ежик', 'в', 'тумане']));
    expect(wordsIn('한')).toEqual(wordsIn('한'));
    expect(wordsIn('がか')).not.toEqual(wordsIn('かか'));
  });

  it.each([
    ...(['fox foxes', 'cat cats', 'horse horses', 'berry berries', 'movie movies', 'pie pies', 'bus buses'] as const),
    ...(['glass glasses', 'house houses', 'hero heroes', 'shoe shoes', 'toe toes', 'axe axes', 'box boxes'] as const),
    ...(['watch watches', 'prize prizes', 'iris irises', 'rose roses', 'sky skies', 'canoe canoes'] as const),
  ])('are the same for one and many: %s', (both) => {
    expect(wordsIn(both).size).toBe(1);
  });

  it('are not cut where they only look like many', () => {
    expect(wordsIn('glass bus iris gas')).toEqual(new Set(['glass', 'bus', 'iris', 'gas']));
  });

  it('are characters and pairs of them where there are no spaces', () => {
    expect(wordsIn('夜明け、狐')).toEqual(new Set(['夜', '明', 'け', '夜明', '明け', '狐']));
    expect(wordsSought('夜明け、狐')).toEqual(new Set(['夜明', '明け', '狐']));
    expect(wordsIn('pop猫art 3D')).toEqual(new Set(['猫', 'pop', 'art', '3d']));
  });

  it('are emoji, too, and nothing of punctuation', () => {
    expect(wordsIn('a 🦊🌙, ©!')).toEqual(new Set(['a', '🦊', '🌙', '©']));
    expect(wordsSought('?! …')).toEqual(new Set());
  });

  it('are letters, digits and emoji only, and short enough for both databases', () => {
    fc.assert(
      fc.property(text, (any) => {
        for (const word of wordsIn(any)) {
          expect(word).toMatch(/^(?:[\p{L}\p{N}\p{M}]{1,64}|\p{Extended_Pictographic})$/u);
          expect(word).toBe(word.toLowerCase().normalize('NFKC'));
        }
      }),
    );
  });

  it('find every part of a text that ends where a word ends', () => {
    fc.assert(
      fc.property(fc.array(text), fc.nat(), fc.nat(), (parts, from, to) => {
        const some = parts.slice(from % (parts.length + 1), to % (parts.length + 1)).join(' ');
        expect(wordsSought(some).isSubsetOf(wordsIn(parts.join(' ')))).toBe(true);
      }),
    );
  });

  it('find any piece of a text without spaces', () => {
    const unspaced = fc.array(fc.constantFrom(...'夕暮れの狐がジャンプー여우ไทย'), { minLength: 1 });
    fc.assert(
      fc.property(unspaced, fc.nat(), (characters, at) => {
        const piece = characters.slice(at % characters.length).join('');
        expect(wordsSought(piece).isSubsetOf(wordsIn(characters.join('')))).toBe(true);
      }),
    );
  });
});
