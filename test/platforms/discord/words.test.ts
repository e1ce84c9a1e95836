import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../../commands/index.ts';
import { sentenceOf } from '../../../commands/replies.ts';
import { Problem } from '../../../src/core/problem.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { readWords } from '../../../src/platforms/discord/words.ts';
import type { Person } from '../../fakes/discord.ts';
import { pngBytes } from '../../fakes/images.ts';
import { testData } from '../../fakes/test-data.ts';
import { createSamples, pictured } from './sample.ts';
import { openStage, type Stage } from './stage.ts';

describe('what people write to the bot', () => {
  let stage: Stage;
  let ada: Person;
  let samples: ReturnType<typeof createSamples>;
  let bot: string;

  beforeEach(async () => {
    stage = await openStage();
    ada = stage.discord.user('Ada');
    samples = createSamples();
    bot = `<@${stage.discord.application}>`;
  });
  afterEach(() => stage.close());

  const done = (text: string) => [{ state: 'done', text }] as const;
  /** The first one paints, `edit` is what answers to pictures mean. */
  const usual = (paints: readonly Reply[] = done('Painted')) => [
    samples.command('paint', () => paints),
    samples.command('edit', () => done('Edited'), { onReply: true, recognises: (words) => words.startsWith('+') }),
    samples.command('show', function* () {
      yield pictured(stage.pictures[0] ?? expect.fail());
    }),
  ];
  const calls = () => samples.called.map(({ invocation: { command }, options }) => [command, options.prompt]);
  const general = () => stage.discord.general;
  const answers = () =>
    general()
      .messages()
      .filter(({ answers: under }) => under !== undefined);
  /** Whatever was sent before has been heard after this; what it cost since `before`. */
  async function requestsSince(before: number) {
    await (await ada.runs('/help', {}, stage.discord.channel())).message();
    return stage.discord.requests.slice(before).filter(({ path }) => !path.startsWith('/interactions/'));
  }

  it('is a call of the first command, answered beneath it, edited as it goes on', async () => {
    const progress = { state: 'working', text: 'Painting…' } as const;
    await stage.start(usual([progress, ...done('Painted')]));
    const said = ada.says(`${bot} a fox --seed 3`);
    const message = await general().lastMessage(({ text }) => text === 'Painted');
    expect(message).toMatchObject({ answers: said.id, pings: [], ephemeral: false });
    expect(samples.called).toMatchObject([
      {
        options: { prompt: 'a fox', seed: 3 },
        invocation: {
          id: `discord:${said.id}`,
          person: { id: `discord:${ada.id}`, name: 'Ada', rights: [] },
          place: { channel: general().id, community: stage.discord.guild, restricted: false },
          locale: 'en-US',
        },
      },
    ]);
    expect(general().messages()).toHaveLength(2);
  });

  it('comes with what its author may do there', async () => {
    await stage.start(usual());
    stage.discord.user('Root', { permissions: 1n << 3n }).says(`${bot} a fox`);
    await general().lastMessage(({ text }) => text === 'Painted');
    expect(samples.called[0]?.invocation.person.rights).toEqual(['moderate', 'administer']);
  });

  it.each([
    ['a fox', (at: string) => `${at} a fox`],
    ['a fox', (at: string) => `a fox ${at}`],
    ['a fox', (at: string) => `a ${at.replace('@', '@!')} fox`],
    ['a <@123456789012345678> fox', (at: string) => `${at} a <@123456789012345678> fox`],
  ])('is read without the bot’s own name: %s', async (prompt, write) => {
    await stage.start(usual());
    ada.says(write(bot));
    await general().lastMessage(({ text }) => text === 'Painted');
    expect(calls()).toEqual([['paint', prompt]]);
  });

  it('may come with a picture', async () => {
    await stage.start(usual());
    const file = { name: 'fox.png', type: 'image/png', content: pngBytes(100) };
    ada.says(`${bot} a fox`, general(), { files: [file] });
    await general().lastMessage(({ text }) => text === 'Painted');
    expect(samples.called[0]?.invocation.files).toEqual([expect.stringContaining('fox.png')]);
  });

  it('may name a command', async () => {
    await stage.start(usual());
    ada.says(`${bot} /edit a cat`);
    await general().lastMessage(({ text }) => text === 'Edited');
    expect(calls()).toEqual([['edit', 'a cat']]);
  });

  it.each([
    ['nothing to it', (who: Person) => who.says('a fox')],
    ['everybody', (who: Person) => who.says('@everyone a fox')],
    ['a role', (who: Person) => who.says('<@&1400000000000000099> a fox')],
    ['somebody else', (who: Person) => who.says(`<@${who.id}> a fox`)],
  ])('is nothing when it says %s, and costs nothing', async (_, say) => {
    await stage.start(usual());
    const before = stage.discord.requests.length;
    say(ada);
    expect(await requestsSince(before)).toEqual([]);
    expect(calls()).toEqual([]);
  });

  it('is nothing from bots', async () => {
    await stage.start(usual());
    const before = stage.discord.requests.length;
    stage.discord.user('Robot', { bot: true }).says(`${bot} a fox`);
    expect(await requestsSince(before)).toEqual([]);
    expect(calls()).toEqual([]);
  });

  it('whispers in direct messages, and says what went wrong beneath it', async () => {
    await stage.start([
      samples.command('secret', () => [{ state: 'done', text: 'For you', whisper: true }]),
      samples.command('broken', () => [{ state: 'failed', text: 'Wrong', whisper: true }]),
    ]);
    ada.says(`${bot} /secret`);
    expect(await stage.discord.directOf(ada).lastMessage()).toMatchObject({ text: 'For you', reader: ada.id });
    const said = ada.says(`${bot} /broken`);
    await general().lastMessage(({ text }) => text === 'Wrong');
    expect(answers()).toMatchObject([{ text: 'Wrong', answers: said.id }]);
  });

  it('is answered without pointing to it where the bot may not read the history', async () => {
    await stage.start(usual());
    const channel = stage.discord.channel({ permissions: (1n << 10n) | (1n << 11n) });
    ada.says(`${bot} a fox`, channel);
    expect(await channel.lastMessage(({ text }) => text === 'Painted')).toMatchObject({ answers: undefined });
  });

  it('is answered in direct messages where the bot may not write', async () => {
    await stage.start(usual());
    ada.says(`${bot} a fox`, stage.discord.channel({ permissions: 1n << 10n }));
    const text = sentenceOf(new Problem('permission_missing', { permissions: ['Send Messages'] }), 'en');
    expect(await stage.discord.directOf(ada).lastMessage()).toMatchObject({ text });
  });

  it('tells beneath it when whispers cannot arrive', async () => {
    ada.closesDirectMessages();
    await stage.start([samples.command('secret', () => [{ state: 'done', text: 'For you', whisper: true }])]);
    ada.says(`${bot} /secret`);
    expect(await general().lastMessage(({ answers: under }) => under !== undefined)).toMatchObject({
      text: expect.stringMatching(/direct messages/i),
    });
  });

  it('in direct messages needs no name, and everything is answered there', async () => {
    await stage.start([samples.command('paint', () => [{ state: 'done', text: 'Painted', whisper: true }])]);
    const direct = stage.discord.directOf(ada);
    const said = ada.says('a fox', direct);
    expect(await direct.lastMessage(({ text }) => text === 'Painted')).toMatchObject({ answers: said.id });
    expect(samples.called).toMatchObject([
      { invocation: { place: { direct: true, channel: direct.id, community: undefined } } },
    ]);
    expect(stage.discord.requests.filter(({ path }) => path.startsWith('/users'))).toEqual([]);
  });

  describe('in answer to a picture', () => {
    async function shown(easel: { says(message: string): Promise<unknown> }, channel = general()) {
      const asked = await ada.runs('/show', {}, channel);
      const message = await asked.message();
      await easel.says('answered');
      return { id: message.id, call: `discord:${asked.id}` };
    }

    it.each([
      ['with its name', true],
      ['with a ping alone', false],
    ])('is about that, %s', async (_, named) => {
      const picture = await shown(await stage.start(usual()));
      ada.says(named ? `${bot} + at night` : '+ at night', general(), { replyTo: picture });
      await general().lastMessage(({ text }) => text === 'Edited');
      expect(samples.called.at(-1)).toMatchObject({
        options: { prompt: '+ at night' },
        invocation: { command: 'edit', about: picture.call },
      });
    });

    it.each(['lol nice', '', '/edit a cat'])(
      'with a ping alone, which is there by itself, is talk: %j',
      async (words) => {
        const picture = await shown(await stage.start(usual()));
        const before = stage.discord.requests.length;
        ada.says(words, general(), { replyTo: picture });
        expect(await requestsSince(before)).toEqual([]);
        expect(calls().map(([command]) => command)).toEqual(['show']);
      },
    );

    it('with its name is never talk', async () => {
      const picture = await shown(await stage.start(usual()));
      ada.says(`lol nice ${bot}`, general(), { replyTo: picture });
      await general().lastMessage(({ text }) => text === 'Edited');
    });

    it('that nobody knows is no change', async () => {
      const easel = await stage.start(usual(), undefined, () => ({ shownBy: async () => undefined }));
      const forgotten = await shown(easel);
      const before = stage.discord.requests.length;
      ada.says('+ at night', general(), { replyTo: forgotten });
      expect(await requestsSince(before)).toEqual([]);
      expect(calls().map(([command]) => command)).toEqual(['show']);
    });

    it('without a ping is nothing: Discord keeps it back', async () => {
      const picture = await shown(await stage.start(usual()));
      const before = stage.discord.requests.length;
      ada.says('+ at night', general(), { replyTo: picture, ping: false });
      expect(await requestsSince(before)).toEqual([]);
    });

    it('can take its place', async () => {
      const [paint, , show] = usual();
      const edit = samples.command('edit', () => [{ state: 'done', text: 'Over', where: 'subject' }], {
        onReply: true,
      });
      const all = [paint, edit, show].filter((each) => each !== undefined);
      const picture = await shown(await stage.start(all));
      ada.says(`${bot} x`, general(), { replyTo: picture });
      await stage.discord.until('the edit', () =>
        general()
          .messages()
          .find(({ text }) => text === 'Over'),
      );
      expect(general().messages()[0]).toMatchObject({ id: picture.id, text: 'Over' });
    });

    it('works in direct messages', async () => {
      const direct = stage.discord.directOf(ada);
      const picture = await shown(await stage.start(usual()), direct);
      ada.says('cat -> fox', direct, { replyTo: picture });
      await direct.lastMessage(({ text }) => text === 'Edited');
      expect(samples.called.at(-1)?.invocation.about).toBe(picture.call);
    });

    it('to somebody else’s message is words for a picture', async () => {
      await stage.start(usual());
      const other = stage.discord.user('Bob').says('look');
      ada.says(`${bot} a fox`, general(), { replyTo: other });
      await general().lastMessage(({ text }) => text === 'Painted');
      const [call] = samples.called;
      expect(call?.invocation).toMatchObject({ command: 'paint' });
      expect(call?.invocation).not.toHaveProperty('about');
    });
  });
});

