import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Address } from '../../../src/core/journal.ts';
import type { Reply } from '../../../src/core/reply.ts';
import type { Hanging, Spot, Walls } from '../../../src/core/wall.ts';
import { exhibit, openWallStage, spotIn, stored, type WallStage } from './wall-stage.ts';

const minutes = 60_000;

describe('a message that hangs in a channel', () => {
  let stage: WallStage;

  beforeEach(async () => {
    stage = await openWallStage();
  });
  afterEach(() => stage.close());

  const shown = () => stage.discord.general.messages();
  const fox = (changes: Partial<Reply> = {}, n = 0) => exhibit(stage.pictures[n] ?? expect.fail(), changes);
  const at = (walls: Walls, address?: Address, changes: Partial<Spot> = {}): Hanging =>
    walls.hang(spotIn(stage.discord.general, changes), address) ?? expect.fail();
  const moderator = () => stage.discord.user('Mo', { permissions: 1n << 13n });
  const code = (problem: string) => expect.objectContaining({ code: problem });

  it('is posted with its picture, and notifies nobody', async () => {
    const hanging = at(await stage.grown());
    await hanging.show(fox({ quote: '@everyone a fox' }));
    const [message = expect.fail()] = shown();
    expect(message).toMatchObject({ text: '⭐ 3', quote: '@everyone a fox', pings: [] });
    expect(message.images).toMatchObject([{ sha: stage.pictures[0]?.key, alt: 'a fox' }]);
    expect(hanging.message()).toBe(`discord:${message.id}`);
    expect(stage.asked()).toEqual(['GET /channels/n', 'POST /channels/n/messages']);
  });

  it('is taken down by its name alone, and stays gone', async () => {
    const { general } = stage.discord;
    const hanging = at(stage.start());
    await hanging.show(fox());
    const name = hanging.message() ?? expect.fail('nothing hangs');
    const { takeDown } = stage.start();
    for (const foreign of ['slack:C1/2.3', 'discord:x/../1', '']) await takeDown(foreign, general.id);
    await takeDown(name, '../1');
    expect(shown()).toHaveLength(1);
    for (const _ of [1, 2]) await takeDown(name, general.id);
    expect(shown()).toEqual([]);
  });

  it('is edited from then on, by any process, without uploading its picture again', async () => {
    const hanging = at(stage.start());
    await hanging.show(fox());
    await hanging.show(fox({ text: '⭐ 4' }));
    await at(await stage.grown(), stored(hanging)).show(fox({ text: '⭐ 5' }));
    expect(shown()).toMatchObject([{ text: '⭐ 5', images: [{ sha: stage.pictures[0]?.key }], edits: 2 }]);
    expect(stage.uploads()).toBe(1);
  });

  it('has what its picture is described as, and whether it is hidden, follow without an upload', async () => {
    const hanging = at(stage.start());
    const hidden = (spoiler: boolean, alt: string) => {
      const [image = expect.fail()] = fox().images ?? [];
      return fox({ images: [{ ...image, alt, spoiler }] });
    };
    await hanging.show(hidden(false, 'a fox'));
    await hanging.show(hidden(true, 'another fox'));
    expect(shown()).toMatchObject([{ images: [{ alt: 'another fox', spoiler: true }] }]);
    await hanging.show(hidden(false, 'another fox'));
    expect(shown()).toMatchObject([{ images: [{ alt: 'another fox', spoiler: false }] }]);
    expect(stage.uploads()).toBe(1);
  });

  it('shows another picture, or none', async () => {
    const hanging = at(stage.start());
    await hanging.show(fox());
    await hanging.show(fox({}, 1));
    expect(shown()).toMatchObject([{ images: [{ sha: stage.pictures[1]?.key }] }]);
    await hanging.show({ state: 'done', text: 'Gone' });
    expect(shown()).toMatchObject([{ text: 'Gone', images: [] }]);
    await hanging.show(fox());
    expect(shown()).toMatchObject([{ images: [{ sha: stage.pictures[0]?.key }] }]);
    expect(stage.uploads()).toBe(3);
  });

  it('keeps what it has of several pictures, in whatever order, and gets the others', async () => {
    const several = (...numbers: number[]) =>
      numbers.map((n) => ({ image: stage.pictures[n] ?? expect.fail(), alt: `picture ${n}`, name: 'easel.png' }));
    const hanging = at(stage.start());
    await hanging.show(fox({ images: several(0, 1) }));
    await hanging.show(fox({ images: several(2, 0, 1).map((each, n) => ({ ...each, name: `${n}.png` })) }));
    expect(stage.uploads()).toBe(5);
    await hanging.show(fox({ images: several(2, 0).map((each, n) => ({ ...each, name: `${n}.png` })) }));
    expect(shown()[0]?.images).toMatchObject([
      { sha: stage.pictures[2]?.key, alt: 'picture 2' },
      { sha: stage.pictures[0]?.key, alt: 'picture 0' },
    ]);
    expect(stage.uploads()).toBe(5);
  });

  it('gets its pictures anew when a process was killed after it had changed them', async () => {
    const hanging = at(stage.start());
    await hanging.show(fox());
    const before = stored(hanging);
    await hanging.show(fox({}, 1));
    await at(stage.start(), before).show(fox({ text: '⭐ 9' }));
    expect(shown()).toMatchObject([{ text: '⭐ 9', images: [{ sha: stage.pictures[0]?.key }] }]);
  });

  it('whose pictures Discord does not find again gets them anew, and is not tried for ever', async () => {
    const hanging = at(stage.start());
    await hanging.show(fox());
    const lost = { ...stored(hanging), attachments: '1400000000000000001' };
    await at(stage.start(), lost).show(fox({ text: '⭐ 4' }));
    expect(shown()).toMatchObject([{ text: '⭐ 4', images: [{ sha: stage.pictures[0]?.key }] }]);
    expect(stage.uploads()).toBe(2);
  });

  it('is another bot’s when that has hung it', async () => {
    const hanging = at(stage.start());
    await hanging.show(fox());
    expect(stage.start('1400000000000000001').hang(spotIn(stage.discord.general), stored(hanging))).toBeUndefined();
    expect(stage.start().hang(spotIn(stage.discord.general), { channel: '1' })).toBeUndefined();
  });

  describe('is one', () => {
    it('when the answer to the post is lost', async () => {
      stage.discord.fault({ method: 'POST', path: /messages$/, times: 1, outcome: 'unanswered' });
      await stage.patiently(at(await stage.grown()).show(fox()));
      expect(shown()).toMatchObject([{ text: '⭐ 3' }]);
    });

    it('when another process goes on after every answer was lost, with what was shown meanwhile', async () => {
      const heal = stage.discord.fault({ method: 'POST', path: /messages$/, outcome: 'unanswered' });
      const hanging = at(await stage.grown());
      await expect(stage.patiently(hanging.show(fox()))).rejects.toEqual(code('place_silent'));
      expect(hanging.message()).toBeUndefined();
      heal();
      await stage.clock.advance(60 * minutes);
      await at(await stage.grown(), stored(hanging)).show(fox({ text: '⭐ 4' }));
      expect(shown()).toMatchObject([{ text: '⭐ 4', edits: 1 }]);
    });

    it.each([
      ['takes over at once, whenever it began', 0, false],
      ['is started an hour later', 60, true],
    ])('when a process was killed before it had written it down, and another %s', async (_, after, isYoung) => {
      const old = await stage.grown();
      await at(stage.start()).show(fox());
      await stage.clock.advance(after * minutes);
      await at(isYoung ? stage.start() : old).show(fox({ text: '⭐ 4' }));
      expect(shown()).toMatchObject([{ text: '⭐ 4' }]);
    });

    it('beside that of another gallery, and what others say', async () => {
      const hanging = at(stage.start());
      await hanging.show(fox());
      stage.discord.user('Ada').says('a fox');
      await at(stage.start(), undefined, { id: 'another' }).show(fox({ text: 'Other' }));
      await at(stage.start()).show(fox({ text: '⭐ 4' }));
      expect(shown().map(({ text }) => text)).toEqual(['⭐ 4', 'a fox', 'Other']);
    });
  });

  describe('that is taken down', () => {
    it('is gone, also twice, and also when somebody was faster', async () => {
      const hanging = at(stage.start());
      await hanging.show(fox());
      const before = stored(hanging);
      await hanging.remove();
      expect(shown()).toEqual([]);
      expect(hanging.message()).toBeUndefined();
      await hanging.remove();
      await at(stage.start(), before).remove();
    });

    it.each([
      ['at once', 0],
      ['an hour later', 60],
    ])('hangs again %s, as often as somebody changes their mind', async (_, after) => {
      const walls = await stage.grown();
      for (const text of ['⭐ 3', '⭐ 4', '⭐ 5', '⭐ 6']) {
        await at(walls).show(fox({ text }));
        const [message = expect.fail()] = shown();
        expect([message.text, shown().length]).toEqual([text, 1]);
        moderator().deletes(message);
        await stage.clock.advance(after * minutes);
      }
    });

    it('hangs again without asking twice where that was written down', async () => {
      const hanging = at(await stage.grown());
      await hanging.show(fox());
      await hanging.remove();
      stage.asked();
      await hanging.show(fox({ text: '⭐ 4' }));
      expect(shown()).toMatchObject([{ text: '⭐ 4' }]);
      expect(stage.asked()).toEqual(['GET /channels/n', 'POST /channels/n/messages']);
    });

    it('is found when nobody has written down where it is', async () => {
      const old = await stage.grown();
      await at(stage.start()).show(fox());
      await at(old).remove();
      expect(shown()).toEqual([]);
    });

    it('stays as long as Discord does not answer', async () => {
      const hanging = at(stage.start());
      await hanging.show(fox());
      stage.discord.fault({ method: 'DELETE', path: /messages/, outcome: 'lost' });
      await expect(stage.patiently(hanging.remove())).rejects.toEqual(code('place_silent'));
      expect(hanging.message()).toBe(`discord:${shown()[0]?.id}`);
    });

    it('is gone with its channel', async () => {
      const channel = stage.discord.channel();
      const hanging = at(stage.start(), undefined, { channel: channel.id });
      await hanging.show(fox());
      channel.delete();
      await hanging.remove();
      expect(hanging.message()).toBeUndefined();
    });
  });

  describe('cannot be shown', () => {
    it('where somebody has deleted it', async () => {
      const hanging = at(stage.start());
      await hanging.show(fox());
      moderator().deletes({ id: shown()[0]?.id ?? '' });
      await expect(hanging.show(fox({ text: '⭐ 4' }))).rejects.toEqual(code('message_gone'));
      expect(shown()).toEqual([]);
    });

    it('where the channel is deleted, before or after', async () => {
      const channel = stage.discord.channel();
      const hanging = at(stage.start(), undefined, { channel: channel.id });
      await hanging.show(fox());
      channel.delete();
      await expect(hanging.show(fox())).rejects.toEqual(code('place_unreachable'));
      const another = at(stage.start(), undefined, { channel: channel.id });
      await expect(another.show(fox())).rejects.toEqual(code('place_unreachable'));
    });

    it.each([
      ['View Channel', 0n],
      ['Attach Files', (1n << 10n) | (1n << 11n)],
    ])('without %s', async (name, permissions) => {
      stage.discord.general.permit(permissions);
      await expect(at(stage.start()).show(fox())).rejects.toEqual(
        expect.objectContaining({ code: 'permission_missing', facts: { permissions: [name] } }),
      );
    });

    it('where Discord does not answer', async () => {
      stage.discord.fault({ path: /messages/, outcome: 'lost' });
      await expect(stage.patiently(at(stage.start()).show(fox()))).rejects.toEqual(code('place_silent'));
    });

    it('after it was given up, with the reason', async () => {
      const giving = new AbortController();
      stage.discord.fault({ path: /messages/, hold: new Promise(() => undefined) });
      const showing = at(stage.start()).show(fox(), giving.signal);
      await stage.discord.until('the question', () => stage.discord.requests[0]);
      giving.abort(new Error('enough'));
      await expect(stage.patiently(showing)).rejects.toThrow('enough');
    });
  });

  describe('in direct messages', () => {
    it('is posted there once, and edited', async () => {
      const ada = stage.discord.user('Ada');
      const changes = { channel: { direct: `discord:${ada.id}` } };
      const hanging = at(stage.start(), undefined, changes);
      await hanging.show(fox());
      await at(stage.start(), stored(hanging), changes).show(fox({ text: 'Thanks' }));
      await at(stage.start(), undefined, changes).show(fox({ text: 'Thanks again' }));
      expect(stage.discord.directOf(ada).messages()).toMatchObject([{ text: 'Thanks again', reader: ada.id }]);
    });

    it('says so when they are closed', async () => {
      const ada = stage.discord.user('Ada');
      ada.closesDirectMessages();
      const hanging = at(stage.start(), undefined, { channel: { direct: `discord:${ada.id}` } });
      await expect(hanging.show(fox())).rejects.toEqual(code('direct_messages_closed'));
    });
  });

  it('in a thread that was archived opens that again', async () => {
    const thread = stage.discord.channel({ kind: 'thread' });
    const hanging = at(stage.start(), undefined, { channel: thread.id });
    await hanging.show(fox());
    thread.archive();
    await hanging.show(fox({ text: '⭐ 4' }));
    expect(thread.messages()).toMatchObject([{ text: '⭐ 4' }]);
    thread.archive();
    await hanging.remove();
    expect(thread.messages()).toEqual([]);
  });
});
