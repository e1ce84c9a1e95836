import { expect } from 'vitest';
import { type Fits, pictured, recipeIn, recipesIn, type Shown, saying, tells, waiting } from './chat.ts';
import { type Stage, scenarios } from './scenario.ts';

/** Ada's picture of a fox in the stage's room. */
async function painted({ ada, room }: Stage): Promise<Shown> {
  await ada.asks('/imagine a fox', room);
  return room.shows(pictured());
}

const isChild = saying('A new picture of the same wording.');

const children = ({ room }: Stage) => room.shown().filter(isChild);

/** Waits until so many pictures were made from it. */
function childrenShown(stage: Stage, count: number): Promise<Shown> {
  return stage.room.shows(
    (shown) => isChild(shown) && pictured()(shown) && children(stage).filter(pictured()).length === count,
  );
}

const shutOut: Fits = ({ says }) => /I may not post pictures here|I am not in this channel yet/.test(says);

/** The recipes of somebody's own pictures. */
async function madeBy(stage: Stage, who: 'ada' | 'grace'): Promise<readonly string[]> {
  const person = stage[who];
  const listed = await tells(
    person,
    (shown) => saying('There are no pictures yet')(shown) || (saying('Your newest')(shown) && shown.images.length > 0),
    () => person.asks('/history', stage.room),
  );
  return recipesIn(listed);
}

/** How many pictures count for somebody today. */
async function counted(stage: Stage, who: 'ada' | 'grace'): Promise<string> {
  const person = stage[who];
  const { says } = await tells(person, saying('Today'), () => person.asks('/usage', stage.room));
  return /^Today (.*)$/m.exec(says)?.[1] ?? says;
}

