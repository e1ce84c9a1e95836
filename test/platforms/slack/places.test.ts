import { afterEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/core/reply.ts';
import { see } from '../../fakes/slack/seen.ts';
import { painted } from './chat.ts';
import { openPlay, type Play, pictureOf, type Script, scripted } from './play.ts';

/** Of the picture to come. */
const shape = { width: 512, height: 512 };

let play: Play;
afterEach(() => play.close());

/** A picture that can be changed by what the test says. */
async function open(script: Script) {
  const change = scripted('change', script, { hidden: true, reaction: { emoji: '✏️', name: 'pencil2' } });
  const buttons = [{ label: 'Change', command: 'change', about: 'slack:7' }];
  const show = scripted('show', () => [{ state: 'done', text: 'A fox', buttons }]);
  play = await openPlay([show, change]);
  await play.ada.types(play.channel, '/show');
  const message = await play.channel.message();
  await expect.poll(() => play.log.filter((line) => line.includes('answered'))).toHaveLength(1);
  return { show, change, message };
}

describe('a reply in the place of what it is about', () => {
  it('changes the message with the button, also that of another person, and stays the first call’s', async () => {
    const { show, change, message } = await open(() => [
      {
        state: 'done',
        text: 'Deleted',
        where: 'subject',
        buttons: [{ label: 'Change', command: 'change', about: 'slack:7' }],
      },
    ]);
    await play.bob.presses(message, 'Change');
    await play.slack.until('the change', () => (message.text === 'Deleted' ? true : undefined));
    expect(see(message.blocks)).toMatchObject({ lines: ['Deleted'], contexts: [] });
    expect([play.channel.messages(), play.bob.whispers]).toEqual([[message], []]);
    await play.bob.reacts(message, ':pencil2:');
    await play.slack.until('another change', () => (change.calls.length === 2 ? true : undefined));
    expect(change.calls[1]?.about).toBe(show.calls[0]?.id);
  });

  it('brings its pictures there, and becomes the call’s own when it leads to that', async () => {
    const replies: Reply[] = [];
    const { change, message } = await open(({ id }) =>
      replies.map((reply) => ({ ...reply, buttons: [{ label: 'Again', command: 'change', about: id }] })),
    );
    replies.push(
      { state: 'working', text: 'Painting…', where: 'subject' },
      { state: 'done', text: 'Here', images: [await pictureOf(play, 1)] },
    );
    await play.bob.presses(message, 'Change');
    await play.slack.until('the picture', () => (painted(message) ? true : undefined));
    expect(see(message.blocks)).toMatchObject({ alts: ['fox 1'], contexts: [['Here', 'bob']], buttons: ['Again'] });
    expect(play.channel.messages()).toEqual([message]);
    await play.ada.reacts(message, ':pencil2:');
    await play.slack.until('a call', () => (change.calls.length === 2 ? true : undefined));
    expect(change.calls[1]?.about).toBe(change.calls[0]?.id);
  });

  it('changes the message that somebody reacted to', async () => {
    const { message } = await open(() => [{ state: 'done', text: 'Hidden', where: 'subject' }]);
    await play.bob.reacts(message, ':pencil2:');
    await play.slack.until('the change', () => (message.text === 'Hidden' ? true : undefined));
    expect(play.channel.messages()).toEqual([message]);
  });

  it('is told the presser when that message is gone', async () => {
    const { message } = await open(() => [{ state: 'done', text: 'Hidden', where: 'subject' }]);
    play.slack.remove(message);
    await play.bob.presses(message, 'Change');
    expect(see((await play.bob.whisper()).blocks).lines.join()).not.toBe('');
    expect(play.channel.messages()).toEqual([]);
  });

  it('is a message of its own where there is none', async () => {
    const show = scripted('show', () => [{ state: 'done', text: 'A fox', where: 'subject' }]);
    play = await openPlay([show]);
    await play.ada.types(play.channel, '/show');
    await play.channel.message(({ text }) => text === 'A fox');
  });
});

describe('a reply in direct messages', () => {
  it('goes to those with the bot, where its buttons and reactions work', async () => {
    const { change, message } = await open(() => [
      {
        state: 'done',
        text: 'Copy',
        where: 'direct',
        buttons: [{ label: 'More', command: 'change', about: 'slack:8' }],
      },
    ]);
    await play.bob.presses(message, 'Change');
    const direct = play.slack.direct(play.bob);
    const copy = await direct.message();
    expect([copy.text, play.channel.messages().length]).toEqual(['Copy', 1]);
    await expect.poll(() => play.log.filter((line) => line.includes('answered'))).toHaveLength(2);
    await play.bob.reacts(copy, ':pencil2:');
    expect(change.calls[1]).toMatchObject({
      about: change.calls[0]?.id,
      place: { channel: direct.id, direct: true },
    });
    await play.bob.presses(copy, 'More');
    expect(change.calls[2]).toMatchObject({ about: 'slack:8', place: { channel: direct.id, direct: true } });
    await play.slack.until('three copies', () => (direct.messages().length === 3 ? true : undefined));
  });

  it('says so when somebody cannot be written to', async () => {
    const { message } = await open(() => [{ state: 'done', text: 'Copy', where: 'direct' }]);
    play.slack.plan('chat.postMessage', { kind: 'error', error: 'messages_tab_disabled' });
    await play.bob.presses(message, 'Change');
    await play.bob.whisper();
    expect(play.log.join('\n')).toContain('direct_messages_closed');
  });

  it('is where a private picture goes from the start, with its words told where it was asked for', async () => {
    const show = scripted('imagine', () => [
      { state: 'working', text: 'Painting…', quote: 'a fox', whisper: true, shape },
      { state: 'done', text: 'Here', whisper: true, images: pictures },
    ]);
    play = await openPlay([show]);
    const pictures = [await pictureOf(play, 1)];
    await play.ada.types(play.channel, '/imagine');
    const message = await play.slack.direct(play.ada).message(painted);
    expect(see(message.blocks)).toMatchObject({ alts: ['fox 1'] });
    expect(play.ada.whispers.map(({ blocks }) => see(blocks))).toMatchObject([
      { lines: ['Painting…'], quote: 'a fox' },
    ]);
    expect(play.channel.messages()).toEqual([]);
  });

  it('is where a picture goes that only one person shall see, when it is there at once', async () => {
    const show = scripted('show', () => [{ state: 'done', text: 'Here', whisper: true, images: pictures }]);
    play = await openPlay([show]);
    const pictures = [await pictureOf(play, 1)];
    await play.ada.types(play.channel, '/show');
    await play.slack.direct(play.ada).message(painted);
    expect(see((await play.ada.whisper()).blocks)).toMatchObject({ lines: ['Here'], alts: [] });
  });

  it('tells where it was asked that a private picture failed before it was shown anywhere', async () => {
    const show = scripted('imagine', () => [{ state: 'working', text: 'Painting…', whisper: true, shape }]);
    play = await openPlay([show]);
    play.slack.plan('chat.postMessage', { kind: 'error', error: 'messages_tab_disabled' });
    await play.ada.types(play.channel, '/imagine');
    await play.slack.until('two whispers', () => (play.slack.calls('respond').length === 1 ? true : undefined));
    expect([play.channel.messages(), play.slack.direct(play.ada).messages()]).toEqual([[], []]);
  });
});

describe('a reply in another channel', () => {
  it('is posted there', async () => {
    let where = '';
    const { message } = await open(() => [{ state: 'done', text: 'Look', where: { channel: where } }]);
    const show = play.slack.channel('#show', { botIsIn: false });
    where = show.id;
    await play.ada.presses(message, 'Change');
    expect((await show.message()).text).toBe('Look');
    expect(play.channel.messages()).toEqual([message]);
  });

  it('that the bot may not enter is told the asker', async () => {
    let where = '';
    const { message } = await open(() => [{ state: 'done', text: 'Look', where: { channel: where } }]);
    where = play.slack.channel('#closed', { kind: 'private', botIsIn: false }).id;
    await play.ada.presses(message, 'Change');
    expect(see((await play.ada.whisper()).blocks).lines.join()).toContain('easel');
  });
});

describe('after its process was killed', () => {
  const last: Reply = { state: 'done', text: 'Here' };
  const first = (where: Reply['where']): Reply => ({ state: 'working', text: 'Painting…', ...(where && { where }) });

  /** Shows the first reply, then from another process all of them, which knows the address from before or after it. */
  async function replay(where: Reply['where'], isKnown: boolean) {
    const { change, message } = await open(() => [first(where)]);
    const { ada, slack, channel } = play;
    await ada.presses(message, 'Change');
    const [call] = change.calls;
    if (!call) throw new Error('Nobody has pressed');
    await expect.poll(() => play.log.filter((line) => line.includes('answered'))).toHaveLength(2);
    const before = slack.calls('chat.postMessage').length;
    const direct = slack.direct(ada);
    const at = { subject: `${message.channel}/${message.ts}`, pressed: 'yes', responseUrl: 'http://127.0.0.1:1/' };
    const spot = where === 'direct' ? direct.messages()[0] : where === 'subject' ? message : channel.messages()[1];
    const address = {
      ...{ ...at, thread: '', fleeting: 'no', home: 'no', whispered: 'no', files: '', shared: '' },
      spot: isKnown && spot ? `${spot.channel}/${spot.ts}` : '',
    };
    const surface = play.platform.attach(call, address, true);
    for (const reply of [first(where), last]) await surface?.show(reply);
    return {
      channel: channel.messages(),
      direct: direct.messages(),
      posts: slack.calls('chat.postMessage').length - before,
    };
  }

  const texts = (messages: readonly { readonly text: string }[]) => messages.map(({ text }) => text);

  it.each([true, false])('a reply in the place of another is shown there again (written down: %s)', async (isKnown) => {
    const { channel, direct, posts } = await replay('subject', isKnown);
    expect([texts(channel), direct, posts]).toEqual([['Here'], [], 0]);
  });

  it('a reply in direct messages is shown there again', async () => {
    const { channel, direct, posts } = await replay('direct', true);
    expect([texts(channel), texts(direct), posts]).toEqual([['A fox'], ['Here'], 0]);
  });

  it('a reply in direct messages that was not written down is posted again: nobody knows where it is', async () => {
    const { channel, direct, posts } = await replay('direct', false);
    expect([texts(channel), texts(direct), posts]).toEqual([['A fox'], ['Painting…', 'Here'], 1]);
  });

  it.each([true, false])('a reply of its own is found again (written down: %s)', async (isKnown) => {
    const { channel, posts } = await replay(undefined, isKnown);
    expect([texts(channel), posts]).toEqual([['A fox', 'Here'], 0]);
  });

  it('a form is not opened again: what the reply says beside it is shown', async () => {
    const { change, message } = await open(() => []);
    await play.ada.presses(message, 'Change');
    const [call] = change.calls;
    const { responseUrl } = play.ada.uses();
    const address = { responseUrl, pressed: 'yes', spot: '', whispered: 'no', files: '', shared: '' };
    const form = { command: 'change', fields: {} };
    const asks: Reply = { state: 'done', text: 'Press it', whisper: true, form };
    if (call) await play.platform.attach(call, address, true)?.show(asks);
    expect((await play.ada.whisper()).text).toBe('Press it');
    expect(play.slack.calls('views.open')).toEqual([]);
  });
});
