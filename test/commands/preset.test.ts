import { describe, expect, test } from 'vitest';
import { preset } from '../../commands/preset.ts';
import type { Input, Invocation } from '../../src/core/invocation.ts';
import { contextOf } from '../fakes/context.ts';
import { recordedGenerate } from '../fakes/generation.ts';
import { memorySettings } from '../fakes/settings.ts';
import { rejected } from './rejected.ts';

const ada = { id: 'discord:42', name: 'Ada' };
const bob = { id: 'discord:43', name: 'Bob' };
const administrator = { id: 'discord:44', name: 'Cat', rights: ['administer'] as const };
const alone: Partial<Invocation> = { place: { platform: 'discord', channel: '7', community: undefined } };

function server(settings = memorySettings()) {
  async function say(input: Input | string, changes: Partial<Invocation> = {}, locale = 'en') {
    const context = contextOf({ generate: recordedGenerate().generate, settings, locale, invocation: changes });
    const given: Input = typeof input === 'string' ? { kind: 'text', text: input } : input;
    const [reply, ...others] = await Array.fromAsync(preset.run(given, context));
    expect(others).toEqual([]);
    expect(reply?.state).toBe('done');
    return reply;
  }
  const shownTo = async (changes: Partial<Invocation>) =>
    (await say('', changes))?.sections?.map(({ heading, rows }) => [
      heading,
      ...rows.map(({ term, text }) => `${term}: ${text}`),
    ]);
  return { say, shownTo, settings };
}

const noir = '--settings "--style noir --ar 16:9"';

