import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelOptions } from '../../fakes/discord/channels.ts';
import { createSamples } from './sample.ts';
import { openStage } from './stage.ts';
import { exhibit, openWallStage, spotIn, type WallStage } from './wall-stage.ts';

const bits = { view: 1n << 10n, send: 1n << 11n, attach: 1n << 15n, history: 1n << 16n, threads: 1n << 38n };

describe('a look at a channel', () => {
  let stage: WallStage;

  beforeEach(async () => {
    stage = await openWallStage();
  });
  afterEach(() => stage.close());

  const survey = (options: ChannelOptions) => stage.start().survey(stage.discord.channel(options).id);
  const unreachable = expect.objectContaining({ code: 'place_unreachable' });
  const silent = expect.objectContaining({ code: 'place_silent' });

  it.each([
    ['text', 'messages', false],
    ['text', 'messages', true],
    ['forum', 'posts', false],
    ['media', 'posts', true],
  ] as const)('of kind %s tells its name, its server and who is let in', async (kind, look, nsfw) => {
    const { guild: community } = stage.discord;
    expect(await survey({ kind, name: 'best-of', nsfw })).toEqual({
      ...{ name: '#best-of', community, look, restricted: nsfw, isOpen: true, missing: [] },
    });
  });

  it('tells of a thread what holds in its channel', async () => {
    const parent = stage.discord.channel({ nsfw: true, permissions: bits.view | bits.send });
    expect(await survey({ kind: 'thread', parent, name: 'foxes' })).toMatchObject({
      ...{ name: '#foxes', look: 'messages', restricted: true },
      missing: ['Send Messages in Threads', 'Attach Files', 'Read Message History'],
    });
  });

  it.each([
    ['text', bits.view, ['Send Messages', 'Attach Files', 'Read Message History']],
    ['text', bits.view | bits.send | bits.attach, ['Read Message History']],
    ['text', 1n << 3n, []],
    [
      'forum',
      bits.view | bits.attach,
      ['Create Posts', 'Send Messages in Threads', 'Manage Threads', 'Read Message History'],
    ],
    ['forum', bits.view | bits.send | bits.attach | bits.threads | bits.history, ['Manage Threads']],
    ['forum', 1n << 3n, []],
  ] as const)('of kind %s with rights %d says what is missing', async (kind, permissions, missing) => {
    expect((await survey({ kind, permissions })).missing).toEqual(missing);
  });

  it('tells whether everybody sees it, of a thread whether they see its channel', async () => {
    const { discord } = stage;
    const { isOpen, survey: look } = stage.start();
    const hidden = discord.channel({ hidden: true });
    const all = [discord.channel(), hidden, discord.channel({ kind: 'thread', parent: hidden })];
    expect(await Promise.all(all.map(({ id }) => isOpen(id)))).toEqual([true, false, false]);
    expect(await Promise.all(all.map(async ({ id }) => (await look(id)).isOpen))).toEqual([true, false, false]);
    expect(await isOpen(discord.channel({ kind: 'voice' }).id)).toBe(true);
    await expect(isOpen(discord.channel({ kind: 'elsewhere' }).id)).rejects.toEqual(unreachable);
  });

  it('sees at once what somebody has given the bot meanwhile', async () => {
    const channel = stage.discord.channel({ permissions: bits.view });
    const walls = stage.start();
    expect((await walls.survey(channel.id)).missing).toHaveLength(3);
    channel.permit(1n << 3n);
    expect((await walls.survey(channel.id)).missing).toEqual([]);
  });

  it.each([
    ['that the bot does not see', { permissions: 0n }],
    ['of a server without the bot', { kind: 'elsewhere' }],
    ['in which nobody writes', { kind: 'voice' }],
    ['of direct messages', { kind: 'direct' }],
  ] as const)('finds none %s', async (_, options) => {
    await expect(survey(options)).rejects.toEqual(unreachable);
  });

  it('finds none that is deleted, nor what is no id', async () => {
    await expect(stage.start().survey('1400000000000000001')).rejects.toEqual(unreachable);
    await expect(stage.start().survey('../guilds')).rejects.toEqual(unreachable);
  });

  it('says that Discord did not answer, within two seconds', async () => {
    stage.discord.fault({ path: /^\/guilds/, hold: new Promise(() => undefined) });
    const looking = survey({}).catch((error: unknown) => error);
    await stage.discord.until('the question', () => stage.discord.requests.find(({ path }) => /guilds/.test(path)));
    await stage.clock.advance(2000);
    expect(await looking).toEqual(silent);
    stage.discord.fault({ path: /^\/channels/, outcome: 'lost' });
    await expect(survey({})).rejects.toEqual(silent);
  });

  it('ends when it is given up, with the reason', async () => {
    const giving = new AbortController();
    stage.discord.fault({ path: /^\/guilds/, hold: new Promise(() => undefined) });
    const looking = stage.start().survey(stage.discord.general.id, giving.signal);
    await stage.discord.until('the question', () => stage.discord.requests.find(({ path }) => /guilds/.test(path)));
    giving.abort(new Error('enough'));
    await expect(stage.patiently(looking)).rejects.toThrow('enough');
  });
});

describe('Easel on Discord', () => {
  it('lets every call look at channels, and hangs what nobody has asked for', async () => {
    const stage = await openStage();
    const { command, called } = createSamples();
    const look = command(
      'look',
      async function* (_, context) {
        yield { state: 'working', text: 'Looking…' };
        yield { state: 'done', text: (await context.survey(best.id)).name ?? '' };
      },
      { onReply: true },
    );
    const best = stage.discord.channel({ kind: 'forum', name: 'best-of' });
    const ada = stage.discord.user('Ada');
    const { walls } = await stage.start([look]);
    const asked = await ada.runs('/look');
    expect((await asked.message(({ text }) => text === '#best-of')).text).toBe('#best-of');
    ada.says(`<@${stage.discord.application}> look`);
    await stage.discord.general.lastMessage(({ text, author }) => text === '#best-of' && author === undefined);
    expect(called).toHaveLength(2);
    await walls?.hang(spotIn(best, { look: 'posts' }), undefined)?.show(exhibit(stage.pictures[0] ?? expect.fail()));
    expect(best.posts()).toHaveLength(1);
    await stage.close();
  });
});
