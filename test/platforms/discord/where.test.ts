import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../commands/replies.ts';
import type { Command } from '../../../src/core/command.ts';
import { Problem } from '../../../src/core/problem.ts';
import type { Reply } from '../../../src/core/reply.ts';
import type { Person, Seen } from '../../fakes/discord.ts';
import { createSamples, pictured } from './sample.ts';
import { openStage, type Stage } from './stage.ts';

const minutes = 60_000;

describe('where a reply is shown', () => {
  let stage: Stage;
  let ada: Person;
  let samples: ReturnType<typeof createSamples>;

  beforeEach(async () => {
    stage = await openStage();
    ada = stage.discord.user('Ada');
    samples = createSamples();
  });
  afterEach(() => stage.close());

  const show = (changes: Partial<Reply> = {}): Command =>
    samples.command('show', function* ({ invocation: { id } }) {
      const [image = expect.fail()] = stage.pictures;
      const buttons = [{ label: 'Go', command: 'go', about: id, with: '--kind exact' }];
      yield pictured(image, { buttons, ...changes });
    });
  const go = (...replies: Reply[]): Command =>
    samples.command('go', function* () {
      yield* replies;
    });
  const second = (changes: Partial<Reply> = {}) => pictured(stage.pictures[1] ?? expect.fail(), changes);
  const shown = () => stage.discord.general.messages();
  const shas = (messages: readonly Seen[]) => messages.map(({ images }) => images.map(({ sha }) => sha));
  const keys = (...numbers: number[]) => numbers.map((n) => stage.pictures[n]?.key);
  const called = () => samples.called.findLast(({ invocation }) => invocation.command === 'go');
  const removals = () => stage.discord.requests.filter(({ method }) => method === 'DELETE');
  const closed = sentenceOf(new Problem('direct_messages_closed', {}), 'en');

  describe('when there is none', () => {
    const silent = () => samples.command('hush', () => [], { door: { on: 'message', name: 'Hush' } });

    it.each([
      ['a command', () => ada.runs('/hush')],
      ['an entry in the menu of a message', async () => ada.opens(ada.says('a fox'), 'Hush')],
    ])('%s is acknowledged and leaves nothing', async (_, ask) => {
      const easel = await stage.start([silent()]);
      const asked = await ask();
      expect(await asked.acknowledged()).toMatchObject({ type: 5 });
      await easel.says('answered');
      await stage.discord.until('the removal', () => removals().find(({ status }) => status === 204));
      expect(shown().filter(({ text }) => text !== 'a fox')).toEqual([]);
    });

    it('is acknowledged all the same when its answer cannot be taken away', async () => {
      const easel = await stage.start([silent()]);
      stage.discord.fault({ method: 'DELETE', path: /^\/webhooks/, outcome: { status: 403, code: 50013 } });
      const asked = await ada.runs('/hush');
      await easel.says('a call without an answer could not be acknowledged');
      expect(await asked.acknowledged()).toMatchObject({ type: 5 });
      expect(shown()).toMatchObject([{ ephemeral: true, loading: true }]);
    });
  });

  describe('in the place of the message it is about', () => {
    it('replaces words and pictures after a press, at once and for good', async () => {
      await stage.start([
        show(),
        go({ state: 'working', text: 'Again…', where: 'subject' }, second({ where: 'subject', text: 'Another' })),
      ]);
      const message = await (await ada.runs('/show')).message();
      const pressed = ada.presses(message, 'Go');
      expect(await pressed.acknowledged()).toMatchObject({ type: 7 });
      const after = await pressed.message(({ images }) => images.length > 0);
      expect(after).toMatchObject({ id: message.id, text: 'Another', buttons: [] });
      expect(shas(shown())).toEqual([keys(1)]);
      expect(called()).toMatchObject({ options: { kind: 'exact' } });
    });

    it('acknowledges a picture silently before it is uploaded', async () => {
      await stage.start([show(), go(second({ where: 'subject' }))]);
      const message = await (await ada.runs('/show')).message();
      expect(await ada.presses(message, 'Go').acknowledged()).toMatchObject({ type: 6 });
      await stage.discord.general.lastMessage(({ images }) => images[0]?.sha === stage.pictures[1]?.key);
      expect(shown()).toHaveLength(1);
    });

    it('takes pictures away that are not there any more', async () => {
      await stage.start([show(), go({ state: 'done', text: 'Deleted', where: 'subject' })]);
      const message = await (await ada.runs('/show')).message();
      await ada.presses(message, 'Go').acknowledged();
      expect(shown()).toMatchObject([{ id: message.id, text: 'Deleted', images: [], buttons: [] }]);
      expect(stage.discord.requests.at(-1)?.json).toMatchObject({ data: { attachments: [] } });
    });

    it('replaces a whisper, too', async () => {
      await stage.start([show({ whisper: true }), go(second({ where: 'subject', text: 'Another' }))]);
      const message = await (await ada.runs('/show')).message();
      await ada.presses(message, 'Go').message(({ text }) => text === 'Another');
      expect(shown()).toMatchObject([{ id: message.id, ephemeral: true, images: [{ sha: stage.pictures[1]?.key }] }]);
    });

    it('goes on by the bot’s token when the interaction’s has expired', async () => {
      const ready = Promise.withResolvers<void>();
      const slow = samples.command('go', async function* () {
        yield { state: 'working', text: 'Again…', where: 'subject' };
        await ready.promise;
        yield second({ where: 'subject' });
      });
      await stage.start([show(), slow]);
      const message = await (await ada.runs('/show')).message();
      await ada.presses(message, 'Go').acknowledged();
      await stage.clock.advance(16 * minutes);
      ready.resolve();
      await stage.patiently(stage.discord.general.lastMessage(({ images }) => images.length > 0));
      expect(stage.discord.requests.at(-1)).toMatchObject({
        path: `/channels/${stage.discord.general.id}/messages/${message.id}`,
      });
    });

    it('is here for a slash command, which is about no message', async () => {
      await stage.start([go(second({ where: 'subject' }))]);
      expect((await (await ada.runs('/go')).message()).images).toHaveLength(1);
    });

    it('of two presses in the same moment shows one after the other', async () => {
      await stage.start([show(), go({ state: 'done', text: 'Deleted', where: 'subject' })]);
      const message = await (await ada.runs('/show')).message();
      const bob = stage.discord.user('Bob');
      const both = [ada, bob].map((each) => each.presses(message, 'Go'));
      await Promise.all(both.map((each) => each.acknowledged()));
      expect(shown()).toMatchObject([{ id: message.id, text: 'Deleted' }]);
    });

    it('says so when that message is gone', async () => {
      const easel = await stage.start([show(), go(second({ where: 'subject' }))]);
      const message = await (await ada.runs('/show')).message();
      const pressed = ada.presses(message, 'Go');
      stage.discord.user('Mo', { permissions: 1n << 13n }).deletes(message);
      await pressed.acknowledged();
      expect(await stage.patiently(easel.says('the last reply could not be shown'))).toMatchObject({
        fields: { reason: 'place_unreachable' },
      });
    });
  });

  describe('in direct messages', () => {
    const mine = () => stage.discord.directOf(ada);

    it.each(['a slash command', 'a press'])(
      'sends the picture after %s, and leaves a note of its words',
      async (how) => {
        await stage.start([show(), go(second({ where: 'direct', text: 'Sent to you' }))]);
        const message = await (await ada.runs('/show')).message();
        const asked = how === 'a press' ? ada.presses(message, 'Go') : await ada.runs('/go');
        expect(await asked.acknowledged()).toMatchObject({ type: 5 });
        const note = await asked.message();
        expect(note).toMatchObject({ text: 'Sent to you', images: [], ephemeral: true, reader: ada.id });
        expect(await mine().lastMessage()).toMatchObject({ images: [{ sha: stage.pictures[1]?.key }], reader: ada.id });
        expect(shown().filter(({ ephemeral }) => !ephemeral)).toHaveLength(1);
      },
    );

    it('lets the message there be reacted to', async () => {
      const react = samples.command(
        'again',
        function* () {
          yield { state: 'done', text: 'Again' };
        },
        { reaction: { emoji: '🔁', name: 'repeat' } },
      );
      const easel = await stage.start([go(second({ where: 'direct' })), react]);
      const asked = await ada.runs('/go');
      await asked.message();
      await easel.says('answered');
      const sent = await mine().lastMessage();
      ada.reacts(sent, '🔁');
      expect(await mine().lastMessage(({ text }) => text === 'Again')).toMatchObject({ answers: sent.id });
      expect(samples.called.at(-1)?.invocation).toMatchObject({
        about: `discord:${asked.id}`,
        place: { direct: true, channel: mine().id },
      });
    });

    it.each(['a slash command', 'a press'])('that are closed are told of in a whisper, after %s', async (how) => {
      ada.closesDirectMessages();
      await stage.start([show(), go(second({ where: 'direct' }))]);
      const message = await (await ada.runs('/show')).message();
      const asked = how === 'a press' ? ada.presses(message, 'Go') : await ada.runs('/go');
      expect(await asked.message()).toMatchObject({ text: closed, ephemeral: true, images: [] });
      expect(mine().messages()).toEqual([]);
    });

    it('shows progress there and in the note', async () => {
      const ready = Promise.withResolvers<void>();
      const slow = samples.command('go', async function* () {
        yield { state: 'working', text: 'Painting…', where: 'direct' };
        await ready.promise;
        yield second({ where: 'direct', text: 'Sent to you' });
      });
      await stage.start([slow]);
      const asked = await ada.runs('/go');
      await mine().lastMessage(({ text }) => text === 'Painting…');
      await stage.clock.advance(700);
      await asked.message(({ text }) => text === 'Painting…');
      ready.resolve();
      await asked.message(({ text }) => text === 'Sent to you');
      expect(mine().messages()).toMatchObject([{ images: [{}] }]);
    });

    it('are a whispered picture’s when its whisper is too late', async () => {
      const ready = Promise.withResolvers<void>();
      const slow = samples.command('go', async function* () {
        yield { state: 'working', text: 'Painting…', whisper: true };
        await ready.promise;
        yield second({ whisper: true });
      });
      await stage.start([slow]);
      const asked = await ada.runs('/go');
      await asked.acknowledged();
      await stage.clock.advance(15 * minutes);
      ready.resolve();
      const sent = await stage.patiently(mine().lastMessage());
      expect(sent.images).toMatchObject([{ sha: stage.pictures[1]?.key }]);
      expect(shown().filter(({ ephemeral }) => !ephemeral)).toEqual([]);
    });
  });

  it('tells in the note when the message elsewhere is deleted meanwhile', async () => {
    const ready = Promise.withResolvers<void>();
    const other = stage.discord.channel();
    const where = { channel: other.id };
    const slow = samples.command('go', async function* () {
      yield { state: 'working', text: 'Painting…', where };
      await ready.promise;
      yield second({ where });
    });
    await stage.start([slow]);
    const asked = await ada.runs('/go');
    const sent = await other.lastMessage();
    stage.discord.user('Mo', { permissions: 1n << 13n }).deletes(sent);
    ready.resolve();
    const text = sentenceOf(new Problem('place_unreachable', {}), 'en');
    expect(await stage.patiently(asked.message((message) => message.text === text))).toMatchObject({ ephemeral: true });
    expect(other.messages()).toEqual([]);
  });

  describe('in another channel', () => {
    it('posts it there, and leaves a note', async () => {
      const other = stage.discord.channel();
      await stage.start([show({ whisper: true }), go(second({ where: { channel: other.id }, text: 'Posted' }))]);
      const message = await (await ada.runs('/show')).message();
      const asked = ada.presses(message, 'Go');
      expect(await asked.message()).toMatchObject({ text: 'Posted', ephemeral: true, images: [] });
      expect(await other.lastMessage()).toMatchObject({ images: [{ sha: stage.pictures[1]?.key }], ephemeral: false });
    });

    it.each([
      ['View Channel', 0n],
      ['Attach Files', 1n << 10n],
    ])('that is not open says that %s is missing', async (name, permissions) => {
      const other = stage.discord.channel({ permissions });
      await stage.start([go(second({ where: { channel: other.id } }))]);
      const asked = await ada.runs('/go');
      const text = sentenceOf(new Problem('permission_missing', { permissions: [name] }), 'en');
      expect(await asked.message()).toMatchObject({ text, ephemeral: true });
      expect(other.messages()).toEqual([]);
    });
  });
});
