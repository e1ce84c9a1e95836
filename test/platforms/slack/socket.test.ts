import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { startSlack } from '../../../src/platforms/slack/start.ts';
import { memoryImages } from '../../fakes/images.ts';
import { type FakeSlack, startFakeSlack } from '../../fakes/slack.ts';
import { type Chat, linesLog, painted, startChat } from './chat.ts';
import { hastyClock } from './clock.ts';

describe('Socket Mode', () => {
  let chat: Chat;
  afterEach(() => chat.close());

  const connections = (count: number) =>
    chat.slack.until(`${count} connections`, () => (chat.slack.sockets.count === count ? true : undefined));

  it('keeps two connections', async () => {
    chat = await startChat();
    await connections(2);
  });

  it('loses no command while Slack refreshes a connection, and has two again at once', async () => {
    chat = await startChat();
    await connections(2);
    const [ada, channel] = [chat.slack.user('Ada'), chat.slack.channel('#art')];
    chat.slack.sockets.tell(0, { type: 'disconnect', reason: 'refresh_requested' });
    await connections(1);
    for (const fox of ['one', 'two']) {
      expect(await ada.types(channel, `/imagine fox ${fox}`)).toMatchObject({ outcome: 'acknowledged' });
    }
    // The library alone would be back after 5 s.
    await connections(2);
    expect(await ada.types(channel, '/imagine fox three')).toMatchObject({ outcome: 'acknowledged' });
    await chat.slack.until('all', () => (channel.messages().filter(painted).length === 3 ? true : undefined));
  });

  it('connects again when connections break, also when Slack refuses for a while', async () => {
    chat = await startChat({ clock: hastyClock() });
    await connections(2);
    chat.slack.plan('apps.connections.open', { kind: 'status', status: 500, done: false }, 2);
    chat.slack.sockets.cut(1);
    chat.slack.sockets.cut(0);
    await chat.slack.until('two refusals', () =>
      chat.slack.calls('apps.connections.open').filter(({ answer }) => answer === '500').length === 2
        ? true
        : undefined,
    );
    await connections(2);
    expect(chat.platform.connected?.()).toBe(true);
    expect(chat.log.filter((line) => line.includes('Slack is not connected')).length).toBeGreaterThanOrEqual(2);
  });

  it('survives the notice that ends a process with socket-mode 3.1.0', async () => {
    chat = await startChat();
    const payload = { type: 'app_rate_limited', team_id: 'T0FAKE', minute_rate_limited: 1 };
    chat.slack.sockets.tell(0, { type: 'events_api', envelope_id: 'e1', payload });
    chat.slack.sockets.tell(1, { type: 'events_api', envelope_id: 'e2', payload });
    const [ada, channel] = [chat.slack.user('Ada'), chat.slack.channel('#art')];
    await ada.types(channel, '/imagine a fox');
    await channel.message(painted);
    await chat.slack.until('the log', () =>
      chat.log.some((line) => line.includes('a notice from Slack was not understood')) ? true : undefined,
    );
  });

  it('takes no more calls once closed, and leaves no connection', async () => {
    chat = await startChat();
    await connections(2);
    await chat.platform.close();
    await connections(0);
    expect(chat.platform.connected?.()).toBe(false);
    expect(await chat.slack.user('Ada').types(chat.slack.channel('#art'), '/imagine a fox')).toMatchObject({
      outcome: 'unreachable',
    });
  });
});

describe('a start that Slack refuses', () => {
  let slack: FakeSlack;
  afterEach(() => slack.close());

  function start(changes: { botToken?: string; appToken?: string | undefined }) {
    const bot = {
      commands: [],
      run: never,
      refuse: never,
      cancel: () => false,
      shownBy: async () => undefined,
      takeUp: never,
      close: never,
    };
    const { apiUrl, botToken, appToken } = slack;
    const parts = { bot, images: memoryImages(), log: linesLog([]), clock: systemClock, apiUrl };
    return startSlack({ ...parts, botToken, appToken, ...changes });
  }

  it('names the bot token', async () => {
    slack = await startFakeSlack();
    await expect(start({ botToken: 'xoxb-wrong' })).rejects.toThrow('Slack refused SLACK_BOT_TOKEN: invalid_auth.');
  });

  it('names the app token, and hangs up', async () => {
    slack = await startFakeSlack();
    await expect(start({ appToken: 'xapp-wrong' })).rejects.toThrow('Slack refused SLACK_APP_TOKEN: invalid_auth.');
    expect(slack.sockets.count).toBe(0);
  });

  it('says what is missing', async () => {
    slack = await startFakeSlack();
    await expect(start({ appToken: undefined })).rejects.toThrow('Slack needs SLACK_APP_TOKEN');
  });
});

async function never(): Promise<void> {
  throw new Error('Nothing was to be run');
}
