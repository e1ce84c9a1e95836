import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../../commands/index.ts';
import { type Command, command } from '../../../src/core/command.ts';
import { readOptions } from '../../../src/core/read-options.ts';
import { lineOfOthers, writeModal } from '../../../src/platforms/discord/modal.ts';
import { describeCommands } from '../../../src/platforms/discord/options.ts';
import { readSubmit } from '../../../src/platforms/discord/submit.ts';
import { checkCommands } from '../../fakes/discord/commands.ts';
import { modal, openForm } from '../../fakes/discord/modal.ts';
import { loadOpenApi } from '../../fakes/discord/openapi.ts';
import { nasty } from './nasty.ts';
import { createSamples, options } from './sample.ts';

const openApi = loadOpenApi();
const plain = (value: object): unknown => JSON.parse(JSON.stringify(value));
const long = fc.constantFrom(
  '`'.repeat(2000),
  'e\u0301'.repeat(1000),
  'שועל '.repeat(400),
  '狐'.repeat(4000),
  '👩‍👩‍👧'.repeat(300),
);
const text = fc.oneof(nasty, long);

const field = fc.oneof(
  fc.constant(z.string().optional()),
  fc.integer({ min: 1, max: 9000 }).map((most) => z.string().max(most).optional()),
  fc.constant(z.boolean().optional()),
  fc.constant(z.int().min(1).max(10).optional()),
  fc.constant(z.number().optional()),
  fc
    .integer({ min: 1, max: 40 })
    .map((count) => z.enum(Array.from({ length: count }, (_, n) => `choice ${n}`)).optional()),
);
const hinted = fc
  .tuple(field, fc.record({ main: fc.boolean(), suggested: fc.boolean(), silent: fc.boolean() }))
  .map(([type, hints]) =>
    type.meta(
      type instanceof z.ZodOptional && type.def.innerType instanceof z.ZodBoolean
        ? { ...hints, suggested: false }
        : hints,
    ),
  );
const schema = fc.dictionary(fc.stringMatching(/^[a-z]{1,12}$/), hinted, { maxKeys: 12, minKeys: 1 });

/** Commands with any options and whatever texts. */
const anyCommand: fc.Arbitrary<Command> = fc
  .record({ shape: schema, name: fc.stringMatching(/^[a-z]{1,16}$/), summary: text, door: text, line: text })
  .map(({ shape, name, summary, door, line }) => {
    const lines = Object.fromEntries(Object.keys(shape).map((key) => [key, line]));
    const manual = { summary, door, options: lines, labels: lines };
    return command({
      name,
      door: { on: 'message' },
      manuals: { en: manual, zh: manual },
      options: z.object(shape),
      async *run() {},
    });
  });

describe('a form for Discord', () => {
  it('keeps every limit, whatever the command and what is filled in already, or is not opened', () => {
    const value = fc.oneof(text, fc.boolean(), fc.double({ noNaN: true }), fc.constantFrom('choice 1', undefined));
    fc.assert(
      fc.property(anyCommand, fc.array(value, { minLength: 12, maxLength: 12 }), fc.string(), (any, values, about) => {
        const fields = Object.fromEntries(any.options.map(({ key }, at) => [key, values[at]]));
        const written = writeModal(any, { command: any.name, about, picture: 3, fields }, 'en');
        if (!written) return;
        expect(modal.safeParse(plain(written)).error).toBeUndefined();
        const callback = { type: 9, data: plain(written) };
        expect(openApi?.('POST', '/interactions/1/x/callback', callback) ?? []).toEqual([]);
        const asked = any.options.filter(({ silent }) => !silent).map(({ key }) => key);
        const shown = written.components.map((each) =>
          'component' in each && 'custom_id' in each.component ? each.component.custom_id : '',
        );
        // Nothing is lost: what has no place of its own is in the line.
        expect(shown.includes(lineOfOthers) || asked.every((key) => shown.includes(key))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  const event = {
    ...{ id: '1457536583141163186', application_id: '1', type: 5, token: 'token', locale: 'en-US' },
    ...{ channel: { id: '2', type: 1 }, context: 1, user: { id: '3', username: 'ada' }, app_permissions: '0' },
  };
  const words = fc.oneof(nasty, fc.constantFrom('a'.repeat(800), '`'.repeat(800), '"quoted" --seed 3'));

  it('that is sent off as it was gives the same options back', () => {
    const paint = createSamples().command('paint', function* () {});
    const filled = fc.record(
      {
        prompt: words.filter((each) => each.trim() === each && each !== '' && [...each].length <= 800),
        aspect: fc.constantFrom('1:1', '16:9'),
        loud: fc.boolean(),
        count: fc.integer({ min: 1, max: 4 }),
        style: words.filter((each) => each.trim() !== '' && [...each].length <= 64 && !/[\p{Cc}\p{Cf}]/u.test(each)),
        seed: fc.integer({ min: 1, max: 2 ** 31 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filled, (fields) => {
        const written = writeModal(paint, { command: 'paint', fields }, 'en');
        const form = openForm(modal.parse(plain(written ?? expect.fail())), (data) => data);
        const { invocation, known } = readSubmit({ ...event, data: form.submit() }, [paint], 0);
        expect(known).toBe(true);
        const before = { kind: 'fields', fields } as const;
        expect(readOptions(options, paint.options, invocation.input)).toEqual(
          readOptions(options, paint.options, before),
        );
      }),
    );
  });

  it('opens for every command of Easel’s, in every language', () => {
    for (const each of commands.filter(({ options: all }) => all.some(({ silent }) => !silent))) {
      for (const locale of ['en-US', 'zh-CN']) {
        const written = writeModal(
          each,
          { command: each.name, about: 'discord:1457536583141163186', fields: {} },
          locale,
        );
        expect(modal.safeParse(plain(written ?? expect.fail(each.name))).error).toBeUndefined();
      }
    }
  });

  it('holds an expanded prompt of 4,000 characters, and is not opened for more', () => {
    const paint = createSamples().command('paint', function* () {});
    const open = (prompt: string) => writeModal(paint, { command: 'paint', fields: { prompt } }, 'en');
    expect(modal.safeParse(plain(open('a'.repeat(4000)) ?? {})).success).toBe(true);
    expect(open('a'.repeat(4001))).toBeUndefined();
    expect(open('👩‍👩‍👧'.repeat(501))).toBeUndefined();
  });
});

describe('commands for Discord', () => {
  it('keep every limit, whatever their options and texts', () => {
    fc.assert(
      fc.property(anyCommand, (any) => {
        const described = plain(describeCommands([any]));
        expect(() => checkCommands(described)).not.toThrow();
        expect(openApi?.('PUT', '/applications/1/commands', described) ?? []).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('are registered as Discord takes them: within 8000 characters, without what is silent or hidden', () => {
    const described = describeCommands(commands);
    expect(() => checkCommands(plain(described))).not.toThrow();
    expect(openApi?.('PUT', '/applications/1/commands', plain(described)) ?? []).toEqual([]);
    const shown = described.flatMap((each) => ('options' in each ? [each] : []));
    expect(shown.map(({ name }) => name)).toEqual(commands.filter(({ hidden }) => !hidden).map(({ name }) => name));
    for (const { name, options: given = [] } of shown) {
      const known = commands.find((each) => each.name === name)?.options ?? [];
      const silent = known.filter((each) => each.silent).map((each) => each.name);
      expect(given.filter((each) => silent.includes(each.name))).toEqual([]);
    }
  });
});
