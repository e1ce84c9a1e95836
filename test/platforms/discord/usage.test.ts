import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../../fakes/discord.ts';
import { openLedger } from '../../fakes/ledger.ts';
import { type Easel, startEasel } from './easel.ts';

let discord: FakeDiscord;
let easel: Easel;
let ledger: Awaited<ReturnType<typeof openLedger>>;

beforeEach(async () => {
  discord = await startFakeDiscord();
  ledger = await openLedger({ platform: 'discord', community: discord.guild });
  easel = await startEasel(discord, { bot: ledger.bot });
});
afterEach(async () => {
  await easel.close();
  await ledger.close();
  await discord.close();
});

const manageServer = 1n << 5n;

it('shows administrators their server, to them alone, and nothing of it comes alive', async () => {
  const ada = discord.user('Ada', { permissions: manageServer });
  const message = await (await ada.runs('/usage')).message();
  expect(message.ephemeral).toBe(true);
  expect(message.facts).toBe('Today 0 pictures · This month 0 pictures');
  const lines = message.text.split('\n');
  expect(lines).toContain('This community');
  expect(lines).toContainEqual(expect.stringMatching(/^So far this month: 28 of 500 pictures, 0\.84 spent, new ones/));
  expect(lines).toContainEqual(
    expect.stringMatching(/^Everyone together, this month: 28 pictures, 0\.84 of 100 spent/),
  );
  expect(lines).toContainEqual(expect.stringMatching(/^7 6 <@1> \*bold\* @everyone long .{1,40}…$/));
  expect(lines.filter((line) => line.includes('*bold*'))).toHaveLength(5);
  expect(lines.slice(-2)).toEqual(['28 waiting', '0 being painted']);
  expect(message.pings).toEqual([]);
  expect(message.live.text.filter((mark) => !/^(bold|code)/.test(mark))).toEqual([]);
  expect(discord.violations).toEqual([]);
});

it('shows everybody else their own, and the server’s limit as far as it concerns them', async () => {
  const bob = discord.user('Bob');
  const message = await (await bob.runs('/usage')).message();
  expect(message.ephemeral).toBe(true);
  expect(message.text).not.toContain('This community');
  expect(message.facts).toContain('This community, this month 472 pictures left');
});

it('knows no administrators in direct messages', async () => {
  const ada = discord.user('Ada', { permissions: manageServer });
  const message = await (await ada.runs('/usage', {}, discord.channel({ kind: 'direct' }))).message();
  expect(message.text).not.toContain('So far');
});
