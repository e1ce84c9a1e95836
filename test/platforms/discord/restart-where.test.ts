import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../../src/core/command.ts';
import type { Image } from '../../../src/core/image.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { type ManualClock, manualClock } from '../../fakes/clock.ts';
import { type FakeDiscord, type Person, startFakeDiscord } from '../../fakes/discord.ts';
import { memoryImages, pngBytes } from '../../fakes/images.ts';
import { type Moment, openMortalJournal } from '../../fakes/mortal-journal.ts';
import { type Easel, letRun, startEasel } from './easel.ts';
import { createSamples, pictured } from './sample.ts';

/** A killed process's call is shown once, wherever it is shown. */
describe('after a kill', () => {
  const images = memoryImages();
  const ends: (() => Promise<unknown>)[] = [];
  let clock: ManualClock;
  let discord: FakeDiscord;
  let folder: string;
  let ada: Person;
  let image: Image;

  beforeEach(async () => {
    clock = manualClock();
    folder = await mkdtemp(join(tmpdir(), 'easel-where-'));
    discord = await startFakeDiscord({ clock, limited: false });
    ada = discord.user('Ada');
    image = await images.put(pngBytes(20_000), 'image/png', { width: 512, height: 512 });
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
    await discord.close();
    await rm(folder, { recursive: true });
    expect(discord.violations).toEqual([]);
  });

  async function start(commands: readonly Command[], at?: Moment) {
    let easel: Easel | undefined;
    const killed = () => void easel?.hangUp();
    const mortal = await openMortalJournal(join(folder, 'easel.db'), `process ${ends.length}`, { at, killed });
    easel = await startEasel(discord, { clock, journal: mortal.journal, images, bot: { commands } });
    const { close } = easel;
    ends.push(() => mortal.close().then(close));
    await easel.bot.takeUp([easel]);
    return { ...mortal, hangUp: easel.hangUp };
  }

  const moments: readonly Moment[] = ['after accept', 'before move', 'before acknowledged', 'before end'];
  const samples = createSamples();
  const reroll = { reaction: { emoji: '🔁', name: 'repeat' }, onReply: true };
  const replying = (...replies: readonly Reply[]): Command[] => [
    samples.command('go', () => replies, reroll),
    samples.command('show', function* ({ invocation: { id } }) {
      yield pictured(image, { buttons: [{ label: 'Go', command: 'go', about: id }] });
    }),
  ];
  const working = (changes: Partial<Reply>): Reply => ({ state: 'working', text: 'Painting…', ...changes });

  /** A message of ours to react to, press and answer. */
  async function shown() {
    const first = await start(replying());
    const message = await (await ada.runs('/show')).message();
    await first.ended;
    await first.hangUp();
    await first.close();
    return message;
  }

  async function survives(commands: readonly Command[], at: Moment, begin: () => unknown): Promise<void> {
    const first = await start(commands, at);
    begin();
    await letRun(first.dead, clock);
    await letRun((await start(commands)).ended, clock);
  }

  it.each(moments)('%s, direct messages hold the picture once', async (at) => {
    const commands = replying(working({ where: 'direct' }), pictured(image, { where: 'direct' }));
    await survives(commands, at, () => ada.runs('/go'));
    expect(discord.directOf(ada).messages()).toMatchObject([{ images: [{ sha: image.key }] }]);
    expect(discord.general.messages()).toMatchObject([{ ephemeral: true, text: 'Here' }]);
  });

  it.each(moments)('%s, another channel holds it once', async (at) => {
    const other = discord.channel();
    const where = { channel: other.id };
    await survives(replying(working({ where }), pictured(image, { where })), at, () => ada.runs('/go'));
    expect(other.messages()).toMatchObject([{ images: [{ sha: image.key }] }]);
  });

  it.each(moments)('%s, the message that it was about shows it', async (at) => {
    const message = await shown();
    const commands = replying(working({ where: 'subject' }), pictured(image, { where: 'subject', text: 'Over' }));
    await survives(commands, at, () => ada.presses(message, 'Go'));
    expect(discord.general.messages()).toMatchObject([{ id: message.id, text: 'Over', images: [{ sha: image.key }] }]);
  });

  it.each(moments)('%s, a reaction is answered once', async (at) => {
    const message = await shown();
    await survives(replying(working({}), pictured(image)), at, () => ada.reacts(message, '🔁'));
    expect(discord.general.messages().slice(1)).toMatchObject([{ answers: message.id, images: [{ sha: image.key }] }]);
  });

  it.each(moments)('%s, something written is answered once', async (at) => {
    const commands = replying(working({}), pictured(image));
    await survives(commands, at, () => ada.says(`<@${discord.application}> a fox`));
    expect(discord.general.messages().slice(1)).toMatchObject([{ images: [{ sha: image.key }], text: 'Here' }]);
  });

  it.each(moments.filter((at) => at !== 'before move'))('%s, a form is not said aloud as well', async (at) => {
    const form = { command: 'go', fields: {} };
    await survives(replying({ state: 'done', text: 'Aloud', form }), at, () => ada.runs('/go'));
    expect(discord.general.messages()).toEqual([]);
  });
});
