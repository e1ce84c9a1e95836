import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manualClock } from './clock.ts';
import { loadOpenApi } from './discord/openapi.ts';
import { type FakeDiscord, startFakeDiscord } from './discord.ts';

const text = (content: string) => ({ type: 10, content });
const container = (...components: object[]) => ({ flags: 1 << 15, components: [{ type: 17, components }] });
const row = (...components: object[]) => ({ type: 1, components });
const button = (custom_id: string, label = 'Cancel') => ({ type: 2, style: 2, label, custom_id });
const choice = (n: number) => ({ label: `Choice ${n}`, value: `v${n}` });
const select = (custom_id: string, count = 1) => ({
  ...{ type: 3, custom_id, placeholder: 'More' },
  options: Array.from({ length: count }, (_, n) => choice(n)),
});
const label = (component: object) => ({ type: 18, label: 'Words', component });
const input = (custom_id = 'a') => ({ type: 4, custom_id, style: 1 });
const form = (...components: object[]) => ({ type: 9, data: { custom_id: 'form', title: 'Form', components } });
const gallery = (url: string, description = 'a fox') => ({ type: 12, items: [{ media: { url }, description }] });

if (!loadOpenApi()) {
  process.stderr.write(
    'Discord’s own description is not at hand (EASEL_TEST_DATA): only the fake’s rules check the requests.\n',
  );
}

