import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { manualClock } from './clock.ts';
import type { ChannelOptions } from './discord/channels.ts';
import { type FakeDiscord, startFakeDiscord } from './discord.ts';

const usual = [10n, 11n, 15n, 16n, 38n].reduce((all, bit) => all | (1n << bit), 0n);
const manageChannels = 1n << 4n;
const manageThreads = 1n << 34n;

const answer = z.looseObject({ id: z.string().optional(), code: z.number().optional() });
const container = (content = 'a', more: object = {}) => ({
  flags: 1 << 15,
  components: [{ type: 17, components: [{ type: 10, content }], ...more }],
});

describe('the fake Discord, of what hangs there', () => {
  let discord: FakeDiscord;

  beforeEach(async () => {
    discord = await startFakeDiscord({ clock: manualClock(), openApi: false, limited: false });
  });
  afterEach(() => discord.close());

  async function send(method: string, path: string, body?: object) {
    const headers = { 'Content-Type': 'application/json', authorization: `Bot ${discord.token}` };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(`${discord.apiUrl}/v10${path}`, init);
    const text = await response.text();
    return { status: response.status, json: answer.parse(text ? Object(JSON.parse(text)) : {}) };
  }
  const code = async (...asked: Parameters<typeof send>) => (await send(...asked)).json.code;
  const forum = (options: ChannelOptions = {}) => discord.channel({ kind: 'forum', permissions: usual, ...options });
  const post = (more: object = {}) => ({ name: 'a fox', message: container(), ...more });
  const newTags = (length: number) => ({ available_tags: Array.from({ length }, (_, n) => ({ name: `Tag ${n}` })) });

  it('begins a post with one message, which has the id of its thread', async () => {
    const { id } = forum();
    const { status, json } = await send('POST', `/channels/${id}/threads`, post());
    expect({ status, json }).toMatchObject({
      status: 201,
      json: { type: 11, parent_id: id, message: { id: json.id } },
    });
    expect(await send('GET', `/channels/${json.id}/messages/${json.id}`)).toMatchObject({ status: 200 });
  });

  it.each([
    ['no title', post({ name: ' ' })],
    ['a title of 101 characters', post({ name: 'a'.repeat(101) })],
    ['no message', { name: 'a fox' }],
    ['six tags', post({ applied_tags: Array.from('abcdef') })],
    ['a tag that is not there', post({ applied_tags: ['1'] })],
    ['a nonce', post({ message: { ...container(), nonce: 'x' } })],
    ['4001 characters', post({ message: container('a'.repeat(4001)) })],
    ['an odd time until it is archived', post({ auto_archive_duration: 61 })],
  ])('begins no post with %s', async (_, body) => {
    const where = forum();
    expect(await code('POST', `/channels/${where.id}/threads`, body)).toBe(50035);
    expect(where.posts()).toEqual([]);
  });

  it('begins posts in forums alone, where the app may, and nothing else there', async () => {
    const closed = forum({ permissions: 1n << 10n });
    expect(await code('POST', `/channels/${discord.general.id}/threads`, post())).toBe(50024);
    expect(await code('POST', `/channels/${closed.id}/threads`, post())).toBe(50013);
    expect(await code('POST', `/channels/${forum().id}/messages`, container())).toBe(50008);
    expect(await code('POST', `/channels/${forum({ needsTag: true }).id}/threads`, post())).toBe(40067);
  });

  it('lets who may manage a forum have 20 tags of 20 characters, each once', async () => {
    const where = forum();
    const path = `/channels/${where.id}`;
    expect(await code('PATCH', path, newTags(1))).toBe(50013);
    where.permit(usual | manageChannels);
    expect(await code('PATCH', path, newTags(21))).toBe(50035);
    expect(await code('PATCH', path, { available_tags: [{ name: 'a'.repeat(21) }] })).toBe(50035);
    expect(await code('PATCH', path, { available_tags: [{ name: 'a' }, { name: 'a' }] })).toBe(50035);
    expect(await code('PATCH', path, newTags(20))).toBeUndefined();
    expect(where.tags()).toHaveLength(20);
  });

  it('lets moderators alone give and take some tags', async () => {
    const where = forum({ permissions: usual | manageChannels });
    const { json } = await send('PATCH', `/channels/${where.id}`, { available_tags: [{ name: 'a', moderated: true }] });
    const { available_tags: tags } = z.looseObject({ available_tags: z.array(answer) }).parse(json);
    const given = { applied_tags: tags.map(({ id }) => id) };
    expect(await code('POST', `/channels/${where.id}/threads`, post(given))).toBe(50013);
    where.permit(usual | manageThreads);
    expect(await code('POST', `/channels/${where.id}/threads`, post(given))).toBeUndefined();
  });

  it('changes nothing in an archived post until it is opened, which moderators alone do with a closed one', async () => {
    const where = forum();
    const { id } = (await send('POST', `/channels/${where.id}/threads`, post())).json;
    const [first = expect.fail()] = where.posts();
    const message = `/channels/${id}/messages/${id}`;
    first.archive();
    expect(await code('PATCH', message, container('b'))).toBe(50083);
    expect(await code('DELETE', message)).toBe(50083);
    expect(await code('PATCH', `/channels/${id}`, { name: 'b' })).toBe(50083);
    expect(await code('PATCH', `/channels/${id}`, { name: 'b', archived: false })).toBeUndefined();
    expect(await code('PATCH', message, container('b'))).toBeUndefined();
    first.archive(true);
    expect(await code('PATCH', `/channels/${id}`, { archived: false })).toBe(50013);
    expect(await code('POST', `/channels/${id}/messages`, container())).toBe(160005);
  });

  it('deletes posts for moderators, messages of the bot for itself, and knows nothing of either then', async () => {
    const where = forum();
    const { id } = (await send('POST', `/channels/${where.id}/threads`, post())).json;
    expect(await code('DELETE', `/channels/${id}`)).toBe(50013);
    expect(await send('DELETE', `/channels/${id}/messages/${id}`)).toMatchObject({ status: 204 });
    expect(await code('DELETE', `/channels/${id}/messages/${id}`)).toBe(10008);
    where.permit(usual | manageThreads);
    expect(await send('DELETE', `/channels/${id}`)).toMatchObject({ status: 200 });
    expect(await code('GET', `/channels/${id}`)).toBe(10003);
    const said = discord.user('Ada').says('a fox');
    expect(await code('DELETE', `/channels/${discord.general.id}/messages/${said.id}`)).toBe(50013);
    where.delete();
    expect(await code('POST', `/channels/${where.id}/threads`, post())).toBe(10003);
  });

  it('tells of a channel what was said there last, also when that is deleted', async () => {
    const path = `/channels/${discord.general.id}`;
    const { id } = (await send('POST', `${path}/messages`, container())).json;
    await send('DELETE', `${path}/messages/${id}`);
    expect((await send('GET', path)).json).toMatchObject({ last_message_id: id });
  });

  it('keeps the number of a component, gives the others one each, and takes none twice', async () => {
    const path = `/channels/${discord.general.id}/messages`;
    const { id } = (await send('POST', path, container('a', { id: 1 }))).json;
    const shown = (await send('GET', `${path}/${id}`)).json;
    expect(shown).toMatchObject({ components: [{ id: 1, components: [{ id: 2 }] }] });
    expect(await code('POST', path, container('a', { id: 2 ** 31 }))).toBe(50035);
    const twice = [container('a', { id: 1 }), container('b', { id: 1 })].flatMap(({ components }) => components);
    expect(await code('POST', path, { ...container(), components: twice })).toBe(50035);
  });

  it('shows no messages without the history', async () => {
    const path = `/channels/${discord.general.id}/messages`;
    await send('POST', path, container());
    discord.general.permit(1n << 10n);
    const response = await fetch(`${discord.apiUrl}/v10${path}`, {
      headers: { authorization: `Bot ${discord.token}` },
    });
    expect(await response.json()).toEqual([]);
  });

  it('lets moderators alone clear reactions and delete several messages', () => {
    const [ada, mo] = [discord.user('Ada'), discord.user('Mo', { permissions: 1n << 13n })];
    const said = ['a', 'b'].map((text) => ada.says(text));
    expect(() => ada.clears(said[0] ?? expect.fail())).toThrow('Discord lets nobody');
    mo.deletes(...said);
    expect(discord.general.messages()).toEqual([]);
  });
});