scenarios('racing', (scenario) => {
  scenario('two people press Reroll in the same millisecond: each gets a picture', async (stage) => {
    const { ada, grace, room } = stage;
    const parent = await painted(stage);
    await Promise.all([ada.presses(parent, '🔁 New picture'), grace.presses(parent, '🔁 New picture')]);
    await childrenShown(stage, 2);
    const made = children(stage).map((each) => recipeIn(each));
    expect(new Set(children(stage).map(({ images }) => images[0]?.sha)).size).toBe(2);
    expect(room.shown()).toHaveLength(3);
    const [hers, mine] = [await madeBy(stage, 'grace'), await madeBy(stage, 'ada')];
    expect(hers).toHaveLength(1);
    expect(mine).toHaveLength(2);
    expect([...hers, ...mine].toSorted()).toEqual([recipeIn(parent), ...made].toSorted());
    expect(await counted(stage, 'grace')).toContain('one picture');
    expect(await counted(stage, 'ada')).toContain('2 pictures');
  });

  scenario('what is delivered twice happens once: a line, a press, a reaction', async (stage) => {
    const { ada, room, world } = stage;
    await ada.asks('/imagine a fox', room);
    await ada.again();
    const parent = await room.shows(pictured());
    await ada.presses(parent, '🔁 New picture');
    await ada.again();
    await childrenShown(stage, 1);
    await ada.again();
    await ada.reacts(parent, 'repeat');
    await ada.again();
    await childrenShown(stage, 2);
    await world.idle();
    expect(room.shown()).toHaveLength(3);
    expect(await counted(stage, 'ada')).toContain('3 pictures');
  });

  scenario('whose message is deleted while the picture is made is told where that is', async (stage) => {
    const { ada, root, room, world } = stage;
    const release = world.hold();
    await ada.asks('/imagine a fox', room);
    const message = await room.shows(waiting);
    const told = await tells(ada, saying('can no longer be reached. If it was painted, /history has it'), async () => {
      await root.deletes(message);
      release();
    });
    expect(told.images).toEqual([]);
    await world.idle();
    expect(room.shown()).toEqual([]);
    expect(await madeBy(stage, 'ada')).toHaveLength(1);
    expect(await counted(stage, 'ada')).toContain('one picture');
  });

  scenario(
    'who asked where the bot is shut out meanwhile is told so, whether they pressed or reacted',
    async (stage) => {
      const { chat, ada, grace, room, world } = stage;
      const parent = await painted(stage);
      const release = world.hold();
      await ada.presses(parent, '🔁 New picture');
      await room.shows(waiting);
      await grace.reacts(parent, 'repeat');
      await room.shows(() => room.shown().filter(waiting).length === 2);
      room.closes();
      release();
      await grace.told(shutOut);
      await world.idle();
      // Where the press itself still leads to its answer, that is where it says so.
      const heard = [...ada.private(), ...room.shown()];
      expect(heard.filter(shutOut)).toHaveLength(1);
      // Painted before anybody knew, so both are there and count.
      const elsewhere = { ...stage, room: chat.newRoom() };
      expect(await madeBy(elsewhere, 'ada')).toHaveLength(2);
      expect(await madeBy(elsewhere, 'grace')).toHaveLength(1);
      expect(await counted(elsewhere, 'grace')).toContain('one picture');
    },
  );

  scenario('two people delete at once, and undo at once', async (stage) => {
    const { ada, root, room, world } = stage;
    const made = await painted(stage);
    const gone: Fits = ({ id, images, buttons }) => id === made.id && images.length === 0 && buttons.includes('↩️ Undo');
    const back: Fits = (shown) => shown.id === made.id && pictured()(shown);
    await Promise.all([ada.reacts(made, 'x'), root.chooses(made, 'More…', '❌ Delete')]);
    const deleted = await room.shows(gone);
    await world.idle();
    await Promise.all([ada.presses(deleted, '↩️ Undo'), root.presses(deleted, '↩️ Undo')]);
    await room.shows(back);
    await world.idle();
    expect(room.shown()).toHaveLength(1);
    // And across: whatever came last, what people see is so.
    for (let round = 0; round < 5; round++) {
      await ada.chooses(await room.shows(back), 'More…', '❌ Delete');
      const shown = await room.shows(gone);
      await world.idle();
      await Promise.all([ada.presses(shown, '↩️ Undo'), root.opens(shown, 'Delete mine')]);
      await world.idle();
      const [now] = room.shown();
      const { says } = await tells(
        ada,
        () => true,
        () => ada.asks(`/send ${recipeIn(made)}`, room),
      );
      expect(now && gone(now), `${now?.says} / ${says}`).toBe(says === 'This picture was deleted.');
      if (now && gone(now)) await ada.presses(now, '↩️ Undo');
    }
  });

  scenario('two processes that both hear of a press make one picture', async (stage) => {
    const { ada, room, world } = stage;
    const parent = await painted(stage);
    const end = await world.another();
    await ada.presses(parent, '🔁 New picture');
    await childrenShown(stage, 1);
    await ada.reacts(parent, 'repeat');
    await childrenShown(stage, 2);
    await ada.asks('/imagine a cat', room);
    await room.shows((shown) => shown.quote === 'a cat' && pictured()(shown));
    await world.idle();
    await end();
    expect(room.shown()).toHaveLength(4);
    expect(await counted(stage, 'ada')).toContain('4 pictures');
  });
});

scenarios(
  'racing for the last picture',
  (scenario) => {
    scenario('of two rerolls at once only one is left for, and the other is told so', async (stage) => {
      const { ada, room, world } = stage;
      const parent = await painted(stage);
      await Promise.all([ada.presses(parent, '🔁 New picture'), ada.reacts(parent, 'repeat')]);
      await childrenShown(stage, 1);
      await ada.alone(saying('Your pictures are used up'));
      await world.idle();
      expect(room.shown().filter(waiting)).toEqual([]);
      expect(room.shown().filter(pictured())).toHaveLength(2);
      expect(await counted(stage, 'ada')).toContain('2 of 2 pictures');
    });
  },
  { QUOTAS: 'person 2/day' },
);
