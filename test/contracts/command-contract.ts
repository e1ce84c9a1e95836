import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languages } from '../../commands/words/words.ts';
import type { Command, Context } from '../../src/core/command.ts';
import type { Progress } from '../../src/core/generation.ts';
import type { Input } from '../../src/core/invocation.ts';
import type { Option } from '../../src/core/option.ts';
import { Problem } from '../../src/core/problem.ts';
import type { Reply } from '../../src/core/reply.ts';
import { contextOf } from '../fakes/context.ts';
import { generationOf, paintingNow, recordedGenerate } from '../fakes/generation.ts';

/** Names of commands and options (Discord: application-commands, "Naming"); Slack allows the same for commands. */
const nameOnDiscord = /^[-_\p{L}\p{N}]{1,32}$/u;

const progress: readonly Progress[] = [{ ...paintingNow, ahead: 1 }, paintingNow, { ...paintingNow, again: 'service' }];

/** Something of the asker's, for commands about what is not there yet. */
const pictures = [{ invocation: 'discord:0', n: 0, person: 'discord:42', orderedAt: 0 }];

/** What every command keeps to. `samples` are inputs that succeed, in a call with `given`. */
export function commandContract(
  command: Command,
  commands: readonly Command[],
  samples: readonly Input[],
  given: Partial<Parameters<typeof contextOf>[0]> = {},
): void {
  /** `painted`: resolves when pictures may be there. */
  function contextFor(all: readonly Command[], locale = 'en', painted = Promise.resolve()) {
    const recorded = recordedGenerate(progress, async ({ request }) => {
      await painted;
      return generationOf(request);
    });
    return { context: contextOf({ commands: all, locale, generate: recorded.generate, pictures, ...given }), recorded };
  }

  describe(`the contract of /${command.name}`, () => {
    describe('fits both platforms', () => fits(command));

    test.each(samples)('its first reply comes before any work: %j', async (input) => {
      const painted = Promise.withResolvers<void>();
      const { context, recorded } = contextFor(commands, 'en', painted.promise);
      const replies = command.run(input, context);
      const first = await replies.next();
      expect(first.done).toBe(false);
      // Several pictures go on by themselves.
      if (recorded.orders.length < 2) expect(recorded.steps).toBeLessThanOrEqual(1);
      painted.resolve();
      await replies.return();
    });

    test.each(samples)('it ends with one done reply: %j', async (input) => {
      const replies = await repliesOf(command, input, contextFor(commands).context);
      expect(replies.map(({ state }) => state)).toEqual([...replies.slice(1).map(() => 'working'), 'done']);
      for (const reply of replies) expectShowable(reply);
    });

    test.each(samples)('the same call gives the same replies: %j', async (input) => {
      const [once, again] = [contextFor(commands).context, contextFor(commands).context];
      expect(await repliesOf(command, input, once)).toEqual(await repliesOf(command, input, again));
    });

    test.each(samples)('what the generation core refuses comes out as it is: %j', async (input) => {
      const problem = new Problem('prompt_refused', {});
      const { generate, orders } = recordedGenerate(progress, () => Promise.reject(problem));
      const work = repliesOf(command, input, contextOf({ commands, generate, pictures, ...given }));
      const thrown = await work.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(thrown).toBe(orders.length > 0 ? problem : undefined);
    });

    test('whatever it is given, it fails with Problems only and yields only what can be shown', async () => {
      await fc.assert(
        fc.asyncProperty(anyInput(command), fc.constantFrom('en-GB', 'zh-TW', 'x', ''), async (input, locale) => {
          try {
            const replies = await repliesOf(command, input, contextFor(commands, locale).context);
            for (const reply of replies) expectShowable(reply);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(Problem);
            if (thrown instanceof Problem) expect(thrown.code).not.toBe('unexpected');
          }
        }),
        { numRuns: 300 },
      );
    });
  });
}

async function repliesOf(command: Command, input: Input, context: Context): Promise<Reply[]> {
  return await Array.fromAsync(command.run(input, context));
}