describe('reading what somebody wrote', () => {
  const recorded = testData('recorded/chat-discord.json');
  const itself = { application: '1457469483726668048', user: '1457469483726668048' };

  it.runIf(recorded)('reads what Discord really sends', () => {
    const events = z.record(z.string(), z.looseObject({})).parse(recorded);
    const created = Object.entries(events).filter(([, { type }]) => type === 'GATEWAY_MESSAGE_CREATE');
    expect(created.length).toBeGreaterThan(5);
    const heard = created.flatMap(([name, { data }]) => {
      const said = readWords(data, itself, 0);
      return said ? [[name, said.invocation(undefined, commands).input]] : [];
    });
    expect(heard.map(([name]) => name)).toEqual(expect.arrayContaining(['gatewayMention', 'gatewayAIMention']));
    expect(heard.map(([name]) => name)).not.toContain('gatewayRoleMention');
  });

  it.each([
    ['a webhook', { webhook_id: '1' }],
    ['Discord itself', { author: { id: '2', username: 'x', system: true } }],
    ['a new member', { type: 7 }],
    ['a forwarded message of others', { mentions: [] }],
  ])('is none from %s', (_, changes) => {
    const event = {
      ...{ id: '1457536583141163186', channel_id: '1', guild_id: '3', type: 0, content: 'a fox' },
      ...{ author: { id: '2', username: 'ada' }, mentions: [{ id: itself.user }] },
    };
    expect(readWords(event, itself, 0)).toBeDefined();
    expect(readWords({ ...event, ...changes }, itself, 0)).toBeUndefined();
  });
});
