import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noSettings } from '../../../src/core/no-album.ts';
import type { Reply } from '../../../src/core/reply.ts';
import type { Person } from '../../fakes/discord.ts';
import { createSamples, pictured } from './sample.ts';
import { openStage, type Stage } from './stage.ts';

describe('what a reaction’s call says', () => {
  let stage: Stage;
  let ada: Person;
  let bob: Person;
  let samples: ReturnType<typeof createSamples>;

  beforeEach(async () => {
    stage = await openStage();
    [ada, bob] = [stage.discord.user('Ada'), stage.discord.user('Bob', { roles: ['1400000000000000099'] })];
    samples = createSamples();
  });
  afterEach(() => stage.close());

  const repeat = { reaction: { emoji: '🔁', name: 'repeat' } };
  const reroll = (...replies: Reply[]) => samples.command('reroll', () => replies, repeat);
  const show = (changes: Partial<Reply> = {}) =>
    samples.command('show', function* () {
      yield pictured(stage.pictures[0] ?? expect.fail(), changes);
    });
  const another = (changes: Partial<Reply> = {}) => pictured(stage.pictures[1] ?? expect.fail(), changes);

  /** A picture of ours in a channel. */
  async function shown(easel: { says(message: string): Promise<unknown> }, channel = stage.discord.general) {
    const message = await (await ada.runs('/show', {}, channel)).message();
    await easel.says('answered');
    return message;
  }
  /** Bob has asked for another picture, which comes when the test says that it is ready. */
  async function painting() {
    const ready = Promise.withResolvers<void>();
    const slow = samples.command(
      'reroll',
      async function* () {
        yield { state: 'working', text: 'Painting…' };
        await ready.promise;
        yield another();
      },
      repeat,
    );
    const message = await shown(await stage.start([show(), slow]));
    bob.reacts(message, '🔁');
    await stage.discord.general.lastMessage(({ text }) => text === 'Painting…');
    return { message, ready };
  }
  const answer = () => stage.discord.general.messages().slice(1);
  const called = () => samples.called.findLast(({ invocation }) => invocation.command === 'reroll')?.invocation;

  it('is a message that answers the one reacted to, edited as it goes on, and notifies nobody', async () => {
    const { message, ready } = await painting();
    ready.resolve();
    await stage.discord.general.lastMessage(({ images }) => images[0]?.sha === stage.pictures[1]?.key);
    expect(answer()).toMatchObject([{ answers: message.id, pings: [], reader: undefined }]);
    const posts = stage.discord.requests.filter(
      ({ method, path }) => method === 'POST' && path.startsWith('/channels'),
    );
    expect(posts).toMatchObject([
      {
        json: {
          message_reference: { message_id: message.id, fail_if_not_exists: false },
          allowed_mentions: { parse: [], replied_user: false },
          nonce: expect.stringMatching(/^.{22}$/),
          enforce_nonce: true,
        },
      },
    ]);
    expect(called()).toMatchObject({
      gesture: `discord:${message.id}:${bob.id}:🔁`,
      person: { name: 'Bob', roles: ['discord:1400000000000000099'] },
      place: { channel: stage.discord.general.id, restricted: false },
    });
  });

  it('can be reacted to itself', async () => {
    const message = await shown(await stage.start([show(), reroll(another())]));
    bob.reacts(message, '🔁');
    const first = await stage.discord.general.lastMessage(({ answers }) => answers === message.id);
    const one = called()?.id;
    // By then it is written down which call that message shows.
    await (await ada.runs('/help', {}, stage.discord.channel())).message();
    ada.reacts(first, '🔁');
    await stage.discord.general.lastMessage(({ answers }) => answers === first.id);
    expect(called()?.about).toBe(one);
  });

  it.each([
    ['a whisper', { state: 'done', text: 'For you', whisper: true }],
    ['a failure', { state: 'failed', text: 'For you' }],
  ] as const)('goes into the direct messages of whoever reacted: %s', async (_, reply) => {
    const message = await shown(await stage.start([show(), reroll(reply)]));
    bob.reacts(message, '🔁');
    expect(await stage.discord.directOf(bob).lastMessage()).toMatchObject({ text: 'For you', reader: bob.id });
    expect(answer()).toEqual([]);
  });

  it('replaces its progress where that was, also when it fails', async () => {
    const progress = { state: 'working', text: 'Painting…' } as const;
    const message = await shown(
      await stage.start([show(), reroll(progress, { state: 'failed', text: 'Refused', whisper: true })]),
    );
    bob.reacts(message, '🔁');
    await stage.discord.general.lastMessage(({ text }) => text === 'Refused');
    expect(answer()).toHaveLength(1);
  });

  it('is in the log alone where direct messages are closed', async () => {
    bob.closesDirectMessages();
    const easel = await stage.start([show(), reroll({ state: 'failed', text: 'For you' })]);
    const message = await shown(easel);
    bob.reacts(message, '🔁');
    const line = await easel.says('somebody who cannot be written to was not told what went wrong');
    expect(line.level).toBe('info');
    expect(answer()).toEqual([]);
  });

  it('can take the place of the picture', async () => {
    const message = await shown(await stage.start([show(), reroll(another({ where: 'subject' }))]));
    bob.reacts(message, '🔁');
    await stage.discord.general.lastMessage(({ images }) => images[0]?.sha === stage.pictures[1]?.key);
    expect(stage.discord.general.messages()).toMatchObject([{ id: message.id }]);
  });

  it('can be sent to whoever reacted', async () => {
    const message = await shown(await stage.start([show(), reroll(another({ where: 'direct' }))]));
    bob.reacts(message, '🔁');
    expect(await stage.discord.directOf(bob).lastMessage()).toMatchObject({ images: [{}], answers: undefined });
  });

  it('goes to them when nobody may write in the channel any more', async () => {
    const easel = await stage.start([show(), reroll(another())]);
    const message = await shown(easel);
    stage.discord.general.permit(1n << 10n);
    bob.reacts(message, '🔁');
    expect((await stage.discord.directOf(bob).lastMessage()).text).toContain('Attach Files');
  });

  it('goes to them also when the bot is shut out while it works', async () => {
    const { ready } = await painting();
    stage.discord.general.permit(0n);
    ready.resolve();
    expect((await stage.discord.directOf(bob).lastMessage()).text).toContain('View Channel');
  });

  it('stands on its own when the message is deleted meanwhile', async () => {
    const ready = Promise.withResolvers<void>();
    const slow = samples.command(
      'reroll',
      async function* () {
        await ready.promise;
        yield another();
      },
      repeat,
    );
    const message = await shown(await stage.start([show(), slow]));
    bob.reacts(message, '🔁');
    stage.discord.user('Mo', { permissions: 1n << 13n }).deletes(message);
    ready.resolve();
    expect(await stage.discord.general.lastMessage()).toMatchObject({ answers: undefined, images: [{}] });
  });

  it('means what the server has set, by the id of its own emojis', async () => {
    const own = { id: '1400000000000000077', name: 'fox' };
    const settings = {
      ...noSettings,
      get: async ({ owner, name }: { owner: string; name: string }) =>
        owner === `discord:${stage.discord.guild}` && name === own.id
          ? { owner, kind: 'emoji' as const, name, person: 'x', value: { command: 'reroll' } }
          : undefined,
    };
    const message = await shown(await stage.start([show(), reroll(another())], settings));
    bob.reacts(message, own);
    await stage.discord.general.lastMessage(({ answers }) => answers === message.id);
    expect(called()?.gesture).toBe(`discord:${message.id}:${bob.id}:${own.id}`);
  });

  it('knows what is for adults alone, also in a thread', async () => {
    const adult = stage.discord.channel({ nsfw: true });
    const thread = stage.discord.channel({ kind: 'thread', parent: adult });
    const easel = await stage.start([show(), reroll(another())]);
    for (const channel of [adult, thread]) {
      const message = await shown(easel, channel);
      bob.reacts(message, '🔁');
      await channel.lastMessage(({ answers }) => answers === message.id);
      expect(called()?.place.restricted).toBe(true);
    }
    const shows = samples.called.filter(({ invocation }) => invocation.command === 'show');
    expect(shows.map(({ invocation }) => invocation.place.restricted)).toEqual([true, true]);
  });

  it('does not wait for ever to know that', async () => {
    const message = await shown(await stage.start([show(), reroll(another())]));
    stage.discord.fault({ method: 'GET', path: /^\/channels/, hold: new Promise(() => undefined) });
    bob.reacts(message, '🔁');
    await stage.discord.until('the question', () =>
      stage.discord.requests.find(({ method, path }) => method === 'GET' && path.startsWith('/channels')),
    );
    await stage.clock.advance(1000);
    await stage.discord.general.lastMessage(({ answers }) => answers === message.id);
    expect(called()?.place.restricted).toBe('unknown');
  });

  it.each([
    ['lost', 'lost'],
    ['refused', { status: 403, code: 50001 }],
  ] as const)('takes nothing for open when the answer is %s', async (_, outcome) => {
    const message = await shown(await stage.start([show(), reroll(another())]));
    stage.discord.fault({ method: 'GET', path: /^\/channels/, outcome });
    bob.reacts(message, '🔁');
    await stage.discord.general.lastMessage(({ answers }) => answers === message.id);
    expect(called()?.place.restricted).toBe('unknown');
  });

  it('asks once about a channel for all who call there at the same time', async () => {
    const held = Promise.withResolvers<void>();
    const message = await shown(await stage.start([show(), reroll(another())]));
    stage.discord.fault({ method: 'GET', path: /^\/channels/, times: 1, hold: held.promise });
    for (const person of [ada, bob]) person.reacts(message, '🔁');
    await (await ada.runs('/help', {}, stage.discord.channel())).message();
    held.resolve();
    await stage.discord.until('both answers', () => answer()[1]);
    const looks = stage.discord.requests.filter(({ method, path }) => method === 'GET' && path.startsWith('/channels'));
    expect(looks).toHaveLength(1);
  });

  it('knows the channel that a thread is in, also when nothing is known of that', async () => {
    const thread = stage.discord.channel({ kind: 'thread' });
    const message = await shown(await stage.start([show(), reroll(another())]), thread);
    const { id } = stage.discord.general;
    expect(samples.called[0]?.invocation.place).toMatchObject({ parent: id, restricted: false });
    stage.discord.fault({ method: 'GET', path: new RegExp(`^/channels/${id}$`), outcome: 'lost' });
    bob.reacts(message, '🔁');
    await thread.lastMessage(({ answers }) => answers === message.id);
    expect(called()?.place).toMatchObject({ parent: id, restricted: 'unknown' });
  });

  it('waits no longer than a second for a thread and its channel together', async () => {
    const thread = stage.discord.channel({ kind: 'thread' });
    const message = await shown(await stage.start([show(), reroll(another())]), thread);
    const before = stage.discord.requests.length;
    const asked = ({ id }: { readonly id: string }) =>
      stage.discord.until('the question', () =>
        stage.discord.requests.slice(before).find(({ path }) => path === `/channels/${id}`),
      );
    const held = Promise.withResolvers<void>();
    stage.discord.fault({ path: new RegExp(`^/channels/${thread.id}$`), hold: held.promise });
    stage.discord.fault({ path: /^\/channels\/\d+$/, hold: new Promise(() => undefined) });
    bob.reacts(message, '🔁');
    await asked(thread);
    await stage.clock.advance(600);
    held.resolve();
    await asked(stage.discord.general);
    await stage.clock.advance(400);
    await thread.lastMessage(({ answers }) => answers === message.id);
    expect(called()?.place).toMatchObject({ parent: stage.discord.general.id, restricted: 'unknown' });
  });

  it('takes no thread for open where the bot is not there to ask', async () => {
    await stage.start([show()]);
    const thread = stage.discord.channel({ kind: 'thread', botIsIn: false });
    await (await ada.runs('/show', {}, thread)).message();
    expect(samples.called[0]?.invocation.place).toMatchObject({ restricted: 'unknown' });
  });

  describe('knows what whoever reacted may do', () => {
    const looks = () => stage.discord.requests.filter(({ path }) => path.startsWith('/guilds'));

    it.each([
      [['moderate'], 1n << 13n],
      [['moderate', 'administer'], 1n << 5n],
      [[], 0n],
    ])('%j', async (rights, permissions) => {
      const message = await shown(await stage.start([show(), reroll(another())]));
      stage.discord.user('Grace', { permissions }).reacts(message, '🔁');
      await stage.discord.general.lastMessage(({ answers }) => answers === message.id);
      expect(called()?.person.rights).toEqual(rights);
    });

    it('asks about a server once in a minute', async () => {
      const message = await shown(await stage.start([show(), reroll(another())]));
      ada.reacts(message, '🔁');
      await stage.discord.until('the first answer', () => answer()[0]);
      bob.reacts(message, '🔁');
      await stage.discord.until('the second answer', () => answer()[1]);
      expect(looks()).toHaveLength(1);
      await stage.clock.advance(60_000);
      stage.discord.user('Grace').reacts(message, '🔁');
      await stage.discord.until('the third answer', () => answer()[2]);
      expect(looks()).toHaveLength(2);
    });

    it('takes it for nothing where that cannot be found out in time', async () => {
      const message = await shown(await stage.start([show(), reroll(another())]));
      stage.discord.fault({ method: 'GET', path: /^\/guilds/, hold: new Promise(() => undefined) });
      stage.discord.user('Grace', { permissions: 1n << 13n }).reacts(message, '🔁');
      await stage.discord.until('the question', () => looks()[0]);
      await stage.clock.advance(1000);
      await stage.discord.general.lastMessage(({ answers }) => answers === message.id);
      expect(called()?.person.rights).toEqual([]);
    });
  });

  describe('taken back', () => {
    /** Calls that go on until they are cancelled. */
    const endless = () => {
      const ended: string[] = [];
      const slow = samples.command(
        'reroll',
        async function* ({ invocation }) {
          yield { state: 'working', text: 'Painting…' };
          await new Promise((resolve) => setImmediate(resolve));
          ended.push(invocation.id);
          await new Promise<never>(() => undefined);
        },
        repeat,
      );
      const cancelled: unknown[] = [];
      const cancel = samples.command('cancel', function* ({ invocation }) {
        cancelled.push(invocation);
        yield { state: 'failed', text: 'Never shown' };
      });
      return { slow, cancel, cancelled };
    };

    it('cancels what it began, as the same person, without a word', async () => {
      const { slow, cancel, cancelled } = endless();
      const easel = await stage.start([show(), slow, cancel]);
      const message = await shown(easel);
      bob.reacts(message, '🔁');
      await stage.discord.general.lastMessage(({ text }) => text === 'Painting…');
      const before = stage.discord.requests.length;
      bob.takesBack(message, '🔁');
      await (await ada.runs('/help', {}, stage.discord.channel())).message();
      expect(cancelled).toMatchObject([{ about: called()?.id, person: { id: `discord:${bob.id}` } }]);
      expect(stage.discord.directOf(bob).messages()).toEqual([]);
      const since = stage.discord.requests.slice(before).map(({ path }) => path.split('/')[1]);
      expect(since).toEqual(['interactions']);
    });

    it('by somebody else, or of another emoji, or when it is over, is nothing', async () => {
      const { cancel, cancelled } = endless();
      const message = await shown(await stage.start([show(), reroll(another()), cancel]));
      bob.reacts(message, '🔁');
      bob.reacts(message, '🔥');
      ada.reacts(message, '🔁');
      await stage.discord.until('both answers', () => answer()[1]);
      await (await ada.runs('/help', {}, stage.discord.channel())).message();
      for (const emoji of ['🔁', '🔥']) bob.takesBack(message, emoji);
      ada.takesBack(message, '🔁');
      await (await ada.runs('/help', {}, stage.discord.channel())).message();
      expect(cancelled).toEqual([]);
    });

    it('and put there again at once begins and cancels anew', async () => {
      const { slow, cancel, cancelled } = endless();
      const message = await shown(await stage.start([show(), slow, cancel]));
      for (const time of [1, 2]) {
        bob.reacts(message, '🔁');
        await stage.discord.until(`answer ${time}`, () => answer()[time - 1]);
        bob.takesBack(message, '🔁');
        await (await ada.runs('/help', {}, stage.discord.channel())).message();
      }
      const begun = samples.called.filter(({ invocation }) => invocation.command === 'reroll');
      expect(new Set(begun.map(({ invocation }) => invocation.id)).size).toBe(2);
      expect(cancelled).toMatchObject(begun.map(({ invocation }) => ({ about: invocation.id })));
    });

    it('before it began keeps it from beginning', async () => {
      const held = Promise.withResolvers<void>();
      const message = await shown(await stage.start([show(), reroll(another())]));
      stage.discord.fault({ method: 'GET', path: /^\/channels/, times: 1, hold: held.promise });
      bob.reacts(message, '🔁');
      await stage.discord.until('the question', () =>
        stage.discord.requests.find(({ method, path }) => method === 'GET' && path.startsWith('/channels')),
      );
      bob.takesBack(message, '🔁');
      await (await ada.runs('/help', {}, stage.discord.channel())).message();
      held.resolve();
      await (await ada.runs('/help', {}, stage.discord.channel())).message();
      expect([called(), answer()]).toEqual([undefined, []]);
    });
  });
});
