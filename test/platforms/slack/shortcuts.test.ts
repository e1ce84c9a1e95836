import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pngBytes } from '../../fakes/images.ts';
import { openPlay, type Play, scripted } from './play.ts';

let play: Play;
afterEach(() => play.close());

const withWords = z.object({ prompt: z.string().trim().min(1).max(800).meta({ positional: true }) });

describe.each(['socket', 'http'] as const)('shortcuts in %s mode', (mode) => {
  async function open() {
    const imagine = scripted(
      'imagine',
      (_, { prompt }) => [{ state: 'done', text: `Picture of ${prompt}` }],
      { door: { on: 'message', option: 'prompt' } },
      withWords,
    );
    const show = scripted('show', ({ about }) => [{ state: 'done', text: `About ${about?.length}`, whisper: true }], {
      door: { on: 'message' },
    });
    play = await openPlay([imagine, show], { mode });
    return { imagine, show };
  }

  it('on a picture of ours are about it', async () => {
    const { imagine, show } = await open();
    await play.ada.types(play.channel, '/imagine a fox');
    const message = await play.channel.message();
    expect(await play.bob.opens(message, 'Door of show')).toMatchObject({ outcome: 'acknowledged' });
    const about = imagine.calls[0]?.id ?? '';
    expect((await play.bob.whisper()).text).toBe(`About ${about.length}`);
    expect(show.calls).toMatchObject([{ about, place: { channel: play.channel.id } }]);
  });

  it('on a picture in our message’s thread are about that message', async () => {
    const { imagine, show } = await open();
    await play.ada.types(play.channel, '/imagine a fox');
    const root = await play.channel.message();
    const shared = play.bob.says(play.channel, '', { author: 'U0EASEL', thread: root.ts });
    await play.bob.opens(shared, 'Door of show');
    expect(show.calls).toMatchObject([{ about: imagine.calls[0]?.id }]);
  });

  it('on a picture of ours bring none of our words', async () => {
    const { imagine } = await open();
    await play.ada.types(play.channel, '/imagine a fox');
    await play.bob.opens(await play.channel.message(), 'Door of imagine');
    expect(imagine.calls[1]).toMatchObject({ about: imagine.calls[0]?.id, input: { kind: 'fields', fields: {} } });
  });

  it('on what somebody else wrote cannot change that, and are answered beside it, also between two people', async () => {
    const show = scripted('show', () => [{ state: 'done', text: 'Deleted', where: 'subject' }], {
      door: { on: 'message' },
    });
    const send = scripted('send', () => [{ state: 'done', text: 'Copy', where: 'direct' }], {
      door: { on: 'message' },
    });
    play = await openPlay([show, send], { mode });
    const said = play.bob.says(play.channel, 'a bear');
    await play.ada.opens(said, 'Door of show');
    await play.channel.message(({ text }) => text === 'Deleted');
    expect([said.text, play.slack.calls('chat.update')]).toEqual(['a bear', []]);
    const between = play.slack.channel('directmessage', { kind: 'direct', botIsIn: false });
    await play.ada.opens(play.bob.says(between, 'a bear'), 'Door of send');
    expect((await play.slack.direct(play.ada).message()).text).toBe('Copy');
  });

  it('on what somebody else wrote bring its words and pictures, and nobody is asked whose it is', async () => {
    const { imagine, show } = await open();
    const file = play.slack.file('fox.png', pngBytes(100));
    const note = play.slack.file('notes.txt', pngBytes(100));
    const message = play.bob.says(play.channel, 'a bear &amp; <@U1|bob>', { files: [file, note] });
    await play.ada.opens(message, 'Door of imagine');
    await play.channel.message(({ text }) => text === 'Picture of a bear &amp; @bob');
    await play.ada.opens(message, 'Door of show');
    expect(imagine.calls[0]?.input).toEqual({ kind: 'fields', fields: { prompt: 'a bear & @bob' } });
    expect(show.calls).toMatchObject([{ files: [expect.stringContaining(`/files-pri/${file.id}`)] }]);
    expect(show.calls[0]).not.toHaveProperty('about');
    expect(play.asked.filter((line) => line.startsWith('shownBy'))).toEqual([]);
  });

  it('for everywhere open the form of the first command, whose picture comes to direct messages', async () => {
    const { imagine } = await open();
    expect(await play.ada.begins('Imagine')).toMatchObject({ outcome: 'acknowledged' });
    const form = await play.ada.form();
    expect(form.view.title.text).toBe('/imagine');
    await form.submit({ Prompt: 'a fox' });
    const message = await play.slack.direct(play.ada).message();
    expect(message.text).toBe('Picture of a fox');
    expect(imagine.calls.at(-1)?.place).toMatchObject({ channel: play.ada.id, direct: true });
  });

  it('that cannot open a form say so in direct messages', async () => {
    await open();
    play.slack.plan('views.open', { kind: 'error', error: 'expired_trigger_id' });
    await play.ada.begins('Imagine');
    expect((await play.slack.direct(play.ada).message()).text).toContain('what to paint');
  });

  it('of another app or version are acknowledged, and nothing else', async () => {
    await open();
    play.slack.install([
      { name: 'Approve', type: 'message', callback_id: 'approve' },
      { name: 'Dance', type: 'global', callback_id: 'v2:dance' },
    ]);
    expect(await play.ada.opens(play.ada.says(play.channel, 'hi'), 'Approve')).toMatchObject({
      outcome: 'acknowledged',
    });
    expect(await play.ada.begins('Dance')).toMatchObject({ outcome: 'acknowledged' });
    expect(play.asked).toEqual([]);
  });
});

it('a picture that somebody posted is fetched with the token, from Slack only', async () => {
  const fetched: unknown[] = [];
  const show = scripted('show', () => [{ state: 'done', text: 'Shown', whisper: true }], { door: { on: 'message' } });
  const run: (typeof show.command)['run'] = async function* (input, context) {
    fetched.push(await context.inscription());
    yield* show.command.run(input, context);
  };
  const readInscription = (bytes: Uint8Array) => ({ command: `${bytes.length} bytes`, description: '' });
  play = await openPlay([{ ...show, command: { ...show.command, run } }], { bot: { readInscription } });
  const message = play.bob.says(play.channel, '', { files: [play.slack.file('fox.png', pngBytes(123))] });
  await play.ada.opens(message, 'Door of show');
  await play.ada.whisper();
  expect(fetched).toEqual([{ command: '123 bytes', description: '' }]);
});
