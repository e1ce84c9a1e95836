import { describe, expect, test } from 'vitest';
import { help } from '../../commands/help.ts';
import { commands } from '../../commands/index.ts';
import { languages } from '../../commands/words/words.ts';
import type { Reply } from '../../src/core/reply.ts';
import { contextOf } from '../fakes/context.ts';
import { recordedGenerate } from '../fakes/generation.ts';

async function helpFor(text: string, locale = 'en'): Promise<Reply> {
  const { generate } = recordedGenerate();
  const replies = await Array.fromAsync(help.run({ kind: 'text', text }, contextOf({ generate, commands, locale })));
  const [reply] = replies;
  if (!reply) throw new Error('no reply');
  return reply;
}

test('shows every command in a line, in order, and what reactions do', async () => {
  const { state, whisper, sections = [] } = await helpFor('');
  expect({ state, whisper }).toEqual({ state: 'done', whisper: true });
  const [typed, reactions] = sections;
  const shown = commands.filter(({ hidden }) => !hidden);
  expect(typed?.rows.map(({ term }) => term)).toEqual(shown.map(({ name }) => `/${name}`));
  expect(typed?.rows[0]?.text).toBe('Paint a picture from words');
  expect(reactions?.rows.map(({ term }) => term)).toEqual(['🔁', '⭐', '❌', '✉️']);
});

test('shows every option of one command but those that only buttons give', async () => {
  for (const { name, options, hidden } of commands) {
    if (hidden) continue;
    const [{ rows } = { rows: [] }] = (await helpFor(name)).sections ?? [];
    expect(rows.length).toBe(options.filter(({ silent }) => !silent).length);
  }
});

test('says what may be given, from the schema', async () => {
  const [{ rows } = { rows: [] }] = (await helpFor('imagine')).sections ?? [];
  const texts = Object.fromEntries(rows.map(({ term, text }) => [term, text]));
  expect(texts['prompt']).toContain('required, up to 4000 characters');
  expect(texts['--aspect']).toContain('16:9');
  expect(texts['--seed']).toContain('1 to 2147483646');
  expect(texts['--guidance']).toContain('1 to 10, default 3.5');
  expect(texts['--upscale']).toContain('on or off');
  expect(texts['--aspect']).toContain('also --ar, --ratio');
  expect(texts['--seed']).not.toContain('also');
});

test.each(['imagine', '/imagine', ' IMAGINE '])('shows one command: %j', async (text) => {
  const { sections = [] } = await helpFor(text);
  expect(sections.map(({ heading }) => heading)).toEqual(['/imagine – Paint a picture from words']);
});

test('an unknown command, with the one that was probably meant', async () => {
  await expect(helpFor('imagin')).rejects.toMatchObject({
    code: 'command_unknown',
    facts: { given: 'imagin', suggestion: 'imagine' },
  });
  await expect(helpFor('waltz')).rejects.toMatchObject({ facts: { given: 'waltz', suggestion: undefined } });
});

test('speaks the language of the locale', async () => {
  for (const locale of ['zh-CN', 'zh-TW', 'zh', 'ZH_cn']) {
    const { text, sections = [] } = await helpFor('', locale);
    expect(text).toContain('Easel 用文字画图');
    expect(sections[0]?.rows[0]).toEqual({ term: '/imagine', text: '用文字画一张图' });
  }
  for (const locale of ['de', '', 'constructor', '__proto__']) {
    expect((await helpFor('', locale)).text).toContain('Easel paints pictures');
  }
});

describe('fits into one Discord message, whose texts may have 4,000 characters together', () => {
  const topics = ['', ...commands.flatMap(({ name, hidden }) => (hidden ? [] : [name]))];

  test.each(Object.keys(languages).flatMap((language) => topics.map((topic) => [language, topic] as const)))(
    '%s: %s',
    async (language, topic) => {
      const { text, sections = [] } = await helpFor(topic, language);
      const rows = sections.flatMap(({ heading, rows }) => [heading, ...rows.map((row) => `${row.term}  ${row.text}`)]);
      // 500 characters are kept for the marks that a platform puts around headings and terms.
      expect([text, ...rows].join('\n').length).toBeLessThanOrEqual(3500);
    },
  );
});
