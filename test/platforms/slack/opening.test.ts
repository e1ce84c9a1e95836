import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Problem } from '../../../src/core/problem.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { see } from '../../fakes/slack/seen.ts';
import { sentence } from './chat.ts';
import { openPlay, type Play, scripted } from './play.ts';

let play: Play;
afterEach(() => play.close());

const fields = z.object({
  prompt: z.string().trim().min(1).max(800).meta({ positional: true }),
  style: z.string().max(100).optional().meta({ suggested: true }),
  seed: z.int().min(1).max(99).optional(),
  aspect: z.enum(['1:1', '16:9']).optional(),
  enhance: z.boolean().optional(),
  kind: z.string().optional().meta({ silent: true }),
});

const filled = { prompt: 'a fox "at dawn"', style: 'ink', seed: 42, aspect: '16:9', enhance: false, kind: 'edit' };

/** Asks for the form of another command; without it, says how to go on. */
const asks: Reply = {
  state: 'done',
  text: 'Press Edit.',
  whisper: true,
  form: { command: 'edit', about: 'slack:7', picture: 2, fields: filled },
  buttons: [{ label: 'Edit', command: 'ask', about: 'slack:7' }],
};

const styles = ['ink', 'oil', 'ice'];

describe.each(['socket', 'http'] as const)('a form in %s mode', (mode) => {
  async function open() {
    const edit = scripted(
      'edit',
      (_, { prompt, style }) =>
        prompt === 'no'
          ? [{ state: 'failed', text: 'Never.', about: ['prompt'], whisper: true }]
          : [{ state: 'done', text: `${prompt}/${style}` }],
      {
        hidden: true,
        async suggest(key, typed, { invocation }) {
          if (typed === 'break') throw new Error('the database is away');
          return styles
            .filter((style) => style.startsWith(typed))
            .map((value) => ({ label: `${key} ${value} ${invocation.about}`, value }));
        },
      },
      fields,
    );
    const ask = scripted('ask', () => [asks]);
    const show = scripted('show', () => [{ ...asks, form: { ...asks.form, command: 'nothing', fields: {} } }]);
    play = await openPlay([ask, edit, show], { mode });
    return { edit, ask };
  }

  it('is opened by a command with everything filled in, and nobody is asked for what is silent', async () => {
    const { edit } = await open();
    expect(await play.ada.types(play.channel, '/ask')).toMatchObject({ outcome: 'acknowledged' });
    const form = await play.ada.form();
    expect(form.view.title.text).toBe('Door of edit');
    expect(form.initial).toEqual({
      Prompt: 'a fox "at dawn"',
      Style: 'ink',
      Seed: '42',
      Aspect: '16:9',
      Enhance: 'off',
    });
    // A choice that was made can be taken back.
    expect(await form.submit({ Seed: '7', Aspect: '–' })).toEqual({});
    await play.channel.message();
    expect(edit.calls).toMatchObject([
      {
        about: 'slack:7',
        picture: 2,
        place: { channel: play.channel.id },
        input: { fields: { prompt: 'a fox "at dawn"', style: 'ink', seed: '7', enhance: 'off' } },
      },
    ]);
    expect(edit.calls[0]?.input).not.toHaveProperty('fields.aspect');
    expect([play.ada.whispers, play.channel.messages().length]).toEqual([[], 1]);
  });

  it('is opened by a press, and answered in the thread where that was', async () => {
    const { edit } = await open();
    const root = play.bob.says(play.channel, 'look');
    const message = play.bob.says(play.channel, '', {
      thread: root.ts,
      author: 'U0EASEL',
      blocks: [
        {
          type: 'actions',
          elements: [
            { type: 'button', text: { type: 'plain_text', text: 'Edit' }, action_id: 'v2:ask:0', value: 'slack:7 -' },
          ],
        },
      ],
    });
    expect(await play.ada.presses(message, 'Edit')).toMatchObject({ outcome: 'acknowledged' });
    await (await play.ada.form()).submit({});
    const answer = await play.channel.message(({ text }) => text.startsWith('a fox'));
    expect([answer.thread, edit.calls.length]).toEqual([root.ts, 1]);
  });

  it('suggests values while somebody types, and takes the words as they are', async () => {
    const { edit } = await open();
    await play.ada.types(play.channel, '/ask');
    const form = await play.ada.form();
    const offered = async (typed: string) => (await form.suggestions('Style', typed)).map(({ value }) => value);
    expect(await offered('')).toEqual(['–', ...styles]);
    expect(await offered('i')).toEqual(['ink', 'ice', 'i']);
    expect(await offered('oil')).toEqual(['oil']);
    expect(await offered('break')).toEqual(['break']);
    expect((await form.suggestions('Style', 'o'))[0]?.text.text).toBe('style oil slack:7');
    await form.submit({ Style: '–' });
    await play.channel.message();
    expect(edit.calls[0]?.input).toMatchObject({ fields: { prompt: 'a fox "at dawn"' } });
    expect(edit.calls[0]?.input).not.toHaveProperty('fields.style');
  });

  it('shows beside the field what is wrong with it', async () => {
    await open();
    await play.ada.types(play.channel, '/ask');
    const form = await play.ada.form();
    expect(await form.submit({ Prompt: 'no' })).toEqual({ prompt: 'Never.' });
    expect(await form.submit({ Prompt: 'yes' })).toEqual({});
    await play.channel.message(({ text }) => text === 'yes/ink');
  });

  it.each([
    { kind: 'error', error: 'expired_trigger_id' },
    { kind: 'rate_limited', seconds: 30 },
    { kind: 'drop', done: false },
  ] as const)('that cannot be opened leaves the rest of the reply: %j', async (fault) => {
    await open();
    play.slack.plan('views.open', fault);
    await play.ada.types(play.channel, '/ask');
    expect(see((await play.ada.whisper()).blocks)).toMatchObject({ lines: ['Press Edit.'], buttons: ['Edit'] });
  });

  it('of a command that there is not is left out, too', async () => {
    await open();
    await play.ada.types(play.channel, '/show');
    expect(see((await play.ada.whisper()).blocks).lines).toEqual(['Press Edit.']);
    expect(play.slack.calls('views.open')).toEqual([]);
  });
});

