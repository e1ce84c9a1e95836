import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { scopes } from '../../../src/platforms/slack/manifest.ts';
import { type Moment, type MortalJournal, openMortalJournal } from '../../fakes/mortal-journal.ts';
import { type FakeSlack, startFakeSlack } from '../../fakes/slack.ts';
import { type Chat, type ChatSettings, painted, startChat } from './chat.ts';
import { hastyClock } from './clock.ts';

describe('Slack with a journal', () => {
  const clock = hastyClock();
  const ends: (() => Promise<unknown>)[] = [];
  let folder: string;
  let slack: FakeSlack;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'easel-slack-'));
    slack = await startFakeSlack({ clock: { now: clock.now, sleep: systemClock.sleep }, limited: false });
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
    await slack.close();
    await rm(folder, { recursive: true });
  });

  /** Starts a process, which is killed at a moment. */
  async function start(at?: Moment, settings: ChatSettings = {}): Promise<Chat & MortalJournal> {
    let chat: Chat | undefined;
    const killed = () => void chat?.platform.close();
    const mortal = await openMortalJournal(join(folder, 'easel.db'), `process ${ends.length}`, { at, killed });
    chat = await startChat({ clock, slack, journal: mortal.journal, ...settings });
    const { close } = chat;
    ends.push(() => mortal.close().then(close));
    await chat.bot.takeUp([chat.platform]);
    return { ...chat, ...mortal };
  }

  function ask() {
    const [ada, channel] = [slack.user('Ada'), slack.channel('#art')];
    void ada.types(channel, '/imagine a fox --seed 42');
    return { ada, channel };
  }

  const windows: readonly Moment[] = [
    'after accept',
    'before move',
    'before acknowledged',
    'before move 2',
    'before end',
  ];

  it.each(windows)('shows one message with the picture after a kill %s', async (at) => {
    const first = await start(at);
    const { channel } = ask();
    await first.dead;
    const second = await start();
    await second.ended;
    expect(channel.messages()).toHaveLength(1);
    const [message] = channel.messages();
    expect(message && slack.images(message)).toMatchObject([{ sha: second.picture.key }]);
  });

  it('goes on with the same message after a kill while it was painting', async () => {
    const painting = Promise.withResolvers<void>();
    const first = await start(undefined, { painting: painting.promise });
    const { channel } = ask();
    const { ts } = await channel.message();
    await expect.poll(() => first.orders).toHaveLength(1);
    first.kill();
    painting.resolve();
    await first.dead;
    await start();
    expect((await channel.message(painted)).ts).toBe(ts);
    expect(channel.messages()).toHaveLength(1);
    expect(slack.calls('conversations.history')).toEqual([]);
  });

  it('posts one more message, and one picture, where it may not look for the first', async () => {
    slack.grant(Object.keys(scopes));
    const first = await start('before move');
    const { channel } = ask();
    await first.dead;
    await start();
    await channel.message(painted);
    expect(channel.messages().filter(painted)).toHaveLength(1);
    expect(channel.messages()).toHaveLength(2);
  });

  it('uploads a picture once when the kill comes after it was written down where it is', async () => {
    const first = await start('before end');
    const { channel } = ask();
    await first.dead;
    const second = await start();
    await second.ended;
    expect(slack.calls('upload')).toHaveLength(1);
    expect(channel.messages().filter(painted)).toHaveLength(1);
  });

  it.each(['before move 2', 'before end'] as const)('shares a picture into the thread once: killed %s', async (at) => {
    const first = await start(at, { type: 'image/webp' });
    const { channel } = ask();
    await first.dead;
    const second = await start(undefined, { type: 'image/webp' });
    await second.ended;
    expect(channel.messages().filter(({ thread }) => thread)).toHaveLength(1);
    expect(channel.messages()).toHaveLength(2);
  });

  it.each(['after accept', 'before move', 'before end'] as const)('whispers help once after a kill %s', async (at) => {
    const first = await start(at);
    const ada = slack.user('Ada');
    const channel = slack.channel('#art');
    void ada.types(channel, '/easel help');
    await first.dead;
    const second = await start();
    await second.ended;
    expect(ada.whispers).toHaveLength(1);
    expect(channel.messages()).toEqual([]);
  });

  it('answers a command that Slack delivers again once: while it runs, later, and after a restart', async () => {
    const painting = Promise.withResolvers<void>();
    const first = await start(undefined, { painting: painting.promise });
    const { ada, channel } = ask();
    await channel.message();
    expect(await ada.typesAgain()).toMatchObject({ outcome: 'acknowledged' });
    painting.resolve();
    await channel.message(painted);
    await first.ended;
    clock.skip(5 * 60_000);
    expect(await ada.typesAgain()).toMatchObject({ outcome: 'acknowledged' });
    await first.close();
    await first.platform.close();
    const second = await start();
    expect(await ada.typesAgain()).toMatchObject({ outcome: 'acknowledged' });
    expect(channel.messages()).toHaveLength(1);
    expect([first.orders, second.orders].map(({ length }) => length)).toEqual([1, 0]);
  });
});
