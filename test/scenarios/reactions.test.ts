import { expect } from 'vitest';
import type { Chat, Person } from './chat.ts';
import { childOf, pictured, recipeIn, saying, seedIn, waiting } from './chat.ts';
import { scenarios } from './scenario.ts';

const minute = 60_000;

/** How many requests of the bot something costs, beside those of a call that follows it. */
async function costOf(act: () => Promise<unknown>, chat: Chat, anybody: Person): Promise<number> {
  const count = async (work: () => Promise<unknown>) => {
    const before = chat.requests();
    await work();
    await anybody.asks('/help');
    return chat.requests() - before;
  };
  await anybody.asks('/help');
  const alone = await count(async () => undefined);
  return (await count(act)) - alone;
}

scenarios('reactions', (scenario) => {
  scenario('🔁 works under any message, however old, also after a restart', async ({ ada, grace, room, world }) => {
    await ada.asks('/imagine a fox --seed 1', room);
    const old = await room.shows(pictured());
    await ada.asks('/imagine an owl --seed 2', room);
    await room.shows((shown) => pictured()(shown) && shown.id !== old.id);
    await world.restart();
    await grace.reacts(old, 'repeat');
    const child = await room.shows(childOf(old));
    expect(child.quote).toBe('a fox');
    expect(seedIn(child)).not.toBe(1);
  });

  scenario('🔁 works under a copy that /show has brought', async ({ ada, grace, room, chat }) => {
    await ada.asks('/imagine a fox', room);
    const original = await room.shows(pictured());
    const elsewhere = chat.newRoom();
    await grace.asks(`/show ${recipeIn(original)}`, elsewhere);
    const copy = await elsewhere.shows(pictured());
    await ada.reacts(copy, 'repeat');
    const child = await elsewhere.shows(childOf(original));
    expect(child.quote).toBe('a fox');
  });

  scenario('✉️ sends a copy with all facts into direct messages, where 🔁 works, too', async ({ ada, grace, room }) => {
    await ada.asks('/imagine a fox --seed 42 --ar 16:9', room);
    const original = await room.shows(pictured());
    await grace.reacts(original, 'envelope');
    const copy = await grace.told(pictured());
    expect(copy.images[0]?.sha).toBe(original.images[0]?.sha);
    expect(copy.code).toContain('/imagine a fox');
    expect(copy.code).toContain('--seed 42');
    for (const fact of ['Seed 42', `Recipe ${recipeIn(original)}`, 'Guidance', 'Steps', 'By Ada']) {
      expect(copy.says.toLowerCase()).toContain(fact.toLowerCase());
    }
    await grace.reacts(copy, 'repeat');
    const child = await grace.told(childOf(original));
    expect(child.images).toHaveLength(1);
    expect(room.shown()).toHaveLength(1);
  });

  scenario('❌ of the asker cancels a call that waits; others are refused, privately', async (stage) => {
    const { ada, grace, room, world } = stage;
    const release = world.hold();
    await ada.asks('/imagine a fox', room);
    const begun = await room.shows(waiting);
    await grace.reacts(begun, 'x');
    await grace.alone(saying('Only the person whose it is'));
    await ada.reacts(begun, 'x');
    const cancelled = await room.shows(saying('Cancelled'));
    expect(cancelled.id).toBe(begun.id);
    release();
    expect(room.shown()).toHaveLength(1);
    expect(ada.private()).toEqual([]);
  });

  scenario('❌ of the maker deletes a picture, and Undo brings it back; others are refused', async (stage) => {
    const { ada, grace, room, world } = stage;
    await ada.asks('/imagine a fox', room);
    const picture = await room.shows(pictured());
    await grace.reacts(picture, 'x');
    await grace.alone(saying('Only the person whose it is'));
    expect(room.shown()).toEqual([picture]);
    await ada.reacts(picture, 'x');
    const deleted = await room.shows(saying('Deleted by'));
    expect(deleted).toMatchObject({ id: picture.id, images: [], buttons: ['↩️ Undo'], quote: undefined });
    await grace.presses(deleted, '↩️ Undo');
    await grace.alone(saying('Only the person whose it is'));
    await world.restart();
    await ada.presses(deleted, '↩️ Undo');
    const back = await room.shows(pictured());
    expect(back).toMatchObject({ id: picture.id, quote: picture.quote, images: picture.images });
    expect(recipeIn(back)).toBe(recipeIn(picture));
    await grace.reacts(back, 'repeat');
    await room.shows(childOf(picture));
  });

  scenario('a picture that was deleted is gone for everybody who has its recipe', async ({ ada, grace, room }) => {
    await ada.asks('/imagine a fox', room);
    const picture = await room.shows(pictured());
    await ada.reacts(picture, 'x');
    const deleted = await room.shows(saying('Deleted by'));
    await grace.asks(`/show ${recipeIn(picture)}`, room);
    await grace.alone(saying('was deleted'));
    const before = grace.private().length;
    await grace.reacts(deleted, 'repeat');
    await grace.alone((shown) => saying('was deleted')(shown) && grace.private().length > before);
    expect(room.shown()).toHaveLength(1);
  });

  scenario('Undo is there for ten minutes', async ({ ada, room, world }) => {
    await ada.asks('/imagine a fox', room);
    await ada.reacts(await room.shows(pictured()), 'x');
    const deleted = await room.shows(saying('Deleted by'));
    world.age(9 * minute);
    await ada.presses(deleted, '↩️ Undo');
    const back = await room.shows(pictured());
    await ada.opens(back, 'Delete mine');
    await room.shows(saying('Deleted by'));
    world.age(10 * minute);
    await ada.presses(deleted, '↩️ Undo');
    await ada.alone(saying('ten minutes'));
    await world.idle();
    expect(room.shown()).toMatchObject([{ images: [] }]);
  });

  scenario('a moderator deletes what others have made', async ({ ada, root, room }) => {
    await ada.asks('/imagine a fox', room);
    const picture = await room.shows(pictured());
    await root.opens(picture, 'Delete mine');
    expect(await room.shows(saying('Deleted by'))).toMatchObject({ id: picture.id, images: [] });
  });

  scenario('taking a reaction back cancels what it began, as long as that waits', async (stage) => {
    const { ada, grace, room, world } = stage;
    await ada.asks('/imagine a fox', room);
    const picture = await room.shows(pictured());
    const release = world.hold();
    await grace.reacts(picture, 'repeat');
    const child = await room.shows(waiting);
    await grace.takesBack(picture, 'repeat');
    expect((await room.shows(saying('Cancelled'))).id).toBe(child.id);
    release();
    expect(grace.private()).toEqual([]);
    await ada.reacts(picture, 'repeat');
    const made = await room.shows(childOf(picture));
    await ada.takesBack(picture, 'repeat');
    await ada.asks('/help', room);
    expect(room.shown().map(({ id }) => id)).toContain(made.id);
  });

  scenario('bots, and Easel itself, cannot react', async ({ ada, grace, chat, room }) => {
    await ada.asks('/imagine a fox', room);
    const picture = await room.shows(pictured());
    for (const bot of [true, 'itself'] as const) {
      const robot = chat.person('Robot', { bot });
      await robot.reacts(picture, 'repeat');
      await robot.reacts(picture, 'x');
    }
    await grace.asks('/help', room);
    await grace.alone(saying('Easel paints'));
    expect(room.shown()).toEqual([picture]);
  });

  scenario('reactions to what others say cost nothing at all', async ({ ada, grace, chat, room, world }) => {
    const words = await grace.says('good morning', room);
    const looked = world.lookUps();
    const reacting = async () => {
      for (const emoji of ['repeat', 'x', 'envelope', 'star']) await ada.reacts(words, emoji);
    };
    expect(await costOf(reacting, chat, grace)).toBe(0);
    expect(world.lookUps()).toBe(looked);
    expect(await costOf(() => ada.takesBack(words, 'x'), chat, grace)).toBe(0);
  });

  scenario('/emoji says what reactions do in a place, and administrators change it', async (stage) => {
    const { ada, grace, root, room } = stage;
    await ada.asks('/imagine a fox', room);
    const picture = await room.shows(pictured());
    await ada.asks('/emoji --emoji 🎲 --does reroll', room);
    await ada.alone(saying('Only an administrator'));

    await root.asks('/emoji --emoji 🎲 --does reroll', room);
    await root.alone(saying('/reroll'));
    await grace.reacts(picture, 'game_die');
    const child = await room.shows(childOf(picture));

    await root.asks('/emoji --emoji ❌ --does nothing', room);
    await root.alone(saying('nothing'));
    await ada.reacts(picture, 'x');
    await ada.asks('/help', room);
    await ada.alone(saying('Easel paints'));
    expect(room.shown().map(({ id }) => id)).toEqual([picture.id, child.id]);

    await root.asks('/emoji --emoji ❌ --does default', room);
    await root.asks('/emoji --emoji 🎲 --does default', room);
    await ada.takesBack(picture, 'x');
    await ada.reacts(picture, 'x');
    expect((await room.shows(saying('Deleted by'))).id).toBe(picture.id);
    await grace.reacts(child, 'game_die');
    await grace.asks('/help', room);
    await grace.alone(saying('Easel paints'));
    expect(room.shown()).toHaveLength(2);
  });
});