describe('the fake Discord', () => {
  const clock = manualClock();
  let discord: FakeDiscord;
  let asked: { readonly id: string; readonly token: string };

  beforeEach(async () => {
    discord = await startFakeDiscord({ clock, openApi: false });
    asked = discord.interaction(discord.general);
  });
  afterEach(() => discord.close());

  async function send(method: string, path: string, body: object, authorization = `Bot ${discord.token}`) {
    const init = { method, headers: { 'Content-Type': 'application/json', authorization }, body: JSON.stringify(body) };
    const response = await fetch(`${discord.apiUrl}/v10${path}`, init);
    const answer = await response.text();
    return { status: response.status, code: answer ? JSON.parse(answer).code : undefined };
  }
  const acknowledge = (body: object) => send('POST', `/interactions/${asked.id}/${asked.token}/callback`, body);
  const edit = (body: object) => send('PATCH', `/webhooks/1/${asked.token}/messages/@original`, body);

  it('takes an acknowledgement once, and within three seconds', async () => {
    expect(await acknowledge({ type: 5 })).toMatchObject({ status: 204 });
    expect(await acknowledge({ type: 5 })).toMatchObject({ code: 40060 });
    asked = discord.interaction(discord.general);
    await clock.advance(3001);
    expect(await acknowledge({ type: 5 })).toMatchObject({ status: 404, code: 10062 });
  });

  it('lets an answer be edited after it was acknowledged, for fifteen minutes', async () => {
    expect(await edit(container(text('a')))).toMatchObject({ code: 10015 });
    await acknowledge({ type: 5 });
    expect(await edit(container(text('a')))).toMatchObject({ status: 200 });
    await clock.advance(15 * 60_000 + 1);
    expect(await edit(container(text('a')))).toMatchObject({ status: 401, code: 50027 });
  });

  it('takes no flag but EPHEMERAL with a deferred answer', async () => {
    expect(await acknowledge({ type: 5, data: { flags: 1 << 15 } })).toMatchObject({ code: 50035 });
  });

  it.each([
    ['content beside components', { ...container(text('a')), content: 'a' }, 50035],
    ['more than 4000 characters', container(text('a'.repeat(3000)), text('a'.repeat(1001))), 50035],
    ['more than 40 components', container(...Array.from({ length: 40 }, () => text('a'))), 50035],
    ['an empty text', container(text('')), 50035],
    ['an empty gallery', container({ type: 12, items: [] }), 50035],
    ['a picture that is not there', container(gallery('attachment://a.png')), 50035],
    ['long alternative text', container(gallery('attachment://a.png', 'a'.repeat(1025))), 50035],
    ['nothing', { flags: 1 << 15, components: [] }, 50006],
    ['a container in a container', container({ type: 17, components: [text('a')] }), 50035],
    ['old components', { components: [{ type: 10, content: 'a' }] }, 50035],
    ['six buttons in a row', container(row(...Array.from('abcdef', (id) => button(id)))), 50035],
    ['an empty row', container(row()), 50035],
    ['a button on its own', container(button('a')), 50035],
    ['a row in a row', container(row(row(button('a')))), 50035],
    ['a text in a row', container(row(text('a'))), 50035],
    ['a long label', container(row(button('a', 'a'.repeat(81)))), 50035],
    ['no label', container(row(button('a', ''))), 50035],
    ['a long custom id', container(row(button('a'.repeat(101)))), 50035],
    ['no custom id', container(row(button(''))), 50035],
    ['a custom id twice', container(row(button('a')), row(button('a'))), 50035],
    ['a button without a style', container(row({ type: 2, label: 'a', custom_id: 'a' })), 50035],
    ['a menu beside a button', container(row(select('a'), button('b'))), 50035],
    ['a menu on its own', container(select('a')), 50035],
    ['a menu without choices', container(row({ ...select('a'), options: [] })), 50035],
    ['26 choices', container(row(select('a', 26))), 50035],
    ['a choice twice', container(row({ ...select('a'), options: [choice(1), choice(1)] })), 50035],
    ['a long choice', container(row({ ...select('a'), options: [{ label: 'a', value: 'a'.repeat(101) }] })), 50035],
    ['a menu and a button of one id', container(row(select('a')), row(button('a'))), 50035],
    ['an empty container', container(), 50035],
    ['what it does not know', container({ type: 10, content: 'a', colour: 'red' }), 50035],
  ])('refuses %s', async (_, body, code) => {
    await acknowledge({ type: 5 });
    expect(await edit(body)).toMatchObject({ status: 400, code });
  });

  it('takes the answer that there is none from a press alone, and then takes its message for the original', async () => {
    expect(await acknowledge({ type: 6 })).toMatchObject({ status: 400, code: 50035 });
    await acknowledge({ type: 4, data: container(row(button('a'))) });
    const [message] = discord.general.messages();
    asked = discord.interaction(discord.general, message);
    expect(await acknowledge({ type: 6 })).toMatchObject({ status: 204 });
    expect(await acknowledge({ type: 4, data: container(text('b')) })).toMatchObject({ code: 40060 });
    await edit(container(text('c')));
    expect(discord.general.messages()).toMatchObject([{ id: message?.id, text: 'c', buttons: [] }]);
  });

  it('takes another message from a press as well', async () => {
    await acknowledge({ type: 4, data: container(row(button('a'))) });
    asked = discord.interaction(discord.general, discord.general.messages()[0]);
    await acknowledge({ type: 4, data: container(text('b')) });
    await edit(container(text('c')));
    expect(discord.general.messages()).toMatchObject([{ buttons: ['Cancel'] }, { text: 'c' }]);
  });

  it.each([
    ['no field', form()],
    ['six fields', form(...Array.from('abcdef', (id) => label(input(id))))],
    ['a field without a label', form(input())],
    ['a long title', { type: 9, data: { ...form(label(input())).data, title: 'a'.repeat(46) } }],
    ['a long label', form({ ...label(input()), label: 'a'.repeat(46) })],
    ['a long description', form({ ...label(input()), description: 'a'.repeat(101) })],
    ['a value that is too long for its field', form(label({ ...input(), max_length: 2, value: 'abc' }))],
    ['one field twice', form(label(input()), label(input()))],
    ['a choice that is required and need not be made', form(label({ ...select('a'), required: true, min_values: 0 }))],
    ['a button', form(label(button('a')))],
  ])('opens no form with %s', async (_, body) => {
    expect(await acknowledge(body)).toMatchObject({ code: 50035 });
    expect(await acknowledge(form(label(input())))).toMatchObject({ status: 204 });
  });

  it('opens a form once, after which there is no answer, and none after a form', async () => {
    expect(await acknowledge(form(label(input())))).toMatchObject({ status: 204 });
    expect(await acknowledge({ type: 5 })).toMatchObject({ code: 40060 });
    expect(await edit(container(text('a')))).toMatchObject({ status: 404 });
  });

  it('replaces a message for what came from it alone', async () => {
    expect(await acknowledge({ type: 7, data: container(text('b')) })).toMatchObject({ code: 50035 });
    await acknowledge({ type: 4, data: container(row(button('a'))) });
    asked = discord.interaction(discord.general, discord.general.messages()[0]);
    expect(await acknowledge({ type: 8, data: { choices: [] } })).toMatchObject({ code: 50035 });
    expect(await acknowledge({ type: 7, data: container(text('b')) })).toMatchObject({ status: 204 });
    expect(discord.general.messages()).toMatchObject([{ text: 'b', buttons: [] }]);
  });

  it('notifies whose message is answered unless that is turned off, and refuses what is not there', async () => {
    const ada = discord.user('Ada');
    const said = ada.says('a fox?');
    const path = `/channels/${discord.general.id}/messages`;
    const answer = (message_id: string, more: object = {}) => ({
      ...container(text('b')),
      message_reference: { message_id, ...more },
    });
    await send('POST', path, answer(said.id));
    expect(await discord.general.lastMessage()).toMatchObject({ answers: said.id, pings: [`<@${ada.id}>`] });
    await send('POST', path, { ...answer(said.id), allowed_mentions: { parse: [], replied_user: false } });
    expect((await discord.general.lastMessage()).pings).toEqual([]);
    ada.deletes(said);
    expect(await send('POST', path, answer(said.id))).toMatchObject({ code: 50035 });
    expect(await send('POST', path, answer(said.id, { fail_if_not_exists: false }))).toMatchObject({ status: 200 });
    discord.general.permit((1n << 10n) | (1n << 11n));
    expect(await send('POST', path, answer(said.id))).toMatchObject({ code: 160002 });
  });

  it('opens direct messages with anybody, and lets nobody write where they are closed', async () => {
    const ada = discord.user('Ada');
    expect(await send('POST', '/users/@me/channels', { recipient_id: ada.id })).toMatchObject({ status: 200 });
    const path = `/channels/${discord.directOf(ada).id}/messages`;
    expect(await send('POST', path, container(text('a')))).toMatchObject({ status: 200 });
    ada.closesDirectMessages();
    expect(await send('POST', path, container(text('a')))).toEqual({ status: 403, code: 50007 });
    expect(discord.directOf(ada).messages()).toMatchObject([{ reader: ada.id }]);
  });

  it('takes a nonce for the author’s, whatever the channel', async () => {
    const body = { ...container(text('a')), nonce: 'x', enforce_nonce: true };
    const other = discord.channel();
    for (const { id } of [discord.general, other]) await send('POST', `/channels/${id}/messages`, body);
    expect(other.messages()).toEqual([]);
  });

  it('lets people press, choose and delete only what they see', async () => {
    const [ada, bob] = [discord.user('Ada'), discord.user('Bob')];
    await acknowledge({ type: 4, data: container(row(button('a')), row(select('b'))) });
    const [message = expect.fail()] = discord.general.messages();
    expect(message.menus).toEqual([{ label: 'More', choices: ['Choice 0'] }]);
    expect(() => ada.chooses(message, 'More', 'Choice 1')).toThrow('shows no Choice 1');
    expect(() => ada.opens(message, 'Reroll')).toThrow('shows no command Reroll');
    expect(() => bob.deletes(ada.says('mine'))).toThrow('Discord lets nobody');
    expect(() => ada.says('x', undefined, { replyTo: { id: '1' } })).toThrow('no such message');
  });

  it('shows nobody a button that is not there, and no reaction twice or under a whisper', async () => {
    const ada = discord.user('Ada');
    await acknowledge({ type: 4, data: { ...container(text('a')), flags: (1 << 15) | (1 << 6) } });
    const [whisper = expect.fail()] = discord.general.messages();
    const said = ada.says('a fox?');
    expect(() => ada.presses(whisper, 'Cancel')).toThrow('shows no button Cancel');
    expect(() => ada.presses(said, 'Cancel')).toThrow('shows no button Cancel');
    expect(() => ada.reacts(whisper, '❌')).toThrow('whisper');
    ada.reacts(said, '❌');
    expect(() => ada.reacts(said, '❌')).toThrow('there already');
    ada.takesBack(said, '❌');
    ada.reacts(said, '❌');
  });

  it('lets the bot edit no message of anybody else', async () => {
    const { id } = discord.user('Ada').says('a fox?');
    const path = `/channels/${discord.general.id}/messages/${id}`;
    expect(await send('PATCH', path, container(text('b')))).toEqual({ status: 403, code: 50005 });
  });

  it('refuses files that are too large for the place', async () => {
    asked = discord.interaction(discord.channel({ uploadLimit: 10 }));
    await acknowledge({ type: 5 });
    const form = new FormData();
    form.append('payload_json', JSON.stringify(container(gallery('attachment://a.png'))));
    form.append('files[0]', new Blob(['a'.repeat(11)]), 'a.png');
    const url = `${discord.apiUrl}/v10/webhooks/1/${asked.token}/messages/@original`;
    expect((await fetch(url, { method: 'PATCH', body: form })).status).toBe(413);
  });

  it('knows whom a message would notify', async () => {
    await acknowledge({ type: 5 });
    await edit(container(text('@everyone \\<@1>')));
    expect((await discord.general.lastMessage()).pings).toEqual(['@everyone', '<@1>']);
    await edit({ ...container(text('@everyone')), allowed_mentions: { parse: [] } });
    expect((await discord.general.lastMessage()).pings).toEqual([]);
  });

  it('posts once for one nonce', async () => {
    const body = { ...container(text('a')), nonce: 'x', enforce_nonce: true };
    for (let n = 0; n < 2; n++) await send('POST', `/channels/${discord.general.id}/messages`, body);
    expect(discord.general.messages()).toHaveLength(1);
  });

  it('forgets a nonce after a few minutes', async () => {
    const body = { ...container(text('a')), nonce: 'x', enforce_nonce: true };
    for (let n = 0; n < 2; n++) {
      await send('POST', `/channels/${discord.general.id}/messages`, body);
      await clock.advance(5 * 60_000);
    }
    expect(discord.general.messages()).toHaveLength(2);
  });

  it('takes no file where the app may not attach one any more', async () => {
    await acknowledge({ type: 5 });
    discord.general.permit((1n << 10n) | (1n << 11n));
    const form = new FormData();
    form.append('payload_json', JSON.stringify(container(gallery('attachment://a.png'))));
    form.append('files[0]', new Blob(['a']), 'a.png');
    const url = `${discord.apiUrl}/v10/webhooks/1/${asked.token}/messages/@original`;
    expect((await fetch(url, { method: 'PATCH', body: form })).status).toBe(403);
    expect(await edit(container(text('a')))).toMatchObject({ status: 200 });
  });

  it.each([
    ['a wrong token', {}, 'Bot wrong', 401, 0],
    ['no permission to write', { permissions: 1n << 10n }, undefined, 403, 50013],
    ['no permission to see', { permissions: 0n }, undefined, 403, 50001],
    ['a place the bot is not in', { kind: 'elsewhere' }, undefined, 403, 50001],
  ] as const)('keeps the bot out with %s', async (_, options, authorization, status, code) => {
    const { id } = discord.channel(options);
    expect(await send('POST', `/channels/${id}/messages`, container(text('a')), authorization)).toEqual({
      status,
      code,
    });
  });

  it('slows down who is too fast', async () => {
    await acknowledge({ type: 5 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => edit(container(text('a')))));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
  });
});
