import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aspectNames } from '../../commands/aspects.ts';
import { imagine } from '../../commands/imagine.ts';
import { formatText } from '../../src/core/grammar.ts';
import type { Option } from '../../src/core/option.ts';
import { type House, openHouse } from '../fakes/house.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
});

afterAll(() => house[Symbol.asyncDispose]());

/** What one picture can be asked for with. */
const settled = imagine.options.filter(
  ({ key }) => !['prompt', 'count', 'repeat', 'preset', 'private', 'yes', 'aspect', 'width', 'height'].includes(key),
);

function valueFor({ kind, choices, minimum = 1, maximum = 100 }: Option): fc.Arbitrary<unknown> {
  if (kind === 'choice') return fc.constantFrom(...choices);
  if (kind === 'flag') return fc.boolean();
  if (kind === 'integer') return fc.integer({ min: minimum, max: maximum });
  if (kind === 'number') return fc.double({ min: minimum, max: maximum, noNaN: true });
  return fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== '');
}

const prompt = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }).filter((text) => text.trim() !== ''),
  fc.constantFrom(
    'a fox, "Hello \\"you\\"", at dawn',
    '一只狐狸——在黎明',
    'a \\{brace\\} and a -- dash',
    'x'.repeat(700),
  ),
);

const pixels = fc.integer({ min: 256, max: 768 });

/** The two ways to say how large a picture is to be. */
const size = fc.oneof(
  fc.record({ aspect: fc.constantFrom(...aspectNames) }),
  fc.record({ width: pixels, height: pixels }),
);

/** Any options that the command takes, and some that it refuses. */
const asked = fc
  .record(
    { prompt, size, ...Object.fromEntries(settled.map((option) => [option.key, valueFor(option)])) },
    { requiredKeys: ['prompt'] },
  )
  .map(({ size: sides, ...others }): Record<string, unknown> & { prompt: string } => ({ ...others, ...sides }));

/** What has to be among those that were made, and how often at least. */
const covered: Readonly<Record<string, (fields: Readonly<Record<string, unknown>>) => boolean>> = {
  style: ({ style }) => style !== undefined,
  seed: ({ seed }) => seed !== undefined,
  'a seed of our own': ({ seed }) => seed === undefined,
  watermark: ({ watermark }) => watermark !== undefined,
  'enhance on': ({ enhance }) => enhance === true,
  'enhance off': ({ enhance }) => enhance === false,
  aspect: ({ aspect }) => aspect !== undefined,
  'width and height': ({ width }) => width !== undefined,
};
const often = 20;

/** The body of the newest call to the image service. */
function body(): unknown {
  return house.sandbox.calls.at(-1)?.body;
}

describe('made again', () => {
  it('200 random pictures: an exact repeat and the shown line ask for the same, to the byte, and get the same bytes', async () => {
    const made: Readonly<Record<string, unknown>>[] = [];
    const tried = fc.sample(asked, { numRuns: 400, seed: 20261126 });
    for (const fields of tried) {
      if (made.length === 200) break;
      const line = formatText({ ...fields, prompt: fields.prompt.replace(/[{}]/g, '') || 'x' }, imagine.options);
      const first = await house.asks('imagine', line);
      if (first.last.state === 'failed') continue;
      made.push(fields);
      const [sent, image] = [JSON.stringify(body()), first.last.images?.[0]?.image];

      const again = await house.asks('reroll', '--kind exact', { about: first.id });
      expect(JSON.stringify(body()), line).toBe(sent);
      expect(again.last.images?.[0]?.image).toEqual(image);

      const recipe = first.last.facts?.find(({ label }) => label === 'Recipe')?.value ?? '';
      const { last: shown } = await house.asks('show', recipe);
      expect(shown.images?.[0]?.image).toEqual(image);
      const typed = await house.asks('imagine', shown.code?.replace('/imagine ', '') ?? '');
      expect(JSON.stringify(body()), shown.code).toBe(sent);
      expect(typed.last.images?.[0]?.image).toEqual(image);
    }
    expect(made).toHaveLength(200);
    for (const [what, isIt] of Object.entries(covered)) {
      expect(made.filter(isIt).length, what).toBeGreaterThanOrEqual(often);
    }
  }, 60_000);
});
