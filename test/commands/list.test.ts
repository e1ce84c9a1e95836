import { describe, expect, test } from 'vitest';
import { list } from '../../commands/list.ts';
import type { Input, Invocation } from '../../src/core/invocation.ts';
import { contextOf } from '../fakes/context.ts';
import { recordedGenerate } from '../fakes/generation.ts';
import { memorySettings } from '../fakes/settings.ts';
import { rejected } from './rejected.ts';

const bob = { id: 'discord:43', name: 'Bob' };
const administrator = { id: 'discord:44', name: 'Cat', rights: ['administer'] as const };
const alone: Partial<Invocation> = { place: { platform: 'discord', channel: '7', community: undefined } };

function server(settings = memorySettings()) {
  async function say(input: Input | string, changes: Partial<Invocation> = {}, locale = 'en') {
    const context = contextOf({ generate: recordedGenerate().generate, settings, locale, invocation: changes });
    const given: Input = typeof input === 'string' ? { kind: 'text', text: input } : input;
    const [reply, ...others] = await Array.fromAsync(list.run(given, context));
    expect(others).toEqual([]);
    expect(reply?.state).toBe('done');
    return reply;
  }
  return { say, settings };
}

const colors = 'colors --words "red, green,blue"';

test('lists are saved, shown and deleted', async () => {
  const { say } = server();
  expect((await say(''))?.text).toMatch(/^There are no word lists here yet\./);
  expect(await say(colors)).toEqual({
    state: 'done',
    text: 'Saved the list “colors” of 3 words.',
    facts: [{ label: 'Use', value: '{{colors}}', exact: true }],
  });
  expect((await say(''))?.sections?.[0]?.rows).toEqual([{ term: 'colors', text: '3 words' }]);
  expect(await say('Colors')).toMatchObject({
    whisper: true,
    text: 'The list “colors” has 3 words:',
    quote: 'red, green, blue',
  });
  expect((await say('colors --action delete'))?.text).toBe('Deleted the list “colors”.');
  expect(await rejected(say('colors'))).toMatchObject({ code: 'list_unknown' });
});

test('words are separated by commas or lines, each once', async () => {
  const { say, settings } = server();
  await say({ kind: 'fields', fields: { name: '颜色', words: '红，绿、蓝\n 红 \n\n\u200b,深 红,' } });
  expect(await settings.list('discord:9', 'list')).toMatchObject([{ value: { words: ['红', '绿', '蓝', '深 红'] } }]);
});

test('a long list is shown in part', async () => {
  const { say } = server();
  const words = Array.from({ length: 60 }, (_, at) => `${at}${'x'.repeat(90)}`).join('\n');
  await say({ kind: 'fields', fields: { name: 'long', words } });
  const quote = (await say('long'))?.quote ?? '';
  expect(quote).toMatch(/…$/);
  expect(quote.length).toBeLessThanOrEqual(1501);
});

describe('a list', () => {
  test('is everybody’s there, and nowhere else’s', async () => {
    const { say } = server();
    await say(colors);
    expect((await say('colors', { person: bob }))?.quote).toBe('red, green, blue');
    const elsewhere = { place: { platform: 'discord', channel: '7', community: '10' } };
    expect(await rejected(say('colors', elsewhere))).toMatchObject({ code: 'list_unknown' });
    expect(await rejected(say('colors', alone))).toMatchObject({ code: 'list_unknown' });
  });

  test('is mine in direct messages', async () => {
    const { say, settings } = server();
    await say(colors, alone);
    expect(await settings.list('discord:42', 'list')).toHaveLength(1);
    expect((await say('colors', alone))?.quote).toBe('red, green, blue');
  });

  test('is changed by whoever made it and by administrators', async () => {
    const { say } = server();
    await say(colors);
    for (const text of [colors, 'colors --action delete']) {
      expect(await rejected(say(text, { person: bob }))).toMatchObject({ code: 'not_yours' });
    }
    await say('colors --words "black, white"', { person: administrator });
    await say(colors);
    await say('colors --action delete', { person: administrator });
  });
});

test.each([
  ['--action save', { code: 'option_missing', facts: { option: 'name' } }],
  ['colors --action save', { code: 'option_missing', facts: { option: 'words' } }],
  ['a,b --words "x, y"', { code: 'name_unusable', facts: { given: 'a,b' } }],
  ['{{colors}}', { code: 'name_unusable' }],
  ['x --words red', { code: 'option_out_of_range', facts: { option: 'words', given: '1', minimum: 2, maximum: 200 } }],
  [`x --words "${Array.from({ length: 201 }, (_, at) => at).join(',')}"`, { code: 'option_out_of_range' }],
  [
    `x --words "a, ${'x'.repeat(101)}"`,
    { code: 'option_too_long', facts: { option: 'words', length: 101, maximum: 100 } },
  ],
  ['colr', { code: 'list_unknown', facts: { given: 'colr', suggestion: 'colors' } }],
  ['waltz --action delete', { code: 'list_unknown', facts: { given: 'waltz', suggestion: undefined } }],
])('/list %s is refused', async (text, problem) => {
  const { say } = server();
  await say(colors);
  expect(await rejected(say(text))).toMatchObject(problem);
});

test('there are fifty lists at most', async () => {
  const { say } = server();
  for (let at = 0; at < 50; at++) await say(`list${at} --words "a, b"`);
  expect(await rejected(say(colors))).toEqual({ code: 'too_many_kept', facts: { limit: 50 } });
  const rows = (await say(''))?.sections?.[0]?.rows ?? [];
  expect(rows).toHaveLength(26);
  expect(rows.at(-1)).toEqual({ term: '…', text: 'and 25 more' });
});

test('speaks the language of the asker', async () => {
  const { say } = server();
  expect((await say('颜色 --words "红，绿"', {}, 'zh-CN'))?.text).toBe('已保存词表“颜色”，共 2 个词。');
});
