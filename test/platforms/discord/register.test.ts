import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../../commands/index.ts';
import { type FakeDiscord, startFakeDiscord } from '../../fakes/discord.ts';
import { type Easel, startEasel } from './easel.ts';

const described = z.object({ type: z.number(), name: z.string() });

describe('registering commands', () => {
  let discord: FakeDiscord;
  let easel: Easel;

  beforeEach(async () => {
    discord = await startFakeDiscord();
  });
  afterEach(async () => {
    await easel.close();
    await discord.close();
    expect(discord.violations).toEqual([]);
  });

  const puts = () => discord.requests.filter(({ method }) => method === 'PUT').length;

  it('puts them once, not again while they stay the same, and again when Discord has others', async () => {
    easel = await startEasel(discord);
    const named = (type: number) =>
      z
        .array(described)
        .parse(discord.commands())
        .filter((each) => each.type === type)
        .map(({ name }) => name);
    const shown = commands.filter(({ hidden }) => !hidden).map(({ name }) => name);
    expect(named(1)).toEqual(shown);
    expect(named(3)).toEqual(expect.arrayContaining(['Reroll', 'Show settings', 'Delete mine']));
    expect(named(2)).toEqual(['Recent pictures']);
    await easel.close();
    easel = await startEasel(discord);
    expect(puts()).toBe(1);
    await easel.close();
    Object.assign(discord.commands()[0] ?? {}, { description: 'Something else' });
    easel = await startEasel(discord);
    expect(puts()).toBe(2);
    expect(discord.commands()[0]).not.toMatchObject({ description: 'Something else' });
  });

  it.each([
    ['a name in another language', 'name_localizations', { 'zh-CN': '别的' }],
    ['what may be suggested', 'options', []],
    ['its kind', 'type', 2],
  ])('puts them when %s is another', async (_, key, value) => {
    easel = await startEasel(discord);
    await easel.close();
    const [entry] = discord.commands().filter((each) => (key === 'options' ? each['type'] === 1 : each['type'] === 3));
    Object.assign(entry ?? {}, { [key]: value });
    easel = await startEasel(discord);
    expect(puts()).toBe(2);
  });

  it('puts them when Discord has some that Easel cannot read', async () => {
    easel = await startEasel(discord);
    await easel.close();
    Object.assign(discord.commands()[1] ?? {}, { options: [{ type: 1, name: 3 }] });
    easel = await startEasel(discord);
    expect(puts()).toBe(2);
  });

  it('goes on without when Discord fails, and tells the operator', async () => {
    easel = await startEasel(discord);
    await easel.close();
    discord.fault({ path: /\/commands$/, outcome: { status: 500, done: false } });
    easel = await startEasel(discord);
    expect(easel.logged).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'commands could not be registered' }),
    );
    expect((await (await discord.user('Ada').runs('/help')).message()).text).toContain('/imagine');
  });
});
