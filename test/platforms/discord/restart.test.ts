import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ManualClock, manualClock } from '../../fakes/clock.ts';
import { type FakeDiscord, type Person, startFakeDiscord } from '../../fakes/discord.ts';
import { type Moment, type MortalJournal, openMortalJournal } from '../../fakes/mortal-journal.ts';
import { type Easel, type EaselOptions, letRun, startEasel } from './easel.ts';

describe('Discord with a journal', () => {
  const minutes = 60_000;
  const ends: (() => Promise<unknown>)[] = [];
  let clock: ManualClock;
  let discord: FakeDiscord;
  let folder: string;
  let ada: Person;

  beforeEach(async () => {
    clock = manualClock();
    folder = await mkdtemp(join(tmpdir(), 'easel-discord-'));
    discord = await startFakeDiscord({ clock, limited: false });
    ada = discord.user('Ada');
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
    await discord.close();
    await rm(folder, { recursive: true });
    expect(discord.violations).toEqual([]);
  });

  /** Starts a process, which is killed at a moment. */
  async function start(at?: Moment, options: EaselOptions = { ready: true }): Promise<Easel & MortalJournal> {
    let easel: Easel | undefined;
    const killed = () => void easel?.hangUp();
    const mortal = await openMortalJournal(join(folder, 'easel.db'), `process ${ends.length}`, { at, killed });
    easel = await startEasel(discord, { clock, journal: mortal.journal, ...options });
    const { close } = easel;
    ends.push(() => mortal.close().then(close));
    await easel.bot.takeUp([easel]);
    return { ...easel, ...mortal };
  }

  const shown = () => discord.general.messages();
  const callbacks = () => discord.requests.filter(({ path }) => path.endsWith('/callback'));

  const windows: readonly Moment[] = ['after accept', 'before move', 'before acknowledged', 'before end'];

  it.each(windows)('shows one message with the picture after a kill %s', async (at) => {
    const first = await start(at);
    await ada.runs('/imagine', { prompt: 'a fox' });
    await letRun(first.dead, clock);
    const second = await start();
    await letRun(second.ended, clock);
    expect(shown()).toMatchObject([{ images: [{ sha: second.picture.key }], loading: false }]);
  });

  it('goes on with the same message after a kill while it was painting', async () => {
    const first = await start(undefined, { ready: false });
    const asked = await ada.runs('/imagine', { prompt: 'a fox' });
    await first.ordered();
    const { id } = await asked.message(() => true);
    first.kill();
    first.finish();
    await first.dead;
    const second = await start();
    await letRun(second.ended, clock);
    expect(shown()).toMatchObject([{ id, images: [{ sha: second.picture.key }] }]);
    expect(callbacks()).toHaveLength(1);
  });

  it('tells Discord once more when it is not known that it was told: it takes the first', async () => {
    const first = await start('before move');
    await ada.runs('/imagine', { prompt: 'a fox' });
    await letRun(first.dead, clock);
    await letRun((await start()).ended, clock);
    expect(callbacks().map(({ status }) => status)).toEqual([200, 400]);
  });

  it('posts the picture itself when Discord was not told in time', async () => {
    const first = await start('after accept');
    discord.fault({ path: /callback$/, outcome: 'lost', times: 1 });
    await ada.runs('/imagine', { prompt: 'a fox' });
    await letRun(first.dead, clock);
    await clock.advance(3001);
    await letRun((await start()).ended, clock);
    expect(shown()).toMatchObject([{ images: [{ sha: first.picture.key }] }]);
    expect(discord.requests.at(-1)).toMatchObject({ path: `/channels/${discord.general.id}/messages` });
  });

  it('edits the message by the bot’s token after 15 minutes', async () => {
    const first = await start(undefined, { ready: false });
    const asked = await ada.runs('/imagine', { prompt: 'a fox' });
    await first.ordered();
    const { id } = await asked.message(() => true);
    first.kill();
    first.finish();
    await first.dead;
    await clock.advance(16 * minutes);
    await letRun((await start()).ended, clock);
    expect(shown()).toMatchObject([{ id, images: [{ sha: first.picture.key }] }]);
  });

  it('posts a late message once, also when it was not written down', async () => {
    const slow = await start(undefined, { ready: false });
    const asked = await ada.runs('/imagine', { prompt: 'a fox' });
    await slow.ordered();
    slow.kill();
    slow.finish();
    await slow.dead;
    await clock.advance(16 * minutes);
    asked.deleteMessage();
    const late = await start('before move');
    await letRun(late.dead, clock);
    await letRun((await start()).ended, clock);
    expect(shown()).toMatchObject([{ images: [{ sha: late.picture.key }] }]);
  });

  it.each(['after accept', 'before move', 'before end'] as const)('whispers help once after a kill %s', async (at) => {
    const first = await start(at);
    await ada.runs('/help');
    await letRun(first.dead, clock);
    await letRun((await start()).ended, clock);
    expect(shown()).toMatchObject([{ ephemeral: true, text: expect.stringContaining('/imagine') }]);
  });

  it.each(['after accept', 'before move', 'before acknowledged', 'before end'] as const)(
    'never says a late whisper aloud: killed %s',
    async (at) => {
      const first = await start(at);
      await ada.runs('/help');
      await letRun(first.dead, clock);
      await clock.advance(16 * minutes);
      await letRun((await start()).ended, clock);
      expect(shown().filter(({ ephemeral }) => !ephemeral)).toEqual([]);
    },
  );

  it('begins no work after a restart where no picture could be shown', async () => {
    const channel = discord.channel({ permissions: 1n << 10n });
    const first = await start('after accept');
    await ada.runs('/imagine', { prompt: 'a fox' }, channel);
    await letRun(first.dead, clock);
    const second = await start();
    await letRun(second.ended, clock);
    expect(second.orders).toEqual([]);
    expect(channel.messages()).toMatchObject([{ text: expect.stringContaining('Attach Files') }]);
  });

  it('answers an event that comes again once: while it runs, later, and after a restart', async () => {
    const first = await start(undefined, { ready: false });
    const asked = await ada.runs('/imagine', { prompt: 'a fox' });
    await first.ordered();
    asked.deliverAgain();
    first.finish();
    await letRun(first.ended, clock);
    asked.deliverAgain();
    await ada.runs('/help');
    await discord.general.lastMessage(({ ephemeral }) => ephemeral);
    await first.hangUp();
    await first.close();
    const second = await start();
    asked.deliverAgain();
    await ada.runs('/help');
    await letRun(second.ended, clock);
    expect(shown().filter(({ ephemeral }) => !ephemeral)).toHaveLength(1);
    expect([first.orders, second.orders].map(({ length }) => length)).toEqual([1, 0]);
  });
});
