import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../commands/replies.ts';
import { Problem } from '../../../src/core/problem.ts';
import type { Reply } from '../../../src/core/reply.ts';
import type { Person } from '../../fakes/discord.ts';
import { pngBytes, sha256 } from '../../fakes/images.ts';
import { createSamples, pictured } from './sample.ts';
import { openStage, type Stage } from './stage.ts';

describe('the menu of a message or a person', () => {
  let stage: Stage;
  let ada: Person;
  let bob: Person;
  let samples: ReturnType<typeof createSamples>;

  beforeEach(async () => {
    stage = await openStage();
    [ada, bob] = [stage.discord.user('Ada'), stage.discord.user('Bob')];
    samples = createSamples();
  });
  afterEach(() => stage.close());

  const reroll = (reply: Reply = { state: 'done', text: 'Rerolled' }) =>
    samples.command('reroll', () => [reply], { door: { on: 'message', name: 'Reroll' }, hidden: true });
  const imagine = () =>
    samples.command('imagine', () => [{ state: 'done', text: 'Painted' }], {
      door: { on: 'message', option: 'prompt', name: 'Imagine from this text' },
    });
  const theirs = () =>
    samples.command('theirs', () => [{ state: 'done', text: 'Theirs', whisper: true }], {
      door: { on: 'person', option: 'prompt', name: 'Recent pictures' },
    });
  const show = (changes: Partial<Reply> = {}) =>
    samples.command('show', function* () {
      yield pictured(stage.pictures[0] ?? expect.fail(), changes);
    });

  async function shown(easel: { says(message: string): Promise<unknown> }) {
    const asked = await ada.runs('/show');
    const message = await asked.message();
    await easel.says('answered');
    return { id: message.id, call: `discord:${asked.id}` };
  }

  it('is registered under its names, also for commands that are in no list', async () => {
    await stage.start([reroll(), theirs()]);
    expect(stage.discord.commands()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 3,
          name: 'Reroll',
          name_localizations: { 'zh-CN': 'Reroll 吧', 'zh-TW': 'Reroll 吧' },
          contexts: [0, 1, 2],
          integration_types: [0, 1],
        }),
        expect.objectContaining({ type: 2, name: 'Recent pictures' }),
      ]),
    );
    await expect(ada.runs('/reroll')).rejects.toThrow('shows no command /reroll');
  });

  it('calls the command about the picture that the message shows', async () => {
    const picture = await shown(await stage.start([show(), reroll()]));
    expect(await bob.opens(picture, 'Reroll').message()).toMatchObject({ text: 'Rerolled', answers: undefined });
    expect(samples.called.at(-1)?.invocation).toMatchObject({
      command: 'reroll',
      about: picture.call,
      person: { name: 'Bob' },
    });
  });

  it('gives the text of somebody’s message', async () => {
    await stage.start([imagine()]);
    const said = bob.says('a fox --not an option');
    expect(await ada.opens(said, 'Imagine from this text').message()).toMatchObject({ text: 'Painted' });
    expect(samples.called).toMatchObject([{ options: { prompt: 'a fox --not an option' }, invocation: {} }]);
    expect(samples.called[0]?.invocation).not.toHaveProperty('about');
  });

  it('gives a person’s id', async () => {
    await stage.start([theirs()]);
    expect(await ada.opens(bob, 'Recent pictures').message()).toMatchObject({ text: 'Theirs', ephemeral: true });
    expect(samples.called).toMatchObject([{ options: { prompt: `discord:${bob.id}` } }]);
  });

  it('gives the pictures in a message, whose bytes can be read', async () => {
    const bytes = pngBytes(5000);
    const read: unknown[] = [];
    const easel = await stage.start([show(), reroll()]);
    const picture = await shown(easel);
    const said = bob.says('look', stage.discord.general, {
      files: [
        { name: 'fox.png', type: 'image/png', content: bytes },
        { name: 'fox.txt', type: 'text/plain', content: bytes },
      ],
    });
    for (const message of [said, picture]) {
      await ada.opens(message, 'Reroll').message();
      const files = samples.called.at(-1)?.invocation.files ?? [];
      expect(files).toHaveLength(1);
      const [file = ''] = files;
      read.push(sha256(new Uint8Array(await (await fetch(file)).arrayBuffer())));
    }
    expect(read).toEqual([sha256(bytes), stage.pictures[0]?.key]);
  });

  it('can change that message, and leaves a note', async () => {
    const easel = await stage.start([show(), reroll({ state: 'done', text: 'Deleted', where: 'subject' })]);
    const picture = await shown(easel);
    const asked = bob.opens(picture, 'Reroll');
    expect(await asked.acknowledged()).toMatchObject({ type: 5 });
    expect(await asked.message()).toMatchObject({ text: 'Deleted', ephemeral: true, reader: bob.id });
    expect(stage.discord.general.messages()[0]).toMatchObject({ id: picture.id, text: 'Deleted', images: [] });
  });

  it('answers on its own where there is nothing of ours to change', async () => {
    await stage.start([reroll({ state: 'done', text: 'Deleted', where: 'subject' })]);
    expect(await ada.opens(bob.says('x'), 'Reroll').message()).toMatchObject({ text: 'Deleted', ephemeral: false });
  });

  it('opens a form', async () => {
    await stage.start([reroll({ state: 'done', text: 'x', form: { command: 'reroll', fields: { prompt: 'a' } } })]);
    expect((await ada.opens(bob.says('x'), 'Reroll').form()).title).toBe('Reroll');
  });

  it('of another version is answered kindly', async () => {
    const first = await stage.start([reroll()]);
    await first.close();
    stage.discord.fault({ method: 'PUT', path: /commands$/, outcome: { status: 500, done: false } });
    await stage.start([]);
    const text = sentenceOf(new Problem('button_unknown', {}), 'en');
    expect(await ada.opens(bob.says('x'), 'Reroll').message()).toMatchObject({ text, ephemeral: true });
  });

  it('says so when it cannot be known what the message shows', async () => {
    const lost = () => Promise.reject(new Problem('storage_failed', {}));
    const picture = await shown(await stage.start([show(), reroll()], undefined, () => ({ shownBy: lost })));
    const text = sentenceOf(new Problem('storage_failed', {}), 'en');
    expect(await bob.opens(picture, 'Reroll').message()).toMatchObject({ text, ephemeral: true });
  });
});