function expectShowable({ text, facts = [], sections = [], images = [], links = [] }: Reply): void {
  const rows = sections.flatMap(({ heading, rows }) => [heading, ...rows.flatMap((row) => [row.term, row.text])]);
  const labels = links.map(({ label }) => label);
  const alternatives = images.flatMap(({ alt, name }) => [alt, name]);
  for (const said of [
    text,
    ...rows,
    ...alternatives,
    ...labels,
    ...facts.flatMap(({ label, value }) => [label, value]),
  ]) {
    expect(said.trim()).not.toBe('');
    expect(said).not.toMatch(/undefined|null|NaN|\[object/);
  }
}

function fits({ name, options, manuals }: Command): void {
  test('names', () => {
    for (const known of [name, ...options.map((option) => option.name)]) {
      expect(known).toMatch(nameOnDiscord);
      expect(known).toBe(known.toLowerCase());
    }
    const spellings = options.flatMap((option) => [option.name, ...(option.aliases ?? [])]);
    expect(new Set(spellings).size).toBe(spellings.length);
  });

  test('options', () => {
    expect(options.length).toBeLessThanOrEqual(25);
    // More than a menu holds can only be found by typing.
    for (const { choices, suggested } of options) if (!suggested) expect(choices.length).toBeLessThanOrEqual(25);
    const required = options.map((option) => option.required);
    expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)));
    expect(options.filter(({ positional }) => positional).length).toBeLessThanOrEqual(1);
    for (const option of options) expectSpellings(option);
  });

  test.each(Object.keys(languages))('the manual in %s', (language) => {
    const manual = manuals[language];
    expect(Object.keys(manual?.options ?? {}).sort()).toEqual(options.map(({ key }) => key).sort());
    for (const line of [manual?.summary ?? '', ...Object.values(manual?.options ?? {})]) {
      expect(line.trim()).toBe(line);
      expect([...line].length).toBeGreaterThanOrEqual(1);
      expect([...line].length).toBeLessThanOrEqual(100);
    }
  });

  test('its size: 8,000 characters with the longest translation of everything', () => {
    const longest = (pick: (language: string) => string | undefined) =>
      Math.max(...Object.keys(languages).map((language) => pick(language)?.length ?? 0));
    const sizes = options.map(
      (option) =>
        option.name.length +
        longest((language) => manuals[language]?.options[option.key]) +
        option.choices.reduce((sum, choice) => sum + 2 * choice.length, 0),
    );
    const own = name.length + longest((language) => manuals[language]?.summary);
    expect(sizes.reduce((sum, size) => sum + size, own)).toBeLessThanOrEqual(8000);
  });
}

function expectSpellings({ choices, spellings = {} }: Option): void {
  for (const choice of Object.values(spellings)) expect(choices).toContain(choice);
  for (const choice of choices) expect(choice.length).toBeLessThanOrEqual(100);
}

/** Lines with and without flags, and fields as a platform sends them: typed or as strings, but never another type for a text. */
function anyInput({ options }: Command): fc.Arbitrary<Input> {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '"',
      '--',
      '—x',
      '42',
      '0',
      '-1',
      '16:9',
      'on',
      '2.0',
      '1:1 large',
      '600',
      '3,5',
      'help',
      '/imagine',
    ),
    ...options.map(({ name }) => fc.constant(`--${name}`)),
    ...options.map(({ name }) => fc.constant(`--no-${name}`)),
  );
  const line = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
  const fieldOf = (option: Option) =>
    option.kind === 'text' ? word : fc.oneof(word, fc.double(), fc.integer(), fc.boolean(), fc.anything());
  const fields = fc.record(Object.fromEntries(options.map((option) => [option.key, fieldOf(option)])), {
    requiredKeys: [],
  });
  return fc.oneof(
    line.map((text) => ({ kind: 'text' as const, text })),
    fields.map((given) => ({ kind: 'fields' as const, fields: given })),
  );
}