scenarios(
  'reactions within limits',
  (scenario) => {
    scenario('a quota is that of whoever reacts, who alone hears that it is used up', async (stage) => {
      const { ada, grace, room, world } = stage;
      await ada.asks('/imagine a fox', room);
      const picture = await room.shows(pictured());
      await ada.reacts(picture, 'repeat');
      await ada.alone(saying('used up for today'));
      await grace.reacts(picture, 'repeat');
      const child = await room.shows(childOf(picture));
      const paid = world.sandbox.calls.length;
      await grace.reacts(child, 'repeat');
      await grace.alone(saying('used up for today'));
      expect(world.sandbox.calls.length).toBe(paid);
      expect(room.shown().map(({ id }) => id)).toEqual([picture.id, child.id]);
    });

    scenario('so is the room in line', async ({ ada, grace, root, chat, room, world }) => {
      await root.asks('/imagine a fox', room);
      const picture = await room.shows(pictured());
      const release = world.hold();
      await ada.asks('/imagine an owl', room);
      await room.shows(waiting);
      // Whoever is painted for has nobody waiting; the next one waits.
      const late = chat.person('Late');
      await late.reacts(picture, 'repeat');
      await room.shows((shown) => waiting(shown) && shown.quote === 'a fox');
      await late.asks('/imagine an elk', room);
      await late.alone(saying('waiting already'));
      await late.takesBack(picture, 'repeat');
      await room.shows(saying('Cancelled'));
      release();
      await room.shows((shown) => pictured()(shown) && shown.quote === 'an owl');
      expect(grace.private()).toEqual([]);
    });
  },
  { QUOTAS: 'person 1/day', WAITING_PER_PERSON: '1', IMAGE_API_CONCURRENCY: '1' },
);
