import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { Problem } from '../../../src/core/problem.ts';
import { see } from '../../fakes/slack/seen.ts';
import { type Chat, painted, sentence, startChat } from './chat.ts';

let chat: Chat;
afterEach(() => chat.close());

async function openForm(mode: 'socket' | 'http' = 'socket') {
  chat = await startChat({ mode });
  const { slack } = chat;
  const [ada, channel] = [slack.user('Ada'), slack.channel('#art')];
  const taken = await ada.types(channel, '/imagine');
  return { slack, ada, channel, taken, form: await ada.form() };
}

describe('a bare /imagine', () => {
  it.each(['socket', 'http'] as const)(
    'opens a form whose picture comes to the same channel (%s mode)',
    async (mode) => {
      const { slack, channel, taken, form } = await openForm(mode);
      expect(taken.outcome).toBe('acknowledged');
      expect(channel.messages()).toEqual([]);

      // Somebody's own number is offered as it is typed.
      expect(await form.suggestions('Seed', '42')).toMatchObject([{ value: '42' }]);
      const errors = await form.submit({
        Prompt: 'a fox\nat dawn',
        Aspect: '16:9',
        Seed: '42',
        Upscale: 'off',
        Guidance: '7.5',
      });

      expect(errors).toEqual({});
      const message = await channel.message((each) => slack.images(each).length > 0);
      expect(see(message.blocks)).toMatchObject({
        quote: 'a fox\nat dawn',
        contexts: [expect.anything(), ['AI-generated', '/imagine · ada']],
      });
      expect(chat.orders[0]?.request).toMatchObject({
        prompt: 'a fox\nat dawn',
        width: 512,
        height: 288,
        seed: 42,
        upscale: false,
        guidance: 7.5,
      });
    },
  );

  it('uses the defaults for what was left alone', async () => {
    const { channel, form } = await openForm();
    await form.submit({ Prompt: 'a fox' });
    await channel.message(painted);
    expect(chat.orders[0]?.request).toMatchObject({
      width: 512,
      height: 512,
      guidance: 3.5,
      upscale: true,
      enhance: true,
    });
  });

  it('takes the prompt as it is: flags are for typing', async () => {
    const { channel, form } = await openForm();
    await form.submit({ Prompt: 'a fox --ar 16:9' });
    await channel.message(painted);
    expect(chat.orders[0]?.request).toMatchObject({ prompt: 'a fox --ar 16:9', width: 512, height: 512 });
  });

  it.each([
    [{ Prompt: '   ' }, ['prompt'], new Problem('option_missing', { option: 'prompt' })],
    [
      { Prompt: 'x'.repeat(801) },
      ['prompt'],
      new Problem('option_too_long', { option: 'prompt', length: 801, maximum: 800 }),
    ],
    [
      { Prompt: 'a fox', Steps: '99' },
      ['steps'],
      new Problem('option_out_of_range', { option: 'steps', given: '99', minimum: 1, maximum: 50 }),
    ],
    [
      { Prompt: 'a fox', 'Wording seed': '1.5' },
      ['wording-seed'],
      new Problem('option_not_whole', { option: 'wording-seed', given: '1.5' }),
    ],
    [
      { Prompt: 'a fox', Width: '300' },
      ['width', 'height'],
      new Problem('options_belong_together', { options: ['width', 'height'] }),
    ],
    // About no single field, so beside the first.
    [
      { Prompt: 'a fox', Width: '700', Height: '700', Model: '2.0' },
      ['prompt'],
      new Problem('size_too_large_for_model', { model: '2.0', maximum: 680 }),
    ],
  ])('says what is wrong beside the field: %j', async (values, fields, problem) => {
    const { ada, channel, form } = await openForm();
    const errors = await form.submit(values);
    expect(errors).toEqual(Object.fromEntries(fields.map((field) => [field, sentence(problem)])));
    expect(channel.messages()).toEqual([]);
    expect(ada.whispers).toEqual([]);
    expect(chat.orders).toEqual([]);
  });

  it('stays open after a mistake, to be put right', async () => {
    const { channel, form } = await openForm();
    expect(await form.submit({ Prompt: 'a fox', Steps: '99' })).not.toEqual({});
    expect(await form.submit({ Prompt: 'a fox', Steps: '9' })).toEqual({});
    await channel.message(painted);
    expect(chat.orders[0]?.request.steps).toBe(9);
  });

  it('whispers to where it was opened when the channel does not take the message', async () => {
    const { ada, channel, form } = await openForm();
    channel.record.refusal = 'restricted_action';
    expect(await form.submit({ Prompt: 'a fox' })).toEqual({});
    expect(see((await ada.whisper()).blocks).lines.join()).toContain('Posting permissions');
    expect(chat.orders).toEqual([]);
  });

  it.each([
    { kind: 'error', error: 'expired_trigger_id' },
    { kind: 'rate_limited', seconds: 30 },
    { kind: 'drop', done: false },
  ] as const)('tells how to type it when no form can be opened: $kind', async (fault) => {
    chat = await startChat();
    const ada = chat.slack.user('Ada');
    chat.slack.plan('views.open', fault);
    await ada.types(chat.slack.channel('#art'), '/imagine');
    expect(see((await ada.whisper()).blocks).lines).toEqual([
      sentence(new Problem('option_missing', { option: 'prompt' })),
    ]);
    expect(chat.slack.calls('views.open')).toHaveLength(1);
  });

  it('says nothing when it comes twice: the first has opened the form', async () => {
    const { slack, ada } = await openForm();
    slack.plan('views.open', { kind: 'error', error: 'exchanged_trigger_id' });
    await ada.types(slack.channel('#other'), '/imagine');
    await slack.until('the second try', () => slack.calls('views.open')[1]?.answer || undefined);
    // Enough requests for a whisper to have come in between.
    await ada.types(slack.channel('#third'), '/imagine a fox');
    await slack.until('a picture', () => slack.calls('chat.update').find(({ answer }) => answer === 'ok'));
    expect(ada.whispers).toEqual([]);
  });

  it('opens while a post to the same workspace is held up by a rate limit', async () => {
    chat = await startChat({ clock: systemClock });
    const [ada, channel] = [chat.slack.user('Ada'), chat.slack.channel('#art')];
    chat.slack.plan('chat.postMessage', { kind: 'rate_limited', seconds: 50 });
    await ada.types(channel, '/imagine a fox');
    await chat.slack.until('the refusal', () =>
      chat.slack.calls('chat.postMessage').find(({ answer }) => answer === '429'),
    );
    await ada.types(channel, '/imagine');
    expect((await ada.form()).view.title.text).toBe('/imagine');
  });
});
