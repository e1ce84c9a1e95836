import { afterEach, describe, expect, it } from 'vitest';
import type { Reply, ReplyImage } from '../../../src/core/reply.ts';
import { see } from '../../fakes/slack/seen.ts';
import { painted } from './chat.ts';
import { openPlay, type Play, pictureOf, quietly, scripted } from './play.ts';

let play: Play;
afterEach(() => play.close());

const buttons = [{ label: 'Again', command: 'show' }];

async function show(count: number, changes: (at: number) => Partial<ReplyImage>, more: Partial<Reply> = {}) {
  const images: ReplyImage[] = [];
  play = await openPlay([scripted('show', () => [{ state: 'done', text: 'Here', images, buttons, ...more }])]);
  for (let at = 0; at < count; at++) images.push(await pictureOf(play, at + 1, changes(at)));
  await play.ada.types(play.channel, '/show');
  return play.channel.message(({ thread }) => !thread);
}

describe('several pictures', () => {
  it('stand in one message, numbered, each with its own words for those who cannot see it', async () => {
    const message = await show(10, () => ({}));
    await play.slack.until('the pictures', () => (painted(message) ? true : undefined));
    const ten = Array.from({ length: 10 }, (_, at) => at + 1);
    expect(see(message.blocks)).toMatchObject({
      alts: ten.map((number) => `fox ${number}`),
      titles: ten.map(String),
      buttons: ['Again'],
    });
    expect([play.channel.messages().length, play.slack.calls('chat.update').length]).toEqual([1, 1]);
  });

  it('that are the same are sent once', async () => {
    play = await openPlay([scripted('show', () => [{ state: 'done', text: 'Here', images: [picture, picture] }])]);
    const picture = await pictureOf(play, 1);
    await play.ada.types(play.channel, '/show');
    const message = await play.channel.message(painted);
    expect(see(message.blocks).alts).toEqual(['fox 1', 'fox 1']);
    expect(play.slack.calls('upload')).toHaveLength(1);
  });

  it('of which one has no number', async () => {
    const message = await show(1, () => ({}));
    await play.slack.until('the picture', () => (painted(message) ? true : undefined));
    expect(see(message.blocks).titles).toEqual([]);
  });
});

describe('a hidden picture', () => {
  it('lies in the message’s thread, with its words as title; words and buttons stay outside', async () => {
    const message = await show(2, (at) => ({ spoiler: at === 0 }));
    await play.slack.until('the other picture', () => (painted(message) ? true : undefined));
    expect(see(message.blocks)).toMatchObject({ alts: ['fox 2'], buttons: ['Again'] });
    const shared = await play.channel.message(({ files }) => files.length > 0);
    expect([shared.thread, shared.files.map(({ name, title }) => [name, title])]).toEqual([
      message.ts,
      [['fox-1.png', 'fox 1']],
    ]);
  });

  it('is what people react to, and what the menu of its file is about', async () => {
    const reaction = { emoji: '🔁', name: 'repeat' };
    const roll = scripted('roll', quietly, { reaction, door: { on: 'message' } });
    const images: ReplyImage[] = [];
    play = await openPlay([scripted('show', () => [{ state: 'done', text: 'Here', images }]), roll]);
    for (const picture of [0, 1]) {
      images.push(await pictureOf(play, picture, { spoiler: true, of: { about: 'slack:7', picture } }));
    }
    await play.ada.types(play.channel, '/show');
    await expect.poll(() => play.log.filter((line) => line.includes('answered'))).toHaveLength(1);
    const [, first, second] = play.channel.messages();
    await play.bob.reacts(first ?? expect.fail(), ':repeat:');
    await play.bob.opens(second ?? expect.fail(), 'Door of roll');
    expect(roll.calls).toMatchObject([
      { about: 'slack:7', picture: 0 },
      { about: 'slack:7', picture: 1 },
    ]);
  });

  it.each(['reacts', 'opens'] as const)('is changed in its message by whoever %s at its file', async (how) => {
    const reaction = { emoji: '❌', name: 'x' };
    const remove = scripted('remove', () => [{ state: 'done', text: 'Deleted', where: 'subject' }], {
      reaction,
      door: { on: 'message' },
    });
    const images: ReplyImage[] = [];
    const show = scripted('show', ({ id }) => [
      { state: 'done', text: 'Here', images: images.map((image) => ({ ...image, of: { about: id, picture: 0 } })) },
    ]);
    play = await openPlay([show, remove]);
    images.push(await pictureOf(play, 1, { spoiler: true }));
    await play.ada.types(play.channel, '/show');
    await expect.poll(() => play.log.filter((line) => line.includes('answered'))).toHaveLength(1);
    const [message, file = expect.fail()] = play.channel.messages();
    await (how === 'reacts' ? play.bob.reacts(file, ':x:') : play.bob.opens(file, 'Door of remove'));
    await play.slack.until('the change', () => message?.text === 'Deleted' || undefined);
    expect([file.text, see(message?.blocks ?? []).contexts]).toEqual(['', []]);
  });

  it('of an answer in a thread lies in that thread', async () => {
    const images: ReplyImage[] = [];
    play = await openPlay([
      scripted('imagine', () => [
        { state: 'working', text: 'Painting…' },
        { state: 'done', text: 'Here', images },
      ]),
    ]);
    images.push(await pictureOf(play, 1, { spoiler: true }));
    const root = play.bob.says(play.channel, 'look');
    await play.ada.mentions(play.channel, '@easel /imagine', { thread: root });
    const shared = await play.channel.message(({ files }) => files.length > 0);
    expect(shared.thread).toBe(root.ts);
  });
});

it('a fact about another message leads to it, and nothing else does', async () => {
  const message = { key: 'slack:C1/1700000000.000100', channel: 'C1', community: 'T0FAKE' };
  const facts = [
    { label: 'Made from <a>', value: '7K3Q-9XWM-2D4H | *x*', exact: true, message },
    { label: 'Elsewhere', value: 'X', message: { ...message, key: 'discord:1/2' } },
    { label: 'Odd', value: 'Y', message: { ...message, key: 'slack:C1/../..' } },
  ];
  const shown = await show(0, () => ({}), { facts });
  expect(see(shown.blocks)).toMatchObject({
    contexts: [['Made from <a> 7K3Q-9XWM-2D4H   ∗x∗', 'Elsewhere X', 'Odd Y'], ['/show · ada']],
    links: ['https://fake.slack.com/archives/C1/p1700000000000100'],
    live: [],
  });
});
