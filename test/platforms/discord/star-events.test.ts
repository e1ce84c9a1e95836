import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noSettings } from '../../../src/core/no-album.ts';
import type { Settings } from '../../../src/core/settings.ts';
import type { Person } from '../../fakes/discord.ts';
import { type Called, createSamples, pictured } from './sample.ts';
import { openStage, type Stage } from './stage.ts';
import { exhibit, spotIn } from './wall-stage.ts';

const manageMessages = 1n << 13n;

describe('a star on Discord', () => {
  let stage: Stage;
  let ada: Person;
  let mo: Person;
  let samples: ReturnType<typeof createSamples>;
  let changes: EventEmitter;
  const ended = new Set<string>();

  beforeEach(async () => {
    stage = await openStage();
    ada = stage.discord.user('Ada');
    mo = stage.discord.user('Mo', { permissions: manageMessages });
    samples = createSamples();
    changes = new EventEmitter();
    ended.clear();
    hung.clear();
  });
  afterEach(() => stage.close());

  const quietly = (name: string, more: Parameters<typeof samples.command>[2] = {}) =>
    samples.command(
      name,
      // biome-ignore lint/correctness/useYield: it has nothing to say
      async function* () {
        changes.emit('call');
      },
      more,
    );
  const star = () => quietly('star', { reaction: { emoji: '⭐', name: 'star', takenBack: '--kind exact' } });
  const house = () => [quietly('clear-stars', { hidden: true }), quietly('withdraw', { hidden: true })];
  const show = () =>
    samples.command('show', function* () {
      yield pictured(stage.pictures[0] ?? expect.fail());
    });

  /** Waits for so many calls of these commands. */
  async function calls(count: number, ...names: string[]): Promise<readonly Called[]> {
    for (;;) {
      const found = samples.called.filter(({ invocation }) => names.includes(invocation.command));
      if (found.length >= count) return found;
      await once(changes, 'call');
    }
  }
  /** What there is once everything before is over. */
  async function inTheEnd(...names: string[]): Promise<readonly Called[]> {
    const { length } = samples.called.filter(({ invocation }) => invocation.command === 'star');
    const other = await picture();
    ada.reacts(other, '⭐');
    await calls(length + 1, 'star');
    return samples.called.filter(
      ({ invocation }) => names.includes(invocation.command) && invocation.under !== `discord:${other.id}`,
    );
  }
  /** A message of ours of which it is written down what it shows. */
  async function picture(channel = stage.discord.general) {
    const asked = await ada.runs('/show', {}, channel);
    const message = await asked.message();
    while (!ended.has(`discord:${asked.id}`)) await once(changes, 'end');
    return message;
  }
  /** On, off, in the order in which the later one counts. */
  const inOrder = (all: readonly Called[]) =>
    all.toSorted((a, b) => a.invocation.askedAt - b.invocation.askedAt).map(({ options }) => options.kind ?? 'new');
  /** What hangs, as the store has noted it. */
  const hung = new Map<string, string>();
  const start = (more: ReturnType<typeof star>[] = [], settings?: Settings) =>
    stage.start([show(), star(), ...more], settings, (journal) => ({
      async shownBy(message) {
        const about = hung.get(message);
        return about === undefined ? journal.shownBy(message) : { about, picture: 2 };
      },
      async end(hold, ...how) {
        const result = await journal.end(hold, ...how);
        ended.add(hold.id);
        changes.emit('end');
        return result;
      },
    }));

  it('calls its command about the picture, under the message that it stands under', async () => {
    await start();
    const message = await picture();
    ada.reacts(message, '⭐');
    const [call = expect.fail()] = await calls(1, 'star');
    const { about, under, person, input } = call.invocation;
    expect({ under, person: person.id, input }).toEqual({
      ...{ under: `discord:${message.id}`, person: `discord:${ada.id}` },
      input: { kind: 'fields', fields: {} },
    });
    expect(about).toBe(samples.called.find(({ invocation }) => invocation.command === 'show')?.invocation.id);
  });

  it('that is taken back calls it again, the other way round, by the same person and later', async () => {
    await start();
    const message = await picture();
    ada.reacts(message, '⭐');
    ada.takesBack(message, '⭐');
    const all = await calls(2, 'star');
    expect(inOrder(all)).toEqual(['new', 'exact']);
    const [on, off] = all.map(({ invocation }) => [invocation.person.id, invocation.under, invocation.about]);
    expect(on).toEqual(off);
  });

  it('given, taken back and given again within a second is three calls', async () => {
    await start();
    const message = await picture();
    ada.reacts(message, '⭐');
    ada.takesBack(message, '⭐');
    ada.reacts(message, '⭐');
    const all = await calls(3, 'star');
    expect(new Set(all.map(({ invocation }) => invocation.id)).size).toBe(3);
    expect(inOrder(all)).toEqual(['new', 'exact', 'new']);
  });

  it.each([
    ['given, taken back, and given again', 'after'],
    ['given, taken back, given again, and taken back', 'before'],
  ])('%s within seconds counts anew, though a process has ended in between', async (_, second) => {
    const first = await start();
    const message = await picture();
    ada.reacts(message, '⭐');
    ada.takesBack(message, '⭐');
    await calls(2, 'star');
    if (second === 'before') {
      ada.reacts(message, '⭐');
      await calls(3, 'star');
    }
    await stage.clock.advance(200);
    await first.close();
    await start();
    if (second === 'after') ada.reacts(message, '⭐');
    else ada.takesBack(message, '⭐');
    const all = await inTheEnd('star');
    expect(inOrder(all)).toEqual(second === 'after' ? ['new', 'exact', 'new'] : ['new', 'exact', 'new', 'exact']);
  });

  it('is as many calls as that, however many processes hear of them', async () => {
    await start();
    await start();
    const message = await picture();
    ada.reacts(message, '⭐');
    ada.takesBack(message, '⭐');
    ada.reacts(message, '⭐');
    await calls(3, 'star');
    expect(inOrder(await inTheEnd('star'))).toEqual(['new', 'exact', 'new']);
  });

  it('counts under what hangs in a forum, and knows who is let in there', async () => {
    const { walls } = await start(house());
    const forum = stage.discord.channel({ kind: 'forum', nsfw: true });
    const hanging = walls?.hang(spotIn(forum, { look: 'posts' }), undefined) ?? expect.fail();
    await hanging.show(exhibit(stage.pictures[0] ?? expect.fail()));
    const [post = expect.fail()] = forum.posts();
    const [message = expect.fail()] = post.messages();
    hung.set(hanging.message() ?? '', 'slack:1');
    ada.reacts(message, '⭐');
    ada.takesBack(message, '⭐');
    const all = await calls(2, 'star');
    expect(inOrder(all)).toEqual(['new', 'exact']);
    for (const { invocation } of all) {
      expect(invocation).toMatchObject({
        ...{ about: 'slack:1', picture: 2, under: `discord:${message.id}` },
        place: { channel: post.id, parent: forum.id, restricted: true },
      });
    }
    mo.deletes(message);
    expect((await calls(1, 'withdraw'))[0]?.invocation.under).toBe(`discord:${message.id}`);
  });

  it('ends as taken back when its own look-up takes longer', async () => {
    await start();
    const message = await picture();
    const held = Promise.withResolvers<void>();
    stage.discord.fault({ method: 'GET', path: /^\/channels/, times: 1, hold: held.promise });
    ada.reacts(message, '⭐');
    await stage.discord.until('the question', () =>
      stage.discord.requests.find(({ method, path }) => method === 'GET' && path.startsWith('/channels')),
    );
    ada.takesBack(message, '⭐');
    held.resolve();
    expect(inOrder(await calls(2, 'star'))).toEqual(['new', 'exact']);
  });

  it('means what the server has set, which is turned round as well', async () => {
    const settings: Settings = {
      ...noSettings,
      get: async (key) => (key.name === '💖' ? { ...key, person: '', value: { command: 'star' } } : undefined),
    };
    await start(house(), settings);
    const message = await picture();
    ada.reacts(message, '💖');
    ada.takesBack(message, '💖');
    expect(inOrder(await calls(2, 'star'))).toEqual(['new', 'exact']);
    mo.clears(message, '💖');
    expect(await calls(1, 'clear-stars')).toHaveLength(1);
  });

  it('under somebody’s message is nothing, whatever happens to it', async () => {
    await start(house());
    const message = ada.says('a fox');
    ada.reacts(message, '⭐');
    ada.takesBack(message, '⭐');
    mo.clears(message);
    ada.deletes(message);
    expect(await inTheEnd('star', 'clear-stars', 'withdraw')).toEqual([]);
  });

  it.each(['thread', 'direct'] as const)('counts in a %s, too', async (kind) => {
    await start(house());
    const channel = stage.discord.channel({ kind });
    const message = await picture(channel);
    ada.reacts(message, '⭐');
    ada.takesBack(message, '⭐');
    const all = await calls(2, 'star');
    expect(all.map(({ invocation }) => invocation.place.channel)).toEqual([channel.id, channel.id]);
    stage.discord.user('Bo').reacts(message, '⭐');
    await calls(3, 'star');
  });

  it('tells of a thread only for those who were added to it that it is one, as a slash command does', async () => {
    await start();
    const channel = stage.discord.channel({ kind: 'closed' });
    ada.reacts(await picture(channel), '⭐');
    await calls(1, 'star');
    const places = samples.called.map(({ invocation }) => invocation.place);
    expect(places).toHaveLength(2);
    expect(places).toEqual(places.map((place) => ({ ...place, closed: true, parent: stage.discord.general.id })));
  });

  describe('is cleared by the bot itself, without a word', () => {
    it.each([
      ['with all other reactions', undefined],
      ['with its emoji', '⭐'],
    ])('%s', async (_, emoji) => {
      await start(house());
      const message = await picture();
      ada.reacts(message, '⭐');
      const [given = expect.fail()] = await calls(1, 'star');
      mo.clears(message, emoji);
      const [call = expect.fail()] = await calls(1, 'clear-stars');
      expect(call.invocation).toMatchObject({
        ...{ under: `discord:${message.id}`, about: given.invocation.about },
        person: { id: `discord:${stage.discord.application}` },
      });
      expect(call.invocation.askedAt).toBeGreaterThan(given.invocation.askedAt);
      expect(stage.discord.general.messages()).toHaveLength(1);
    });

    it('but not with another emoji', async () => {
      await start(house());
      const message = await picture();
      ada.reacts(message, '🔥');
      mo.clears(message, '🔥');
      expect(await inTheEnd('clear-stars')).toEqual([]);
    });

    it('each time, and what is given again in between counts', async () => {
      await start(house());
      const message = await picture();
      for (const time of [1, 2]) {
        ada.reacts(message, '⭐');
        await calls(time, 'star');
        mo.clears(message);
        await calls(time, 'clear-stars');
      }
      const all = await calls(4, 'star', 'clear-stars');
      expect(new Set(all.map(({ invocation }) => invocation.id)).size).toBe(4);
    });

    it('after it was given, also when that takes longer to look up', async () => {
      await start(house());
      const message = await picture();
      const held = Promise.withResolvers<void>();
      stage.discord.fault({ method: 'GET', path: /^\/channels/, times: 1, hold: held.promise });
      ada.reacts(message, '⭐');
      await stage.discord.until('the question', () =>
        stage.discord.requests.find(({ method, path }) => method === 'GET' && path.startsWith('/channels')),
      );
      mo.clears(message);
      held.resolve();
      const all = await calls(2, 'star', 'clear-stars');
      expect(all.map(({ invocation }) => invocation.command)).toEqual(['star', 'clear-stars']);
    });

    it('only where there is a command for it', async () => {
      await start();
      const message = await picture();
      ada.reacts(message, '⭐');
      await calls(1, 'star');
      mo.clears(message);
      mo.deletes(message);
      expect((await inTheEnd('star')).length).toBe(1);
    });
  });

  describe('’s message', () => {
    it.each([1, 2])('that is deleted, one of %d, has its picture withdrawn by the bot itself', async (count) => {
      await start(house());
      const messages = [await picture(), await picture()].slice(0, count);
      mo.deletes(...messages);
      const all = await calls(count, 'withdraw');
      expect(all.map(({ invocation }) => invocation.under)).toEqual(messages.map(({ id }) => `discord:${id}`));
      expect(all[0]?.invocation.person.id).toBe(`discord:${stage.discord.application}`);
    });

    it('is withdrawn once, however many processes hear of it', async () => {
      await start(house());
      await start(house());
      const message = await picture();
      mo.deletes(message);
      await calls(1, 'withdraw');
      expect(await inTheEnd('withdraw')).toHaveLength(1);
    });
  });
});
