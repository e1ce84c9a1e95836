import { describe, expect, test } from 'vitest';
import { edit } from '../../commands/edit.ts';
import { failure } from '../../commands/replies.ts';
import { Problem } from '../../src/core/problem.ts';
import { keptOf } from '../fakes/album.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { call, under } from './call.ts';

const kept = [keptOf()];

describe('editing', () => {
  test('opens a form with everything filled in, also the seed', async () => {
    const { last, orders } = await call(edit, '', { kept, ...under('discord:100') });
    expect(orders).toEqual([]);
    expect(last).toMatchObject({
      whisper: true,
      form: {
        ...{ command: 'imagine', about: 'discord:100', picture: 0 },
        fields: { prompt: 'a fox at dawn', seed: 42, aspect: '16:9', steps: 25, enhance: true },
      },
      buttons: [{ command: 'edit', about: 'discord:100', picture: 0 }],
    });
  });

  test('of a styled picture: the words and the style apart', async () => {
    const request = { ...keptOf().request, prompt: 'a fox, film noir' };
    const styled = keptOf({ request, notes: { words: 'a fox', style: 'noir' } });
    const { last } = await call(edit, '', { kept: [styled], ...under('discord:100') });
    expect(last?.form?.fields).toMatchObject({ prompt: 'a fox', style: 'noir' });
  });

  test('of a picture with a pinned wording: the words that were asked for', async () => {
    const request = { ...keptOf().request, prompt: 'a fox at dawn, soft golden light', enhance: false };
    const pinned = keptOf({ request, notes: { asked: 'a fox at dawn' } });
    const { last } = await call(edit, '', { kept: [pinned], ...under('discord:100') });
    expect(last?.form?.fields).toMatchObject({ prompt: 'a fox at dawn', enhance: true });
  });

  test('in answer to a picture paints at once, with the same seed', async () => {
    const { orders } = await call(edit, 'fox -> cat; + in the snow --steps 30', { kept, ...under('discord:100') });
    expect(orders).toMatchObject([{ request: { prompt: 'a cat at dawn, in the snow', seed: 42, steps: 30 } }]);
  });

  test('what was refused comes back to its asker alone, with everything that was typed', async () => {
    const input = { kind: 'text', text: 'a bad word --ar 16:9' } as const;
    const refused = { ...invocationOf('', { locale: 'en' }), id: 'discord:100', command: 'imagine', input };
    const { buttons } = failure(new Problem('prompt_refused', {}), refused);
    expect(buttons).toEqual([{ label: '✏️ Edit', command: 'edit', about: 'discord:100' }]);
    const { last } = await call(edit, '', { calls: [refused], ...under('discord:100') });
    expect(last?.form).toMatchObject({ command: 'imagine', fields: { prompt: 'a bad word', aspect: '16:9' } });
    const person = { id: 'discord:77', name: 'Grace' };
    expect((await call(edit, '', { calls: [refused], ...under('discord:100'), person })).problem).toBe('not_yours');
    expect((await call(edit, '', under('discord:100'))).problem).toBe('call_forgotten');
  });

  test('the words of a refused picture are its asker’s alone', async () => {
    const refused = [keptOf({ state: 'refused', generation: undefined })];
    expect((await call(edit, '', { kept: refused, ...under('discord:100') })).last?.form).toBeDefined();
    const person = { id: 'discord:77', name: 'Grace' };
    expect((await call(edit, '', { kept: refused, ...under('discord:100'), person })).problem).toBe('not_yours');
  });

  test('of several that were all refused, what was typed comes back', async () => {
    const input = { kind: 'text', text: 'a {red, blue} fox' } as const;
    const asked = { ...invocationOf('', { locale: 'en' }), id: 'discord:100', command: 'imagine', input };
    const refused = [0, 1].map((n) => keptOf({ n, state: 'refused', generation: undefined }));
    const { last } = await call(edit, '', { kept: refused, calls: [asked], ...under('discord:100') });
    expect(last?.form?.fields).toEqual({ prompt: 'a {red, blue} fox' });
    const forgotten = await call(edit, '', { kept: refused, ...under('discord:100') });
    expect(forgotten.last?.form?.fields).toMatchObject({ prompt: 'a fox at dawn' });
  });

  test.each([
    ['a line', { kind: 'text', text: 'a fox --sed 42' }, 'a fox --sed 42'],
    ['a value that is none', { kind: 'text', text: 'a fox --ar 16:10' }, 'a fox --ar 16:10'],
    ['a form', { kind: 'fields', fields: { prompt: 'a fox', seed: '42' }, text: '--stp 9' }, '--stp 9 a fox --seed 42'],
  ] as const)('what could not be read comes back as it was typed, as a line to mend: %s', async (_, input, change) => {
    const unread = { ...invocationOf('', { locale: 'en' }), id: 'discord:100', command: 'imagine', input };
    const { last } = await call(edit, '', { calls: [unread], ...under('discord:100') });
    expect(last?.form).toEqual({ command: 'edit', about: 'discord:100', fields: { change } });
  });

  test('a mended line is painted with the flags in it, and is made from nothing', async () => {
    const input = { kind: 'text', text: 'a fox --sed 42' } as const;
    const unread = { ...invocationOf('', { locale: 'en' }), id: 'discord:100', command: 'imagine', input };
    const { orders } = await call(edit, 'a fox --seed 42', { calls: [unread], ...under('discord:100') });
    expect(orders).toMatchObject([{ request: { prompt: 'a fox', seed: 42 } }]);
    expect(orders[0]?.notes).toEqual({});
  });

  test.each(['fox -> cat --stp 3', 'fox -> [50412]', '+ at night; - hat'])(
    'a change that was refused comes back as it was typed, about the same picture: %s',
    async (text) => {
      const input = { kind: 'text', text } as const;
      const refused = { ...invocationOf('', { locale: 'en' }), id: 'discord:101', command: 'edit', input };
      const changing = { ...refused, about: 'discord:100', picture: 0 };
      const { last } = await call(edit, '', { kept, calls: [changing], ...under('discord:101') });
      const form = { command: 'edit', about: 'discord:100', picture: 0, fields: { change: text, recipe: undefined } };
      expect(last?.form).toEqual(form);
    },
  );

  test('nothing is made from a picture that was refused', async () => {
    const refused = keptOf({ state: 'refused', generation: undefined });
    const { orders } = await call(edit, 'a cat', { kept: [refused], ...under('discord:100') });
    expect(orders).toMatchObject([{ request: { prompt: 'a cat', seed: 42 }, notes: {} }]);
  });

  test('asks for the words that a command needs, in a form', () => {
    const bare = {
      ...invocationOf('', { locale: 'en' }),
      command: 'imagine',
      input: { kind: 'text', text: ' ' } as const,
    };
    const missing = new Problem('option_missing', { option: 'prompt' });
    expect(failure(missing, bare).form).toEqual({
      command: 'imagine',
      about: undefined,
      picture: undefined,
      fields: {},
    });
    const typed = { ...bare, input: { kind: 'text', text: '--seed 42' } as const };
    expect(failure(missing, typed).form).toBeUndefined();
    const pasted = { ...bare, input: { kind: 'fields', fields: {}, text: '--seed 42' } as const };
    expect(failure(missing, pasted).form).toBeUndefined();
  });
});
