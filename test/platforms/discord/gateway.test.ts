import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openGateway, takePackets } from '../../../src/platforms/discord/gateway.ts';
import { type FakeDiscord, type Person, startFakeDiscord } from '../../fakes/discord.ts';
import { recordedLog } from '../../fakes/log.ts';
import { testData } from '../../fakes/test-data.ts';
import { type Easel, startEasel } from './easel.ts';

const recorded = z.record(z.string(), z.looseObject({})).optional().parse(testData('recorded/chat-discord.json'));

describe('the gateway', () => {
  let discord: FakeDiscord;
  let easel: Easel | undefined;
  let ada: Person;

  beforeEach(async () => {
    discord = await startFakeDiscord();
    ada = discord.user('Ada');
  });
  afterEach(async () => {
    await easel?.close();
    easel = undefined;
    await discord.close();
  });

  async function answers(): Promise<void> {
    expect((await (await ada.runs('/help')).message()).text).toContain('/imagine');
  }

  it('refuses a wrong token with a sentence that has no token in it', async () => {
    const failure = startEasel(discord, { token: 'wrong.token.here' });
    await expect(failure).rejects.toThrow(/^Discord does not accept DISCORD_TOKEN\. [^<]*Reset Token\.$/);
    await expect(failure).rejects.not.toThrow(/wrong/);
  });

  it('refuses a token that is taken back while logging in', async () => {
    const { promise: hold, resolve: release } = Promise.withResolvers<void>();
    discord.fault({ path: /^\/gateway/, hold });
    const failure = startEasel(discord);
    const refused = expect(failure).rejects.toThrow('DISCORD_TOKEN');
    await discord.until('the login', () => discord.requests[0]);
    discord.fault({ path: /^\/nothing/ });
    release();
    discord.changeToken('another');
    await refused;
  });

  it('says so when Discord cannot be reached', async () => {
    const { apiUrl } = discord;
    await discord.close();
    await expect(startEasel({ ...discord, apiUrl })).rejects.toThrow(
      `Discord cannot be reached at ${new URL(apiUrl).origin}`,
    );
    discord = await startFakeDiscord();
  });

  it.each([
    ['the connection breaks', () => discord.gateway.hangUp(4000)],
    ['Discord asks for it', () => discord.gateway.askToReconnect()],
  ])('comes back when %s, and gets what it missed', async (_, interrupt) => {
    easel = await startEasel(discord);
    interrupt();
    await discord.until('the hang-up', () => (discord.gateway.connected() ? undefined : true));
    const asked = await ada.runs('/help');
    expect((await asked.message()).text).toContain('/imagine');
    expect(discord.gateway.counts).toEqual({ identified: 1, resumed: 1 });
    expect(easel.connected?.()).toBe(true);
  });

  it('knows which packets it has heard before, in each session', () => {
    const heard: unknown[] = [];
    const take = takePackets(({ type, again }) => heard.push([type, again]), recordedLog());
    for (const [t, s] of [
      ['READY', 1],
      ['A', 2],
      ['B', 5],
      ['A', 2],
      ['B', 5],
      ['RESUMED', 6],
      ['C', 7],
    ])
      take({ t, s });
    for (const [t, s] of [
      ['READY', 1],
      ['A', 2],
      ['A', 2],
    ])
      take({ t, s });
    const first = [
      ['A', false],
      ['B', false],
      ['A', true],
      ['B', true],
      ['C', false],
    ];
    expect(heard).toEqual([...first, ['A', false], ['A', true]]);
  });

  it('keeps nothing of anybody, however many call', async () => {
    const { promise: last, resolve } = Promise.withResolvers<void>();
    let received = 0;
    const receive = () => {
      if (++received === 60) resolve();
    };
    const parts = { token: discord.token, apiUrl: discord.apiUrl, log: recordedLog() };
    const { client } = await openGateway({ ...parts, receive });
    for (let n = 0; n < 30; n++) {
      const user = { id: String(10n ** 17n + BigInt(n)), username: `u${n}`, discriminator: '0', avatar: null };
      const message = { id: user.id, channel_id: user.id, author: user, content: '', attachments: [], embeds: [] };
      discord.gateway.send('MESSAGE_CREATE', message);
      discord.gateway.send('CHANNEL_CREATE', { id: user.id, type: 1, recipients: [user] });
    }
    await last;
    const { users, channels, guilds } = client;
    // Itself, and the server that Discord names at login.
    expect([users.cache.size, channels.cache.size, guilds.cache.size]).toEqual([1, 0, 1]);
    await client.destroy();
  });

  it('tells the operator when the token is reset later', async () => {
    easel = await startEasel(discord);
    const { logged } = easel;
    discord.revokeToken();
    expect((await easel.says('Discord closed the connection for good: is DISCORD_TOKEN still valid?')).level).toBe(
      'error',
    );
    expect(easel.connected?.()).toBe(false);
    expect(JSON.stringify(logged)).not.toContain(discord.token);
  });

  it.each([
    ['INTERACTION_CREATE', { id: '1', type: 2, data: { type: 1, name: 'help' } }],
    ['INTERACTION_CREATE', { id: '1', type: 3, token: 'x', data: { component_type: 2, custom_id: 'x' } }],
    ['INTERACTION_CREATE', null],
    ['MESSAGE_REACTION_ADD', {}],
    ['GUILD_CREATE', { id: 'x', channels: 3 }],
    ['SOMETHING_NEW', [1]],
  ])('lives on after a strange %s', async (event, data) => {
    easel = await startEasel(discord);
    discord.gateway.send(event, data);
    await answers();
  });

  it.runIf(recorded)('lives on after everything that was recorded', async () => {
    easel = await startEasel(discord);
    for (const event of Object.values(recorded ?? {})) {
      const gateway = z.object({ type: z.string(), data: z.unknown() }).safeParse(event).data;
      if (gateway) discord.gateway.send(gateway.type.replace('GATEWAY_', ''), gateway.data);
      else discord.gateway.send('INTERACTION_CREATE', event);
    }
    await answers();
  });
});
