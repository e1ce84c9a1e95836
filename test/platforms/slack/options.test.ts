import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { formView } from '../../../src/platforms/slack/form.ts';
import { formBlocks, readForm } from '../../../src/platforms/slack/options.ts';
import { invocationOf } from '../../fakes/invocation.ts';
import { checkView } from '../../fakes/slack/modals.ts';

const aside = { responseUrl: `https://hooks.slack.com/commands/${'x'.repeat(200)}`, pressed: false };

/** A command without options is never asked for by a form. */
const withForm = commands.filter(({ options }) => options.length > 0);

describe.each(withForm)('the form of /$name', (command) => {
  it.each(Object.keys(command.manuals))('is one that Slack takes: %s', (language) => {
    const view: unknown = JSON.parse(
      JSON.stringify(
        formView(command, { command: command.name, fields: {} }, invocationOf('', { locale: language }), aside),
      ),
    );
    expect(checkView(view)).toHaveProperty('value');
  });

  it('has every option, with its help and its default', () => {
    const blocks = formBlocks(command.options, command.manuals['en']);
    const asked = command.options.filter(({ silent }) => !silent);
    expect(blocks.map(({ block_id }) => block_id)).toEqual(asked.map(({ name }) => name));
    for (const [index, option] of asked.entries()) {
      const block = blocks[index];
      expect(block?.optional).toBe(!option.required);
      expect(block?.hint?.text).toBe(command.manuals['en']?.options[option.key]);
      const initial = JSON.stringify(block?.element).match(/"initial_(?:value":|option":.*"value":)"([^"]*)"/)?.[1];
      const expected =
        option.kind === 'flag' && option.default !== undefined ? (option.default ? 'on' : 'off') : option.default;
      expect(initial).toBe(expected === undefined ? undefined : String(expected));
    }
  });

  it('reads what was filled in, by key, and leaves out what was not', () => {
    const values = fc.record(
      Object.fromEntries(command.options.map(({ name }) => [name, fc.option(fc.string(), { nil: null })])),
    );
    fc.assert(
      fc.property(values, (filled) => {
        const state = Object.entries(filled).map(([name, value], index) => [
          name,
          { value: index % 2 ? { value } : { selected_option: value === null ? null : { value } } },
        ]);
        const given = command.options.flatMap(({ key, name }) => (filled[name] ? [[key, filled[name]]] : []));
        expect(readForm(Object.fromEntries(state), command.options)).toEqual({
          kind: 'fields',
          fields: Object.fromEntries(given),
        });
      }),
    );
  });
});
