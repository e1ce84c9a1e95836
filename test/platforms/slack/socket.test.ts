import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import type { Journal } from '../../../src/core/journal.ts';
import { startSlack } from '../../../src/platforms/slack/start.ts';
import { openStore } from '../../../src/store/store.ts';
import { type ManualClock, manualClock } from '../../fakes/clock.ts';
import { memoryImages } from '../../fakes/images.ts';
import { type FakeSlack, startFakeSlack } from '../../fakes/slack.ts';
import { sqliteDatabase } from '../../store/databases.ts';
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

  it('acknowledges what has arrived before it stops listening, and shows it after', async () => {
    await using database = await sqliteDatabase();
    const store = await openStore({ url: database.url });
    const [arrived, written] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const journal: Journal = {
      ...store.journal,
      async accept(...call) {
        arrived.resolve();
        await written.promise;
        return store.journal.accept(...call);
      },
    };
    const painting = Promise.withResolvers<void>();
    chat = await startChat({ clock: systemClock, journal, painting: painting.promise });
    await connections(2);
    const [ada, channel] = [chat.slack.user('Ada'), chat.slack.channel('#art')];
    const taken = ada.types(channel, '/imagine a fox');
    await arrived.promise;
    const stopped = chat.platform.stopListening?.();
    written.resolve();
    expect(await taken).toMatchObject({ outcome: 'acknowledged' });
    await stopped;
    await connections(0);
    expect(await ada.types(channel, '/imagine a cat')).toMatchObject({ outcome: 'unreachable' });
    painting.resolve();
    await channel.message(painted);
    await chat.bot.close(0);
    await store.close();
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

describe('a start while Slack has no time', () => {
  let chat: Chat | undefined;
  let slack: FakeSlack;
  afterEach(async () => {
    await chat?.close();
    await slack.close();
  });

  /** Works once Slack answers, which it does when the clock has moved on. */
  async function worksAfter(milliseconds: number, clock: ManualClock) {
    if (!chat) throw new Error('It was not started');
    await expect.poll(() => clock.sleepers).toBeGreaterThan(0);
    await clock.advance(milliseconds);
    await slack.until('both connections', () => (slack.sockets.count === 2 ? true : undefined));
    const channel = slack.channel('#art');
    await slack.user('Ada').types(channel, '/imagine a fox');
    await channel.message();
  }

  it.each([
    ['apps.connections.open', { kind: 'rate_limited', seconds: 30 }, 30_000, 'rate_limited'],
    ['apps.connections.open', { kind: 'error', error: 'ratelimited' }, 1000, 'rate_limited'],
    ['apps.connections.open', { kind: 'drop', done: false }, 1000, 'unclear'],
  ] as const)('waits in the background, after %s has failed: %j', async (method, fault, wait, reason) => {
    const clock = manualClock(Date.now());
    slack = await startFakeSlack({ clock, limited: false });
    slack.plan(method, fault, 2);
    chat = await startChat({ slack, clock });
    expect(chat.platform.label).toBe('slack, as soon as Slack answers');
    const complaints = () => chat?.log.filter((line) => line.startsWith('warn Slack is not connected'));
    await expect.poll(complaints).toEqual(Array(2).fill(expect.stringContaining(`"reason":"${reason}"`)));
    await clock.advance(wait - 1);
    expect(slack.sockets.count).toBe(0);
    await worksAfter(1, clock);
    expect(chat.log.join('\n')).toContain('Slack answers again');
  });

  it.each([
    { kind: 'rate_limited', seconds: 30 },
    { kind: 'status', status: 503, done: false },
  ] as const)('takes calls before Slack has said who we are: %j', async (fault) => {
    const clock = manualClock(Date.now());
    slack = await startFakeSlack({ clock, limited: false });
    slack.plan('auth.test', fault);
    chat = await startChat({ mode: 'http', slack, clock });
    expect(chat.platform.label).toBe('slack, as soon as Slack answers');
    const [ada, channel] = [slack.user('Ada'), slack.channel('#art')];
    await ada.types(channel, '/imagine a fox');
    const message = await channel.message();
    // Whose message it is nobody knows yet.
    expect(await ada.reacts(message, ':x:')).toMatchObject({ outcome: 'unreachable', tries: 2 });
    await clock.advance(30_000);
    await slack.until('the answer', () => slack.calls('auth.test').find(({ answer }) => answer === 'ok'));
    await expect.poll(() => chat?.log.join('\n')).toContain('Slack answers again');
    expect(await ada.reactsAgain()).toMatchObject({ outcome: 'acknowledged' });
  });

  it('says aloud that it is refused after all', async () => {
    const clock = manualClock(Date.now());
    slack = await startFakeSlack({ clock, limited: false });
    slack.plan('auth.test', { kind: 'drop', done: false });
    slack.plan('auth.test', { kind: 'error', error: 'account_inactive' });
    chat = await startChat({ slack, clock });
    await expect.poll(() => clock.sleepers).toBeGreaterThan(0);
    await clock.advance(1000);
    const refusal = /^error Slack does not say who we are .*"alert":true.*account_inactive/;
    await expect.poll(() => chat?.log).toContainEqual(expect.stringMatching(refusal));
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
      begunBy: async () => undefined,
      recall: async () => undefined,
      meaningOf: async () => undefined,
      suggest: async () => [],
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
