import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { type FakeDiscord, startFakeDiscord } from '../../fakes/discord.ts';
import { type Easel, startEasel } from './easel.ts';

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
    const listed = commands.filter(({ hidden }) => !hidden).map(({ name }) => ({ name }));
    expect(discord.commands().slice(0, listed.length)).toMatchObject(listed);
    await easel.close();
    easel = await startEasel(discord);
    expect(puts()).toBe(1);
    await easel.close();
    Object.assign(discord.commands()[0] ?? {}, { description: 'Something else' });
    easel = await startEasel(discord);
    expect(puts()).toBe(2);
    expect(discord.commands()).not.toMatchObject([{ description: 'Something else' }, {}, {}]);
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
