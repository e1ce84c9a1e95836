import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { manualClock } from './clock.ts';
import { pngBytes } from './images.ts';
import { checkView } from './slack/modals.ts';
import { readMrkdwn } from './slack/seen.ts';
import { type FakeSlack, startFakeSlack } from './slack.ts';

const answered = z.looseObject({ ok: z.boolean(), error: z.string().optional(), url: z.string().default('') });

const number = { type: 'number_input', action_id: 'v', is_decimal_allowed: true };
const choiceOf = (value: string) => ({ text: { type: 'plain_text', text: value }, value });

/** The fake is only worth something if it refuses what Slack refuses. */
describe('fake Slack', () => {
  const clock = manualClock();
  let slack: FakeSlack;
  beforeEach(async () => {
    slack = await startFakeSlack({ clock });
  });
  afterEach(() => slack.close());

  async function call(method: string, args: Record<string, unknown> = {}, token = slack.botToken) {
    const body = Object.entries(args).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const response = await fetch(`${slack.apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(body),
    });
    return { status: response.status, headers: response.headers, ...answered.parse(await response.json()) };
  }

  const post = (channel: string, more: object = {}) =>
    call('chat.postMessage', {
      channel,
      text: 'a fox',
      parse: 'none',
      link_names: 'false',
      unfurl_links: 'false',
      unfurl_media: 'false',
      mrkdwn: 'false',
      ...more,
    });

  async function uploaded(name: string): Promise<string> {
    const bytes = pngBytes(100);
    const { upload_url: url, file_id: id } = z
      .object({ upload_url: z.string(), file_id: z.string() })
      .parse(await call('files.getUploadURLExternal', { filename: name, length: '100' }));
    await fetch(url, { method: 'POST', body: Uint8Array.from(bytes) });
    await call('files.completeUploadExternal', { files: [{ id, title: name }] });
    return id;
  }

  const picture = (id: string) => [{ type: 'image', slack_file: { id }, alt_text: 'a fox' }];

  const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
  const button = (number: number, changes: object = {}) => ({
    type: 'button',
    text: plain('Go'),
    action_id: `go:${number}`,
    value: 'x',
    ...changes,
  });

  const choice = (value: string) => ({ text: plain('Choice'), value });
  const menu = (changes: object = {}) => ({
    type: 'static_select',
    action_id: 'm',
    placeholder: plain('Menu'),
    options: [choice('a')],
    ...changes,
  });

  it('knows its tokens and methods', async () => {
    expect((await call('auth.test', {}, 'xoxb-other')).error).toBe('invalid_auth');
    expect((await call('apps.connections.open')).error).toBe('invalid_auth');
    expect((await call('chat.nothing')).error).toBe('unknown_method');
    slack.grant(['commands']);
    expect(await post('C0')).toMatchObject({ error: 'missing_scope', needed: 'chat:write' });
  });

  it.each([
    ['51 blocks', Array.from({ length: 51 }, () => picture('F0')[0]), 'invalid_blocks'],
    ['a picture that is not there', picture('F0'), 'invalid_blocks'],
    ['an empty text', [{ type: 'context', elements: [{ type: 'plain_text', text: '' }] }], 'invalid_blocks'],
    [
      'eleven elements',
      [{ type: 'context', elements: Array.from({ length: 11 }, () => ({ type: 'plain_text', text: 'a' })) }],
      'invalid_blocks',
    ],
    ['26 buttons', [{ type: 'actions', elements: Array.from({ length: 26 }, (_, n) => button(n)) }], 'invalid_blocks'],
    ['the same action_id twice', [{ type: 'actions', elements: [button(1), button(1)] }], 'invalid_blocks'],
    ['a long button', [{ type: 'actions', elements: [button(1, { text: plain('a'.repeat(76)) })] }], 'invalid_blocks'],
    [
      'a button with a long value',
      [{ type: 'actions', elements: [button(1, { value: 'a'.repeat(2001) })] }],
      'invalid_blocks',
    ],
    [
      'a menu without choices',
      [{ type: 'actions', elements: [{ type: 'static_select', action_id: 'm', options: [] }] }],
      'invalid_blocks',
    ],
    [
      'a menu with a long label',
      [{ type: 'actions', elements: [menu({ placeholder: plain('a'.repeat(151)) })] }],
      'invalid_blocks',
    ],
    [
      '101 choices',
      [{ type: 'actions', elements: [menu({ options: Array(101).fill(choice('a')) })] }],
      'invalid_blocks',
    ],
    [
      'a long choice',
      [{ type: 'actions', elements: [menu({ options: [choice('a'.repeat(151))] })] }],
      'invalid_blocks',
    ],
    [
      'the same action_id in two blocks',
      [
        { type: 'actions', elements: [button(1)] },
        { type: 'actions', elements: [menu({ action_id: 'go:1' })] },
      ],
      'invalid_blocks',
    ],
    ['a long section', [{ type: 'section', text: { type: 'mrkdwn', text: 'a'.repeat(3001) } }], 'invalid_blocks'],
    [
      'too much in all',
      Array.from({ length: 5 }, () => ({ type: 'section', text: { type: 'mrkdwn', text: 'a'.repeat(2900) } })),
      'msg_blocks_too_long',
    ],
  ])('refuses %s', async (_, blocks, error) => {
    expect((await post(slack.channel('#art').id, { blocks })).error).toBe(error);
  });

  it('refuses what a channel does not allow', async () => {
    expect((await post('C0')).error).toBe('channel_not_found');
    expect((await post(slack.channel('#a', { botIsIn: false }).id)).error).toBe('not_in_channel');
    expect((await post(slack.channel('#b', { kind: 'private', botIsIn: false }).id)).error).toBe('channel_not_found');
    expect((await post(slack.channel('#c').id, { text: 'a'.repeat(40_001) })).error).toBe('msg_too_long');
  });

  it('shows a file when it is scanned, and WebP never', async () => {
    const channel = slack.channel('#art');
    slack.files.scanDelay = 1000;
    const [png, webp] = [await uploaded('a.png'), await uploaded('a.webp')];
    expect((await post(channel.id, { blocks: picture(png) })).error).toBe('invalid_blocks');
    await clock.advance(1000);
    expect((await post(channel.id, { blocks: picture(png) })).ok).toBe(true);
    expect((await post(channel.id, { blocks: picture(webp) })).error).toBe('invalid_blocks');
  });

  it('tells a file’s type when it is scanned, and nothing of a file that it does not have', async () => {
    slack.files.scanDelay = 1000;
    const id = await uploaded('a.png');
    const info = async () =>
      z.looseObject({ file: z.looseObject({}) }).parse(await call('files.info', { file: id })).file;
    expect(await info()).toMatchObject({ mimetype: '', shares: {} });
    await clock.advance(1000);
    expect(await info()).toMatchObject({ mimetype: 'image/png' });
    expect((await call('files.info', { file: 'F0' })).error).toBe('file_not_found');
    const place = await call('files.getUploadURLExternal', { filename: 'b.png', length: '9' });
    const { file_id: awaited } = z.object({ file_id: z.string() }).parse(place);
    expect((await call('files.info', { file: awaited })).error).toBe('file_not_found');
  });

  it('refuses changes of a message that is gone, locked, archived or out of reach', async () => {
    const channel = slack.channel('#art');
    const { ts } = z.object({ ts: z.string() }).parse(await post(channel.id));
    const update = async (more: object = {}) => {
      const words = { channel: channel.id, ts, text: 'b', parse: 'none', link_names: 'false', ...more };
      return (await call('chat.update', words)).error;
    };
    expect(await update()).toBeUndefined();
    expect(await update({ text: 'b'.repeat(4001) })).toBe('msg_too_long');
    const message = await channel.message();
    message.locked = true;
    expect(await update()).toBe('cant_update_message');
    message.deleted = true;
    expect(await update()).toBe('message_not_found');
    channel.record.refusal = 'is_archived';
    expect(await update()).toBe('is_inactive');
    channel.record.botIsIn = false;
    expect(await update()).toBe('channel_not_found');
  });

  it.each([
    [{ replace_original: false }, 'before', ['after']],
    [{ replace_original: true }, 'after', []],
    [{}, 'after', []],
  ])('takes what is said to a press as told: %j', async (changes, text, whispers) => {
    const channel = slack.channel('#art');
    await post(channel.id, { text: 'before' });
    const message = await channel.message();
    const ada = slack.user('Ada');
    const body = JSON.stringify({ response_type: 'ephemeral', text: 'after', blocks: [], ...changes });
    await fetch(ada.uses(message).responseUrl, { method: 'POST', body });
    expect([message.text, ada.whispers.map((whisper) => whisper.text)]).toEqual([text, whispers]);
  });

  it('tells of reactions whoever asked for them, has the scope and is in the channel, and once more if unheard', async () => {
    const channel = slack.channel('#art');
    const ada = slack.user('Ada');
    const message = ada.says(channel, 'a fox');
    expect(await ada.reacts(message, ':x:')).toMatchObject({ outcome: 'unreachable', tries: 2 });
    channel.record.botIsIn = false;
    expect(await ada.reacts(message, ':x:')).toEqual({ outcome: 'untold' });
    channel.record.botIsIn = true;
    slack.grant(['chat:write']);
    expect(await ada.reacts(message, ':x:')).toEqual({ outcome: 'untold' });
    const deaf = await startFakeSlack({ events: [] });
    const bob = deaf.user('Bob');
    expect(await bob.reacts(bob.says(deaf.channel('#art'), 'a fox'), ':x:')).toEqual({ outcome: 'untold' });
    await deaf.close();
  });

  it('takes a person’s id for their direct messages, whichever of both begins them, and those of no bot', async () => {
    const [ada, robot] = [slack.user('Ada'), slack.user('Robot', { is_bot: true })];
    const { channel } = z.object({ channel: z.string() }).parse(await post(ada.id));
    expect([slack.direct(ada).id, slack.direct(ada).messages().length]).toEqual([channel, 1]);
    expect(channel).toMatch(/^D/);
    expect((await post(robot.id)).error).toBe('cannot_dm_bot');
    slack.direct(ada).record.refusal = 'messages_tab_disabled';
    expect((await post(ada.id)).error).toBe('messages_tab_disabled');
  });

  it('begins threads at messages only, and says of a message in which it stands', async () => {
    const channel = slack.channel('#art');
    const { ts } = z.object({ ts: z.string() }).parse(await post(channel.id));
    const { ts: answer } = z.object({ ts: z.string() }).parse(await post(channel.id, { thread_ts: ts }));
    expect((await post(channel.id, { thread_ts: answer })).error).toBe('thread_not_found');
    expect((await post(slack.channel('#b').id, { thread_ts: ts })).error).toBe('thread_not_found');
    const link = async (message: string) => call('chat.getPermalink', { channel: channel.id, message_ts: message });
    const of = (message: string) => `https://fake.slack.com/archives/${channel.id}/p${message.replace('.', '')}`;
    expect(await link(ts)).toMatchObject({ permalink: of(ts) });
    expect(await link(answer)).toMatchObject({ permalink: `${of(answer)}?thread_ts=${ts}&cid=${channel.id}` });
    expect((await link('1.2')).error).toBe('message_not_found');
  });

  it('whispers to people, where the bot is', async () => {
    const [channel, ada] = [slack.channel('#art'), slack.user('Ada')];
    const words = { text: 'psst', parse: 'none', link_names: 'false' };
    const whisper = async (to: string, user: string) =>
      (await call('chat.postEphemeral', { channel: to, user, ...words })).error;
    expect([await whisper(channel.id, ada.id), ada.whispers.length]).toEqual([undefined, 1]);
    expect(await whisper(channel.id, 'U0')).toBe('user_not_in_channel');
    expect(await whisper(slack.channel('#b', { botIsIn: false }).id, ada.id)).toBe('not_in_channel');
    expect(await whisper('C0', ada.id)).toBe('channel_not_found');
  });

  it.each([
    ['a modal', { type: 'modal', blocks: [] }],
    ['101 blocks', { type: 'home', blocks: Array.from({ length: 101 }, () => picture('F0')[0]) }],
    ['a picture that is not there', { type: 'home', blocks: picture('F0') }],
    ['fields', { type: 'home', blocks: [{ type: 'input', block_id: 'a', label: plain('A'), element: menu() }] }],
  ])('refuses an App Home of %s', async (_, view) => {
    const { id } = slack.user('Ada');
    expect((await call('views.publish', { user_id: id, view })).error).toBe('invalid_arguments');
  });

  it.each([
    ['a text that is too long', { type: 'plain_text_input', action_id: 'v', max_length: 3, initial_value: 'four' }],
    ['a number beyond its bounds', { ...number, max_value: '3', initial_value: '4' }],
    ['a number that is none', { ...number, initial_value: '1e3' }],
    [
      'a choice that there is not',
      { type: 'static_select', action_id: 'v', options: [choiceOf('a')], initial_option: choiceOf('b') },
    ],
  ])('refuses a form with %s in a field', (_, element) => {
    const title = { type: 'plain_text', text: 'Form' };
    const blocks = [{ type: 'input', block_id: 'a', label: title, element }];
    const view = { type: 'modal', callback_id: 'f', private_metadata: '', title, submit: title, blocks };
    expect(checkView(view)).toMatchObject({ error: 'invalid_arguments' });
  });

  it('tells what is said to the bot whoever asked for it and has the scope', async () => {
    const [channel, ada] = [slack.channel('#art'), slack.user('Ada')];
    expect(await ada.mentions(channel, '@easel hi')).toMatchObject({ outcome: 'unreachable', tries: 2 });
    expect((await channel.message()).text).toBe('<@U0EASEL> hi');
    slack.grant(['im:history']);
    expect(await ada.mentions(channel, '@easel hi')).toEqual({ outcome: 'untold' });
    expect(await ada.writes('hi')).toMatchObject({ outcome: 'unreachable' });
    slack.grant(['app_mentions:read', 'reactions:read']);
    expect(await ada.writes('hi')).toEqual({ outcome: 'untold' });
    expect(await ada.takesBack(await channel.message(), ':x:')).toMatchObject({ outcome: 'unreachable' });
    expect(await ada.opensHome()).toMatchObject({ outcome: 'unreachable' });
  });

  it('makes nothing of marks inside of code', () => {
    expect(readMrkdwn('ID `_a_` *b* `:c:`')).toEqual({ text: 'ID _a_ *b* :c:', live: ['*b*'] });
    expect(readMrkdwn('```a```').live).toEqual(['```', '```']);
  });

  it('takes exactly the announced bytes', async () => {
    const place = await call('files.getUploadURLExternal', { filename: 'a.png', length: '99' });
    const { upload_url: url } = z.object({ upload_url: z.string() }).parse(place);
    expect((await fetch(url, { method: 'POST', body: Uint8Array.from(pngBytes(100)) })).status).toBe(400);
  });

  it('limits posts by channel, and says for how long', async () => {
    const [one, two] = [slack.channel('#one'), slack.channel('#two')];
    const answers = [];
    for (let number = 0; number < 6; number++) answers.push((await post(one.id)).status);
    expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
    expect((await post(one.id)).headers.get('retry-after')).toMatch(/^[1-5]$/);
    expect((await post(two.id)).status).toBe(200);
    await clock.advance(5000);
    expect((await post(one.id)).status).toBe(200);
  });

  it('gives a call up after 3 s, its trigger too, and its response_url after 5 uses or 30 min', async () => {
    const socket = new WebSocket((await call('apps.connections.open', {}, slack.appToken)).url);
    const heard = Promise.withResolvers<Record<string, string>>();
    socket.addEventListener('message', ({ data }) => {
      const frame = z.object({ payload: z.record(z.string(), z.string()).optional() }).parse(JSON.parse(String(data)));
      if (frame.payload) heard.resolve(frame.payload);
    });
    await slack.until('a connection', () => (slack.sockets.count > 0 ? true : undefined));
    const typed = slack.user('Ada').types(slack.channel('#art'), '/imagine <b> & co');
    const payload = await heard.promise;
    expect(payload['text']).toBe('&lt;b&gt; &amp; co');
    await clock.advance(3001);
    expect((await typed).outcome).toBe('timeout');
    expect((await call('views.open', { trigger_id: payload['trigger_id'], view: {} })).error).toBe(
      'expired_trigger_id',
    );

    const whisper = JSON.stringify({ response_type: 'ephemeral', text: 'psst', blocks: [] });
    const respond = async () => (await fetch(payload['response_url'] ?? '', { method: 'POST', body: whisper })).status;
    const statuses = [];
    for (let use = 0; use < 6; use++) statuses.push(await respond());
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    socket.close();
  });
});
