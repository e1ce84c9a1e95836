import { afterEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { Problem } from '../../../src/core/problem.ts';
import { scopes, slackManifest } from '../../../src/platforms/slack/manifest.ts';
import { see } from '../../fakes/slack/seen.ts';
import { scopeFor, scopeOfEvent } from '../../fakes/slack/web-api.ts';
import { type Chat, type ChatSettings, painted, sentence, startChat } from './chat.ts';
import { hastyClock } from './clock.ts';

let chat: Chat;
afterEach(() => chat.close());

async function open(settings: ChatSettings = {}) {
  chat = await startChat(settings);
  const { slack } = chat;
  return { slack, ada: slack.user('Ada'), channel: slack.channel('#art') };
}

describe('a slash command', () => {
  it('is acknowledged before anything else is done, however slow Slack is then', async () => {
    const { slack, ada, channel } = await open();
    const slow = Promise.withResolvers<void>();
    slack.plan('chat.postMessage', { kind: 'slow', until: slow.promise });
    expect(await ada.types(channel, '/imagine a fox')).toMatchObject({ outcome: 'acknowledged' });
    expect(channel.messages()).toEqual([]);
    slow.resolve();
    await channel.message(painted);
  });

  it('shows that it is painting, who asked and for what, until the picture is there', async () => {
    const painting = Promise.withResolvers<void>();
    const { ada, channel } = await open({ painting: painting.promise });
    await ada.types(channel, '/imagine <b>a fox</b> & "HELLO" *bold* @here');
    const message = await channel.message();
    expect(see(message.blocks)).toMatchObject({
      lines: [expect.stringMatching(/^Painting… \d\d:\d\d UTC$/)],
      quote: '<b>a fox</b> & "HELLO" *bold* @here',
      contexts: [['/imagine · ada']],
      live: [],
    });
    expect(message.metadata).toEqual({
      event_type: 'easel_call',
      event_payload: { call: expect.stringMatching(/^slack:.+/) },
    });
    painting.resolve();
    await channel.message(painted);
    expect(message.edits).toBe(1);
    expect(chat.orders[0]).toMatchObject({ person: expect.stringMatching(/^slack:T0FAKE:U\d+$/) });
  });

  it.each(['/easel', '/easel help', '/easel  HELP imagine', '/imagine help', '/imagine  Help '])(
    'tells help to the asker alone, in the acknowledgement: %s',
    async (line) => {
      const { slack, ada, channel } = await open();
      await ada.types(channel, line);
      const { lines } = see((await ada.whisper()).blocks);
      expect(lines.join('\n')).toMatch(/\/imagine (?:– )?Paint a picture from words/);
      expect(lines.join('\n').includes('--wording-seed')).toBe(line !== '/easel' && line !== '/easel help');
      expect(channel.messages()).toEqual([]);
      expect(slack.calls('respond')).toEqual([]);
    },
  );

  it('runs every command under /easel too', async () => {
    const { ada, channel } = await open();
    await ada.types(channel, '/easel imagine a fox');
    expect(see((await channel.message(painted)).blocks).quote).toBe('a fox');
  });

  it.each(['/imagine', '/easel imagine', '/easel  IMAGINE\n'])(
    'keeps every space and line of the prompt: %s',
    async (call) => {
      const { ada, channel } = await open();
      const prompt = 'a sign "one\n\n  two"  and more';
      await ada.types(channel, `${call} ${prompt}`);
      await channel.message(painted);
      expect(chat.orders[0]?.request.prompt).toBe(prompt);
    },
  );

  it.each([
    [
      '/imagine a fox --steps 99',
      new Problem('option_out_of_range', { option: 'steps', given: '99', minimum: 1, maximum: 50 }),
    ],
    ['/imagine --ar 1:1 --width 300 a fox', new Problem('options_conflict', { options: ['aspect', 'width'] })],
    ['/easel imagin a fox', new Problem('command_unknown', { given: 'imagin', suggestion: 'imagine' })],
  ])('whispers what is wrong with %s', async (line, problem) => {
    const { ada, channel } = await open();
    await ada.types(channel, line);
    expect(see((await ada.whisper()).blocks).lines.join()).toBe(sentence(problem));
    expect(channel.messages()).toEqual([]);
    expect(chat.orders).toEqual([]);
  });

  it('enters a public channel that it is not in', async () => {
    const { slack, ada } = await open();
    const channel = slack.channel('#new', { botIsIn: false });
    await ada.types(channel, '/imagine a fox');
    await channel.message(painted);
    expect(channel.messages()).toHaveLength(1);
  });

  it.each([
    [
      'a private channel',
      { kind: 'private' as const, botIsIn: false },
      new Problem('not_in_channel', { bot: 'easel' }),
    ],
    [
      'somebody else’s direct messages',
      { kind: 'direct' as const, botIsIn: false },
      new Problem('not_in_direct_message', {}),
    ],
    [
      'a read-only channel',
      { refusal: 'restricted_action_read_only_channel' },
      new Problem('permission_missing', { permissions: ['Posting permissions'] }),
    ],
    ['an archived channel', { refusal: 'is_archived' }, new Problem('place_unreachable', {})],
  ])('says in a whisper that it cannot post in %s, and paints nothing', async (_, changes, problem) => {
    const { slack, ada } = await open();
    const channel = slack.channel('#closed', changes);
    await ada.types(channel, '/imagine a fox');
    const whisper = await ada.whisper();
    expect(see(whisper.blocks).lines).toEqual([sentence(problem)]);
    expect(channel.messages()).toEqual([]);
    expect(chat.orders).toEqual([]);
  });

  it('says which scope is missing', async () => {
    const { slack, ada, channel } = await open();
    slack.grant(['commands']);
    await ada.types(channel, '/imagine a fox');
    expect(see((await ada.whisper()).blocks).lines.join()).toContain('chat:write');
  });

  it.each([
    ['the connection breaks after the post', { kind: 'drop', done: true }, 1],
    ['the connection breaks before the post', { kind: 'drop', done: false }, 0],
    ['a server error hides the post', { kind: 'status', status: 502, done: true }, 1],
    ['Slack fails in some part', { kind: 'error', error: 'fatal_error' }, 0],
  ] as const)('never posts twice where it may not look, and paints nothing unseen: %s', async (_, fault, messages) => {
    const { slack, ada, channel } = await open({ clock: hastyClock(), scopes: Object.keys(scopes) });
    slack.plan('chat.postMessage', fault);
    await ada.types(channel, '/imagine a fox');
    expect(see((await ada.whisper()).blocks).lines).toEqual([sentence(new Problem('place_unreachable', {}))]);
    expect(slack.calls('chat.postMessage')).toHaveLength(1);
    expect(channel.messages()).toHaveLength(messages);
    expect(chat.orders).toEqual([]);
  });

  it.each([
    ['the connection breaks after the post', { kind: 'drop', done: true }, 1],
    ['the connection breaks before the post', { kind: 'drop', done: false }, 2],
    ['a server error hides the post', { kind: 'status', status: 502, done: true }, 1],
    ['Slack fails in some part', { kind: 'error', error: 'fatal_error' }, 2],
  ] as const)('looks whether the post is there, where it may read the channel: %s', async (_, fault, posts) => {
    const { slack, ada, channel } = await open({ clock: hastyClock() });
    slack.plan('chat.postMessage', fault);
    await ada.types(channel, '/imagine a fox');
    await channel.message(painted);
    expect(slack.calls('chat.postMessage')).toHaveLength(posts);
    expect(channel.messages()).toHaveLength(1);
  });

  it('waits as long as Slack says before it posts, and keeps the call', async () => {
    const clock = hastyClock();
    const { slack, ada, channel } = await open({ clock });
    slack.plan('chat.postMessage', { kind: 'rate_limited', seconds: 7 });
    await ada.types(channel, '/imagine a fox');
    await channel.message(painted);
    const [refused, posted] = slack.calls('chat.postMessage');
    expect((posted?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(7000);
  });

  it('gets ten pictures in one channel through, although Slack takes one message a second', async () => {
    const { slack, ada, channel } = await open({ clock: hastyClock() });
    await Promise.all(Array.from({ length: 10 }, (_, number) => ada.types(channel, `/imagine fox number ${number}`)));
    await slack.until('ten pictures', () => (channel.messages().filter(painted).length === 10 ? true : undefined));
    expect(slack.requests.some(({ answer }) => answer === '429')).toBe(true);
    expect(channel.messages()).toHaveLength(10);
  });

  it('tells the asker when the message was taken away meanwhile', async () => {
    const painting = Promise.withResolvers<void>();
    const { slack, ada, channel } = await open({ painting: painting.promise });
    await ada.types(channel, '/imagine a fox');
    slack.remove(await channel.message());
    painting.resolve();
    expect(see((await ada.whisper()).blocks).lines).toEqual([sentence(new Problem('place_unreachable', {}))]);
  });

  it.each([
    { kind: 'drop', done: false },
    { kind: 'status', status: 503, done: false },
    { kind: 'status', status: 429, done: false },
  ] as const)('whispers again when that failed on its way: %j', async (fault) => {
    const { slack, ada } = await open({ clock: hastyClock() });
    slack.plan('respond', fault, 2);
    await ada.types(slack.channel('#closed', { kind: 'private', botIsIn: false }), '/imagine a fox');
    const problem = new Problem('not_in_channel', { bot: 'easel' });
    expect(see((await ada.whisper()).blocks).lines).toEqual([sentence(problem)]);
    expect(slack.calls('respond')).toHaveLength(3);
  });

  it('asks for exactly the scopes that its calls need', async () => {
    const clock = hastyClock();
    const { slack, ada } = await open({ clock, scopes: Object.keys(scopes) });
    const channel = slack.channel('#new', { botIsIn: false });
    slack.files.refusesBlocks = true;
    await ada.types(channel, '/imagine a fox');
    await channel.message((each) => each.files.length > 0);
    await slack.until('the last update', () => (slack.calls('files.delete').length > 0 ? true : undefined));
    const closed = slack.channel('#closed', { kind: 'private' });
    for (const { id } of [channel, closed]) await chat.platform.walls?.survey(id);
    expect(slack.requests.filter(({ answer }) => answer === 'missing_scope')).toEqual([]);
    const kindOf = (id: unknown) => (id === closed.id ? 'private' : 'public');
    const needed = slack.requests.flatMap(({ method, args }) => scopeFor(method, kindOf(args['channel'])) ?? []);
    const heard = slackManifest({ commands, mode: 'socket' }).settings.event_subscriptions.bot_events;
    const hearing = heard.flatMap((event) => scopeOfEvent[event] ?? []);
    expect([...new Set([...needed, ...hearing]), 'commands'].sort()).toEqual(Object.keys(scopes).sort());
  });

  it('logs no prompt, token or address of a failed call', async () => {
    const { slack, ada } = await open();
    await ada.types(slack.channel('#closed', { kind: 'private', botIsIn: false }), '/imagine a secret fox');
    await ada.whisper();
    await slack.until('the log', () => (chat.log.some((line) => line.includes('not_in_channel')) ? true : undefined));
    expect(chat.log.join('\n')).not.toMatch(/secret fox|xoxb|xapp|respond/);
  });
});
