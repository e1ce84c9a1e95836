import { afterEach, describe, expect, it } from 'vitest';
import { see } from '../../fakes/slack/seen.ts';
import { type Chat, startChat } from './chat.ts';

let chat: Chat;
afterEach(() => chat.close());

describe.each(['socket', 'http'] as const)('/imagine in %s mode', (mode) => {
  it('is acknowledged, painted, and shown in one message with alt text, seed and time', async () => {
    chat = await startChat({ mode });
    const { slack, picture } = chat;
    const ada = slack.user('Ada');
    const channel = slack.channel('#art');

    const taken = await ada.types(channel, '/imagine a fox at dawn --ar 16:9 --seed 42');
    const message = await channel.message((each) => slack.images(each).length > 0);

    expect(taken.outcome).toBe('acknowledged');
    expect(slack.images(message)).toEqual([
      { sha: picture.key, bytes: 50_000, alt: 'AI-generated picture: a fox at dawn', name: 'easel-42.png' },
    ]);
    expect(see(message.blocks)).toEqual({
      lines: [],
      titles: [],
      menus: [],
      links: [],
      quote: 'a fox at dawn',
      contexts: [
        ['Seed 42', 'Time 7.2 s', 'Model 2.1 Pro', 'Size 1024 × 576'],
        ['AI-generated', '/imagine · ada'],
      ],
      alts: ['AI-generated picture: a fox at dawn'],
      buttons: [],
      live: [],
    });
    expect(channel.messages()).toHaveLength(1);
    expect(chat.orders[0]?.request).toMatchObject({ prompt: 'a fox at dawn', seed: 42, width: 512, height: 288 });
  });
});
