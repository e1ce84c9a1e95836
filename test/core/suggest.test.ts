import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest, shorten, squash } from '../../src/core/suggest.ts';

const names = ['aspect', 'ar', 'ratio', 'seed', 'guidance', 'wording-seed', 'no-enhance', 'w'];

test.each([
  ['aspct', 'aspect'],
  ['apsect', 'aspect'],
  ['ASPECT', 'aspect'],
  ['aspectt', 'aspect'],
  ['sede', 'seed'],
  ['seeds', 'seed'],
  ['gudiance', 'guidance'],
  ['guid', 'guidance'],
  ['wording_sead', 'wording-seed'],
  ['noenhnce', 'no-enhance'],
  ['ra', undefined],
  ['x', undefined],
  ['fox', undefined],
  ['reed-warbler', undefined],
  ['', undefined],
  ['s'.repeat(10_000), undefined],
])('%s is nearest to %s', (given, expected) => {
  expect(nearest(given, names)).toBe(expected);
});

test('one slip in a name of three letters or more is always forgiven', () => {
  fc.assert(
    fc.property(fc.constantFrom('aspect', 'guidance', 'seed', 'ratio'), fc.nat(), (name, place) => {
      const at = place % name.length;
      expect(nearest(name.slice(0, at) + name.slice(at + 1), names)).toBeDefined();
      expect(nearest(`${name.slice(0, at)}q${name.slice(at)}`, names)).toBe(name);
    }),
  );
});

test('squash leaves only what people compare', () => {
  expect(squash(' Wording_SEED－x\u200f')).toBe('wordingseedx');
});

test('shorten cuts between characters', () => {
  expect(shorten('🦊'.repeat(60))).toBe('🦊'.repeat(60));
  expect(shorten('🦊'.repeat(61))).toBe(`${'🦊'.repeat(59)}…`);
});