describe('my presets', () => {
  test('are saved, shown, used by others never, and deleted', async () => {
    const { say, shownTo } = server();
    expect(await say('')).toMatchObject({ whisper: true, text: expect.stringContaining('There are no presets yet.') });
    expect(await say(`Noir --action save ${noir}`)).toEqual({
      state: 'done',
      whisper: true,
      text: 'Saved the preset “noir”.',
      facts: [{ label: 'Use', value: '--preset noir', exact: true }],
    });
    expect(await shownTo({})).toEqual([['Yours', 'noir: --style noir --ar 16:9']]);
    expect(await shownTo({ person: bob })).toEqual([]);
    expect(await rejected(say('noir', { person: bob }))).toMatchObject({ code: 'preset_unknown' });
    expect(await say('noir --action delete')).toMatchObject({ text: 'Deleted the preset “noir”.' });
    expect(await rejected(say('noir --action delete'))).toMatchObject({ code: 'preset_unknown' });
  });

  test('are shown with a line that saves the same again', async () => {
    const { say, settings } = server();
    await say({ kind: 'fields', fields: { name: 'sign', settings: 'a "sign" --watermark "A \\"B\\"" --style ink' } });
    const [before] = await settings.list(ada.id, 'preset');
    const line = (await say('sign'))?.facts?.find(({ label }) => label === 'Save again')?.value ?? '';
    expect(line).toMatch(/^\/preset sign --action save --settings "/);
    await say('sign --action delete');
    await say(line.slice('/preset '.length));
    expect(await settings.list(ada.id, 'preset')).toEqual([before]);
  });

  test('are saved when settings are given, and overwritten', async () => {
    const { say, shownTo } = server();
    await say('mine --settings "in the rain"');
    await say({ kind: 'fields', fields: { name: 'MINE', settings: 'in the snow' } });
    expect(await shownTo({})).toEqual([['Yours', 'mine: in the snow']]);
  });

  test('are fifty at most', async () => {
    const { say, shownTo } = server();
    for (let at = 0; at < 50; at++) await say(`p${String(at).padStart(2, '0')} ${noir}`);
    expect(await rejected(say(`more ${noir}`))).toEqual({ code: 'too_many_kept', facts: { limit: 50 } });
    await say(`p07 --settings "in the rain"`);
    await say(`more --shared ${noir}`);
    const [yours = []] = (await shownTo({})) ?? [];
    expect(yours).toHaveLength(27);
    expect(yours.at(-1)).toBe('…: and 25 more');
  });
});

describe('shared presets', () => {
  test('are for everybody there, and nowhere else', async () => {
    const { say, shownTo } = server();
    expect(await say(`noir --shared ${noir}`)).toMatchObject({ whisper: false });
    expect(await shownTo({ person: bob })).toEqual([['For everybody here', 'noir: --style noir --ar 16:9']]);
    expect((await say('noir', { person: bob }))?.text).toBe('“noir” is a preset for everybody here.');
    expect(await shownTo({ place: { platform: 'discord', channel: '7', community: '10' } })).toEqual([]);
  });

  test('are changed by whoever made them and by administrators, who do not take them over', async () => {
    const { say } = server();
    await say(`noir --shared ${noir}`);
    for (const text of [`noir --shared ${noir}`, 'noir --shared --action delete']) {
      expect(await rejected(say(text, { person: bob }))).toMatchObject({ code: 'not_yours' });
    }
    await say('noir --shared --settings "in the rain"', { person: administrator });
    await say(`noir --shared ${noir}`, { person: ada });
    await say('noir --shared --action delete', { person: administrator });
    expect(await rejected(say('noir'))).toMatchObject({ code: 'preset_unknown' });
  });

  test('are my own where there is no server', async () => {
    const { say, settings } = server();
    await say(`noir --shared ${noir}`, alone);
    expect(await settings.list(ada.id, 'preset')).toHaveLength(1);
    expect((await say('noir', alone))?.text).toBe('“noir” is your preset.');
  });
});

test.each([
  ['--action save', { code: 'option_missing', facts: { option: 'name' } }],
  ['noir --action save', { code: 'option_missing', facts: { option: 'settings' } }],
  ['--action delete', { code: 'option_missing', facts: { option: 'name' } }],
  ['"a b" --settings x', { code: 'name_unusable', facts: { given: 'a b' } }],
  [`${'x'.repeat(33)} --settings x`, { code: 'name_unusable', facts: { given: 'x'.repeat(33) } }],
  ['x --settings "--styl noir"', { code: 'option_unknown', facts: { given: '--styl', suggestion: '--style' } }],
  ['x --settings "--style nior"', { code: 'option_not_a_choice' }],
  ['x --settings "--seed 0"', { code: 'option_out_of_range' }],
  ['x --settings "--preset y"', { code: 'option_unknown' }],
  ['x --settings "--yes"', { code: 'option_unknown' }],
  ['x --settings "--ar 1:1 --width 300"', { code: 'options_conflict', facts: { options: ['aspect', 'width'] } }],
  ['noire', { code: 'preset_unknown', facts: { given: 'noire', suggestion: 'noir' } }],
  ['waltz', { code: 'preset_unknown', facts: { given: 'waltz', suggestion: undefined } }],
])('/preset %s is refused', async (text, problem) => {
  const { say } = server();
  await say(`noir ${noir}`);
  expect(await rejected(say(text))).toMatchObject(problem);
});

test('what another Easel wrote does no harm', async () => {
  const odd = { owner: ada.id, kind: 'preset', name: 'odd', person: ada.id, value: [7] } as const;
  const { say, shownTo } = server(memorySettings(odd));
  expect(await shownTo({})).toEqual([['Yours', 'odd: ?']]);
  expect(await rejected(say('odd'))).toMatchObject({ code: 'preset_unknown' });
  await say('odd --settings "in the rain"');
  expect(await shownTo({})).toEqual([['Yours', 'odd: in the rain']]);
});

test('speaks the language of the asker', async () => {
  const { say } = server();
  expect((await say(`黑白 ${noir}`, {}, 'zh-CN'))?.text).toBe('已保存预设“黑白”。');
  expect((await say('', {}, 'zh-CN'))?.sections?.[0]?.heading).toBe('您的');
});
