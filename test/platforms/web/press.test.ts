import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { options as schema } from '../../../commands/options.ts';
import { readOptions } from '../../../src/core/read-options.ts';
import { filledIn } from '../../../src/platforms/web/field.ts';
import { fieldName, readQuestion, submission } from '../../../src/platforms/web/input.ts';
import { writePress } from '../../../src/platforms/web/press.ts';
import { presses } from '../../../src/platforms/web/presses.ts';
import { en } from '../../../src/platforms/web/words/en.ts';

const id = '00000000-0000-4000-8000-000000000000';
const buttons = fc.record(
  {
    label: fc.string({ unit: 'binary', maxLength: 80 }),
    command: fc.string({ minLength: 1, maxLength: 32 }),
    about: fc.string({ unit: 'binary', maxLength: 100 }),
    picture: fc.nat(3),
    with: fc.string({ unit: 'binary', maxLength: 40 }),
  },
  { requiredKeys: ['label', 'command'] },
);

const [imagine] = commands;
const options = imagine?.options ?? [];

/** Whatever /imagine takes, as a form is opened with it. */
const fields = fc.record(
  {
    prompt: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }).map((text) => `a ${text} --seed 5`),
    aspect: fc.constantFrom('1:1', '16:9', '1:1 large'),
    seed: fc.integer({ min: 1, max: 2147483646 }),
    guidance: fc.double({ min: 1, max: 10, noNaN: true }),
    steps: fc.integer({ min: 1, max: 50 }),
    enhance: fc.boolean(),
    upscale: fc.boolean(),
    watermark: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((text) => `© ${text}.`),
  },
  { requiredKeys: ['prompt'] },
);

describe('a press', () => {
  it('is read back exactly, whatever a button says', () => {
    fc.assert(
      fc.property(buttons, ({ label, ...button }) => {
        const { data } = submission.safeParse({ id, press: writePress({ label, ...button }) });
        expect(data?.press).toEqual(button);
      }),
    );
  });

  it('is markup that nothing in a label can break out of', () => {
    fc.assert(
      fc.property(fc.array(buttons, { minLength: 1, maxLength: 5 }), (several) => {
        const reply = {
          state: 'done',
          text: '',
          buttons: several,
          menus: [{ label: '"><b>', choices: several }],
        } as const;
        const markup = String(presses(reply, en));
        expect(
          markup.match(/<[a-z]+/g)?.filter((tag) => !/^<(div|form|input|button|select|option)$/.test(tag)),
        ).toEqual([]);
        expect(markup.match(/<button class="press" name="press"/g)).toHaveLength(several.length);
        expect(markup.match(/<option /g)).toHaveLength(several.length + 1);
      }),
    );
  });

  it('of a form that was left as it was opened asks for exactly what it was opened with', () => {
    fc.assert(
      fc.property(fields, (filled) => {
        const sent = Object.fromEntries(options.map((option) => [fieldName(option), filledIn(option, filled)]));
        const press = writePress({ command: 'imagine', about: 'web:1', fields: filled });
        const { command, input, about } = readQuestion(submission.parse({ id, form: id, press, ...sent }), commands);
        expect({ command, about }).toEqual({ command: 'imagine', about: 'web:1' });
        const asked = (raw: Readonly<Record<string, unknown>>) =>
          readOptions(schema, options, { kind: 'fields', fields: raw });
        // Lines end in one way only, as in every form.
        const expected = { ...filled, prompt: filled.prompt.replace(/\r\n?/g, '\n') };
        expect(readOptions(schema, options, input)).toEqual(asked(expected));
      }),
    );
  });
});
