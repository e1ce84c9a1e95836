import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Address } from '../../../src/core/journal.ts';
import type { Reply } from '../../../src/core/reply.ts';
import type { Hanging, Walls } from '../../../src/core/wall.ts';
import type { ChannelOptions, FakeChannel } from '../../fakes/discord/channels.ts';
import { exhibit, openWallStage, spotIn, stored, type WallStage } from './wall-stage.ts';

/** What Easel asks for, and what it does not. */
const usual = [10n, 11n, 15n, 16n, 34n, 38n].reduce((all, bit) => all | (1n << bit), 0n);
const manageChannels = 1n << 4n;
const manageThreads = 1n << 34n;

describe('a post in a forum', () => {
  let stage: WallStage;
  let forum: FakeChannel;

  beforeEach(async () => {
    stage = await openWallStage();
    open();
  });
  afterEach(() => stage.close());

  function open(changes: ChannelOptions = {}): void {
    forum = stage.discord.channel({ kind: 'forum', name: 'best-of', permissions: usual, ...changes });
  }
  const post = { title: 'A fox at dawn', tags: ['Anime', '2.1 Pro'] };
  const fox = (changes: Partial<Reply> = {}) => exhibit(stage.pictures[0] ?? expect.fail(), { post, ...changes });
  const at = (walls: Walls, address?: Address, id = 'g1 picture 7'): Hanging =>
    walls.hang(spotIn(forum, { id, look: 'posts' }), address) ?? expect.fail();
  const first = () => forum.posts()[0] ?? expect.fail();
  const problem = (code: string, facts = {}) => expect.objectContaining({ code, facts });

  it.each(['forum', 'media'] as const)('of kind %s holds the picture under its title', async (kind) => {
    open({ kind, tags: [{ name: 'anime' }, { name: 'Photo' }] });
    const hanging = at(stage.start());
    await hanging.show(fox({ quote: '@everyone a fox' }));
    expect(first()).toMatchObject({ title: 'A fox at dawn' });
    expect(first().tags()).toEqual(['anime']);
    expect(first().messages()).toMatchObject([{ text: '⭐ 3', pings: [], images: [{ sha: stage.pictures[0]?.key }] }]);
    expect(hanging.message()).toBe(`discord:${first().messages()[0]?.id}`);
  });

  it('is edited from then on, without uploading its picture or asking for its tags again', async () => {
    const hanging = at(stage.start());
    await hanging.show(fox());
    stage.asked();
    await at(stage.start(), stored(hanging)).show(fox({ text: '⭐ 4' }));
    expect(stage.asked()).toEqual(['PATCH /channels/n/messages/n']);
    expect(forum.posts()).toHaveLength(1);
    expect(first().messages()).toMatchObject([{ text: '⭐ 4', images: [{ sha: stage.pictures[0]?.key }] }]);
    expect(stage.uploads()).toBe(1);
  });

  it('has its title and tags follow', async () => {
    open({ tags: [{ name: 'Anime' }, { name: 'Photo' }] });
    const hanging = at(stage.start());
    await hanging.show(fox());
    await hanging.show(fox({ post: { title: 'A fox at dusk', tags: ['Photo'] } }));
    expect(first()).toMatchObject({ title: 'A fox at dusk' });
    expect(first().tags()).toEqual(['Photo']);
    expect(stage.uploads()).toBe(1);
  });

  it.each([
    ['a long one', 'fox '.repeat(60), /^(?:fox )+f?o?x?…$/],
    ['one on several lines', ' a\n\tfox\u0007 ', /^a fox$/],
    ['none, which is what it says', ' ', /^⭐ 3$/],
  ])('takes a title that fits: %s', async (_, title, expected) => {
    await at(stage.start()).show(fox({ post: { title, tags: [] } }));
    expect(first().title).toMatch(expected);
    expect(first().title.length).toBeLessThanOrEqual(100);
  });

  it('has a title when nothing is said at all', async () => {
    await at(stage.start()).show(fox({ text: '', post: { title: '\u0000', tags: [] } }));
    expect(first().title).toBe('…');
  });

  describe('is one', () => {
    const create = { method: 'POST', path: /threads$/ };

    it('when the answer to its beginning is lost, and never begun twice', async () => {
      stage.discord.fault({ ...create, times: 1, outcome: 'unanswered' });
      const hanging = at(stage.start());
      await expect(hanging.show(fox())).rejects.toEqual(problem('place_silent'));
      await hanging.show(fox({ text: '⭐ 4' }));
      expect(forum.posts()).toHaveLength(1);
      expect(first().messages()).toMatchObject([{ text: '⭐ 4' }]);
    });

    it('when a process was killed before it had written it down', async () => {
      await at(stage.start()).show(fox());
      await at(await stage.grown()).show(fox({ text: '⭐ 4' }));
      expect(forum.posts()).toHaveLength(1);
      expect(first().messages()).toMatchObject([{ text: '⭐ 4' }]);
    });

    it('beside others of the same title, of the bot’s own and of people', async () => {
      await at(stage.start()).show(fox());
      await at(stage.start(), undefined, 'g2 picture 7').show(fox({ text: 'Other' }));
      await at(stage.start(), undefined, 'g3 picture 7').show(fox({ text: 'Third' }));
      await at(stage.start()).show(fox({ text: '⭐ 4' }));
      expect(forum.posts().map((each) => each.messages()[0]?.text)).toEqual(['⭐ 4', 'Other', 'Third']);
    });

    it('also when its first message was deleted: then another begins', async () => {
      await at(stage.start()).show(fox());
      stage.discord.user('Mo', { permissions: 1n << 13n }).deletes(first().messages()[0] ?? expect.fail());
      await at(stage.start()).show(fox({ text: '⭐ 4' }));
      expect(forum.posts().map((each) => each.messages().map(({ text }) => text))).toEqual([[], ['⭐ 4']]);
    });
  });

  describe('is given tags', () => {
    const show = async (...tags: string[]) => at(stage.start()).show(fox({ post: { title: 'A fox', tags } }));

    it('that are made where the bot may do that', async () => {
      open({ permissions: usual | manageChannels, tags: [{ name: 'Photo' }] });
      await show('Anime', 'photo', 'anime ');
      expect(forum.tags()).toEqual(['Photo', 'Anime']);
      expect(first().tags()).toEqual(['Anime', 'Photo']);
    });

    it('as far as they are there where it may not', async () => {
      open({ tags: [{ name: 'Photo' }] });
      await show('Anime', 'Photo');
      expect(forum.tags()).toEqual(['Photo']);
      expect(first().tags()).toEqual(['Photo']);
    });

    it('of which Discord keeps 20 in a forum and 5 in a post, in 20 characters each', async () => {
      const tags = Array.from({ length: 18 }, (_, n) => ({ name: `Tag ${n}` }));
      open({ permissions: usual | manageChannels, tags });
      await show('Tag 3', 'a'.repeat(30), 'b', 'c', 'd', 'e', 'f');
      expect(first().tags()).toEqual(['Tag 3', `${'a'.repeat(19)}…`, 'b']);
      expect(forum.tags()).toHaveLength(20);
    });

    it('at the same time without losing each other', async () => {
      open({ permissions: usual | manageChannels });
      const walls = stage.start();
      const names = ['Anime', 'Photo', 'Ink', 'Clay'];
      await Promise.all(
        names.map((name) => at(walls, undefined, name).show(fox({ post: { title: name, tags: [name] } }))),
      );
      expect(forum.tags().toSorted()).toEqual(names.toSorted());
      expect(forum.posts().map((each) => [each.title])).toEqual(forum.posts().map((each) => each.tags()));
    });

    it('that moderators alone give only where it is one', async () => {
      open({ tags: [{ name: 'Anime', moderated: true }] });
      await show('Anime');
      expect(first().tags()).toEqual(['Anime']);
      open({ tags: [{ name: 'Anime', moderated: true }], permissions: usual & ~manageThreads });
      await show('Anime');
      expect(first().tags()).toEqual([]);
    });

    it('or none when Discord lets it make none after all', async () => {
      open({ permissions: usual | manageChannels });
      stage.discord.fault({ method: 'PATCH', path: /channels\/\d+$/, outcome: { status: 403, code: 50013 } });
      await show('Anime');
      expect(first().tags()).toEqual([]);
    });

    it('or says what is missing where every post must have one', async () => {
      open({ needsTag: true });
      const permissions = ['Manage Channels'];
      await expect(show('Anime')).rejects.toEqual(problem('permission_missing', { permissions }));
      expect(forum.posts()).toEqual([]);
    });
  });

  it('that was archived is opened again by what changes, or taken down', async () => {
    const hanging = at(stage.start());
    await hanging.show(fox());
    first().archive();
    await hanging.show(fox({ text: '⭐ 4' }));
    expect(first()).toMatchObject({ archived: false });
    expect(first().messages()).toMatchObject([{ text: '⭐ 4' }]);
    first().archive();
    await hanging.remove();
    expect(forum.posts()).toEqual([]);
  });

  it('that moderators have closed says so where the bot is none', async () => {
    open({ permissions: usual & ~manageThreads });
    const hanging = at(stage.start());
    await hanging.show(fox());
    first().archive(true);
    await expect(hanging.show(fox({ text: '⭐ 4' }))).rejects.toMatchObject({ code: 'permission_missing' });
  });

  describe('that is taken down', () => {
    it('is gone with what people have said about it, also twice, and hangs again', async () => {
      const hanging = at(stage.start());
      await hanging.show(fox());
      stage.discord.user('Ada').says('Nice', first());
      await hanging.remove();
      await hanging.remove();
      expect(forum.posts()).toEqual([]);
      await hanging.show(fox());
      expect(first().messages()).toHaveLength(1);
    });

    it('is found when nobody has written down where it is', async () => {
      await at(stage.start()).show(fox());
      await at(stage.start()).remove();
      expect(forum.posts()).toEqual([]);
    });

    it.each([false, true])('loses its picture even where the bot may not delete posts, archived: %s', async (old) => {
      open({ permissions: usual & ~manageThreads });
      const hanging = at(stage.start());
      await hanging.show(fox());
      stage.discord.user('Ada').says('Nice', first());
      if (old) first().archive();
      const permissions = ['Manage Threads'];
      for (const _ of ['the first time', 'again']) {
        await expect(hanging.remove()).rejects.toEqual(problem('permission_missing', { permissions }));
      }
      expect(first().messages()).toMatchObject([{ text: 'Nice' }]);
      forum.permit(usual);
      await hanging.remove();
      expect(forum.posts()).toEqual([]);
    });
  });

  describe('cannot be shown', () => {
    it('where somebody has deleted it, or its first message', async () => {
      const [one, two] = [at(stage.start()), at(stage.start(), undefined, 'another')];
      await one.show(fox());
      await two.show(fox({ text: 'Other' }));
      first().delete();
      await expect(one.show(fox())).rejects.toEqual(problem('message_gone'));
      stage.discord.user('Mo', { permissions: 1n << 13n }).deletes(first().messages()[0] ?? expect.fail());
      await expect(two.show(fox())).rejects.toEqual(problem('message_gone'));
      expect(first().messages()).toEqual([]);
    });

    it('where the forum is deleted, before or after', async () => {
      const hanging = at(stage.start());
      await hanging.show(fox());
      forum.delete();
      await expect(hanging.show(fox())).rejects.toEqual(problem('place_unreachable'));
      await expect(at(stage.start()).show(fox())).rejects.toEqual(problem('place_unreachable'));
      await hanging.remove();
    });

    it.each([
      ['View Channel', 0n],
      ['Attach Files', (1n << 10n) | (1n << 11n) | (1n << 16n)],
    ])('without %s', async (name, permissions) => {
      forum.permit(permissions);
      const facts = { permissions: [name] };
      await expect(at(stage.start()).show(fox())).rejects.toEqual(problem('permission_missing', facts));
    });

    it('while there are too many, and may be later', async () => {
      stage.discord.fault({ method: 'POST', path: /threads$/, times: 1, outcome: { status: 400, code: 160006 } });
      const hanging = at(stage.start());
      await expect(hanging.show(fox())).rejects.toEqual(problem('place_silent'));
      await hanging.show(fox());
      expect(forum.posts()).toHaveLength(1);
    });
  });
});