it('a command that is pressed without a word where it needs one asks for it, about the same picture', async () => {
  const words = z.object({ prompt: z.string().min(1).meta({ positional: true }) });
  const name = scripted('name', (_, { prompt }) => [{ state: 'done', text: `Named ${prompt}` }], {}, words);
  const button = { label: 'Name it', command: 'name', about: 'slack:7', picture: 3 };
  const show = scripted('show', () => [{ state: 'done', text: 'A fox', buttons: [button] }]);
  play = await openPlay([show, name]);
  await play.ada.types(play.channel, '/show');
  await play.ada.presses(await play.channel.message(), 'Name it');
  await (await play.ada.form()).submit({ Prompt: 'Rex' });
  await play.channel.message(({ text }) => text === 'Named Rex');
  expect(name.calls.at(-1)).toMatchObject({ about: 'slack:7', picture: 3 });
});

it.each<[string, Readonly<Record<string, string>>, boolean]>([
  ['words', { prompt: `${'x'.repeat(3000)}y` }, false],
  ['words', { prompt: `${'x'.repeat(2999)}y` }, true],
  ['a value to choose', { style: 'x'.repeat(151) }, false],
])('a form whose field is too small for %s is not opened, and its asker is told so', async (_, given, opens) => {
  const long = z.object({
    prompt: z.string().max(4000).optional().meta({ positional: true }),
    style: z.string().optional().meta({ suggested: true }),
  });
  const asked: Reply = { state: 'done', text: 'Press Edit.', form: { command: 'edit', fields: given } };
  play = await openPlay([scripted('ask', () => [asked]), scripted('edit', () => [], {}, long)]);
  await play.ada.types(play.channel, '/ask');
  if (opens) expect((await play.ada.form()).initial).toEqual({ Prompt: given['prompt'] });
  else expect(see((await play.ada.whisper()).blocks).lines).toEqual([sentence(new Problem('form_too_small', {}))]);
  expect([play.slack.calls('views.open').length, play.channel.messages()]).toEqual([opens ? 1 : 0, []]);
});

it('the button of a whisper opens a form, too, and takes the whisper’s place when that is asked for', async () => {
  const quiet: Reply = { state: 'done', text: 'First.', whisper: true, buttons: [{ label: 'Next', command: 'next' }] };
  const next = scripted('next', () => [{ ...quiet, text: 'Second.', where: 'subject' }]);
  play = await openPlay([scripted('page', () => [quiet]), next]);
  await play.ada.types(play.channel, '/page');
  const whisper = await play.ada.whisper();
  await play.ada.pressesWhispered(play.channel, whisper, 'Next');
  await play.ada.whisper(({ text }) => text === 'Second.');
  expect(play.ada.whispers).toHaveLength(1);
  expect(play.channel.messages()).toEqual([]);
});
