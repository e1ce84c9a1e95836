import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orders, shapes } from '../../../../src/core/gallery.ts';
import { everything, type Filter, readFilter, writeFilter } from '../../../../src/platforms/web/gallery/filter.ts';
import { recipeFor } from './many.ts';

const recipe = fc.integer({ min: 0, max: 1_000_000 }).map(recipeFor);
const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .map((text) => text.trim())
  .filter((text) => text !== '' && text.length <= 200);

const filters: fc.Arbitrary<Filter> = fc
  .record(
    {
      order: fc.constantFrom(...orders),
      q: words,
      by: recipe,
      style: words,
      seed: fc.integer({ min: 1, max: 2_147_483_646 }),
      shape: fc.constantFrom(...shapes),
      after: recipe,
      before: recipe,
    },
    { requiredKeys: ['order'] },
  )
  .map((filter): Filter => filter);

const read = (address: string) => readFilter(Object.fromEntries(new URLSearchParams(address)));

describe('filters of a gallery', () => {
  it('are the same after they were written into an address', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(read(writeFilter(filter))).toEqual(filter);
      }),
    );
  });

  it('need no words for what everybody sees', () => {
    expect(writeFilter(everything)).toBe('');
    expect(read('')).toEqual(everything);
  });

  it('leave out fields that were left empty, and what is not theirs', () => {
    expect(read('q=&seed=&shape=&order=&utm_source=chat&with=x')).toEqual(everything);
  });

  it('take a recipe as people type it', () => {
    expect(read(`after=${recipeFor(5).toLowerCase().replaceAll('-', '')}`)?.after).toBe(recipeFor(5));
  });

  it.each([
    'order=oldest',
    'seed=abc',
    'seed=0',
    'seed=-1',
    'seed=1.5',
    'seed=1e400',
    'seed=9999999999',
    'shape=round',
    'after=42',
    'before=AAAA-AAAA-AAAB',
    `q=${'x'.repeat(201)}`,
    `style=${'x'.repeat(201)}`,
  ])('do not guess at %j', (address) => {
    expect(read(address)).toBeUndefined();
  });

  it('never throw, whatever stands in an address', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('order', 'q', 'by', 'style', 'seed', 'shape', 'after'), fc.string()),
        (given) => {
          readFilter(given);
        },
      ),
    );
  });
});
