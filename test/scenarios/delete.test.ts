import { expect } from 'vitest';
import { type Fits, pictured, recipeIn, recipesIn, type Shown, saying, tells, waiting } from './chat.ts';
import { type Stage, scenarios } from './scenario.ts';

/** Ada's picture of a fox in the stage's room. */
async function painted({ ada, room }: Stage): Promise<Shown> {
  await ada.asks('/imagine a fox at dawn', room);
  return room.shows(pictured());
}

/** Whether it is a message as it is now, and fits. */
const now =
  ({ id }: Shown, fits: Fits): Fits =>
  (shown) =>
    shown.id === id && fits(shown);

const deleted: Fits = ({ says, images }) =>
  /^Deleted by \S+\. It can be brought back/.test(says) && images.length === 0;

const shas = ({ images }: Shown) => images.map(({ sha }) => sha);

scenarios('deleting', (scenario) => {
  scenario('the menu under a picture deletes it in its place, says who did, and Undo brings it back', async (stage) => {
    const { ada, room } = stage;
    const made = await painted(stage);
    await ada.chooses(made, 'More…', '❌ Delete');
    const gone = await room.shows(now(made, deleted));
    expect(gone.says).toMatch(/^Deleted by Ada\./i);
    expect(gone).toMatchObject({ quote: undefined, buttons: ['↩️ Undo'], menus: [] });
    expect(room.shown()).toHaveLength(1);

    await ada.presses(gone, '↩️ Undo');
    const back = await room.shows(now(made, pictured()));
    expect(back).toMatchObject({ quote: made.quote, buttons: made.buttons, menus: made.menus, images: made.images });
    expect(recipeIn(back)).toBe(recipeIn(made));
    expect(room.shown()).toHaveLength(1);
    // What is back is as good as new.
    await ada.presses(back, '🔁 New picture');
    await room.shows(saying('A new picture of the same wording.'));
  });

  scenario('❌ does the same', async (stage) => {
    const { ada, room } = stage;
    const made = await painted(stage);
    await ada.reacts(made, 'x');
    const gone = await room.shows(now(made, deleted));
    await ada.presses(gone, '↩️ Undo');
    expect(shas(await room.shows(now(made, pictured())))).toEqual(shas(made));
    expect(room.shown()).toHaveLength(1);
  });

  scenario(
    'what is still being painted is cancelled from the menu of its message, without a word more',
    async (stage) => {
      const { ada, room, world } = stage;
      const letGo = world.hold();
      await ada.asks('/imagine a fox at dawn', room);
      const begun = await room.shows(waiting);
      const before = ada.private().length;
      await ada.opens(begun, 'Delete mine');
      await room.shows(now(begun, saying('Cancelled')));
      letGo();
      expect(room.shown()).toHaveLength(1);
      expect(ada.private()).toHaveLength(before);
    },
  );

  scenario('❌ of whoever looks after the place deletes what others have made', async (stage) => {
    const { root, room } = stage;
    const made = await painted(stage);
    await root.reacts(made, 'x');
    const gone = await room.shows(now(made, deleted));
    expect(gone.says).toMatch(/^Deleted by Root\./i);
  });

  scenario('so does the menu of the message', async (stage) => {
    const { ada, room } = stage;
    const made = await painted(stage);
    await ada.opens(made, 'Delete mine');
    const gone = await room.shows(now(made, deleted));
    await ada.presses(gone, '↩️ Undo');
    expect(shas(await room.shows(now(made, pictured())))).toEqual(shas(made));
  });

  scenario('by recipe it works from anywhere, and says that messages keep what they show', async (stage) => {
    const { chat, ada, room } = stage;
    const made = await painted(stage);
    const recipe = recipeIn(made);
    const elsewhere = chat.newRoom();
    await ada.asks(`/delete ${recipe}`, elsewhere);
    const told = await ada.alone(saying('Messages that showed it elsewhere keep showing it'));
    expect(told.buttons).toEqual(['↩️ Undo']);
    await ada.asks(`/show ${recipe}`, room);
    await ada.whispered(saying('This picture was deleted.'));
    await ada.presses(told, '↩️ Undo');
    await ada.alone((shown) => pictured()(shown) || saying('It is there again.')(shown));
    await ada.asks(`/show ${recipe}`, room);
    await room.shows((shown) => shown.id !== made.id && pictured()(shown));
    expect(elsewhere.shown()).toEqual([]);
  });

  scenario('what is deleted cannot be shown, made again, sent, looked up or listed', async (stage) => {
    const { ada, grace, room } = stage;
    const made = await painted(stage);
    const recipe = recipeIn(made);
    await ada.asks('/imagine a cat', room);
    const cat = await room.shows((shown) => shown.quote === 'a cat' && pictured()(shown));
    await ada.reacts(made, 'x');
    const gone = await room.shows(now(made, deleted));

    for (const line of [`/show ${recipe}`, `/reroll ${recipe}`, `/send ${recipe}`, `/lineage ${recipe}`]) {
      await tells(grace, saying('This picture was deleted.'), () => grace.asks(line, room));
    }
    await tells(grace, saying('This picture was deleted.'), () => grace.reacts(gone, 'repeat'));
    await ada.asks('/history', room);
    const listed = await ada.alone((shown) => saying('Your newest pictures.')(shown) && shown.images.length > 0);
    expect(shas(listed)).toEqual(shas(cat));
    expect(recipesIn(listed)).toEqual([recipeIn(cat)]);
    expect(room.shown()).toHaveLength(2);
  });

  scenario('several pictures of one message go together, and come back together', async (stage) => {
    const { ada, room } = stage;
    await ada.asks('/imagine a fox --count 3', room);
    await ada.presses(await ada.alone(saying('That would be 3 pictures')), 'Go');
    const made = await room.shows(pictured(3));
    await ada.chooses(made, 'More…', '❌ Delete');
    const gone = await room.shows(now(made, deleted));
    await ada.presses(gone, '↩️ Undo');
    const back = await room.shows(now(made, pictured(3)));
    expect(shas(back)).toEqual(shas(made));
    expect(recipesIn(back)).toEqual(recipesIn(made));
  });

  scenario('one behind a spoiler is gone as well, wherever that is, and comes back hidden', async (stage) => {
    const { ada, room } = stage;
    await ada.asks('/imagine a fox --spoiler', room);
    const made = await room.shows((shown) => pictured()(shown) && !waiting(shown));
    expect(made.images).toMatchObject([{ spoiler: true }]);
    await ada.chooses(made, 'More…', '❌ Delete');
    const gone = await room.shows(now(made, deleted));
    await ada.presses(gone, '↩️ Undo');
    const back = await room.shows(now(made, pictured()));
    expect(back.images).toEqual(made.images);
  });

  scenario('who looks after the place may, others may not, and nobody undoes what is not theirs', async (stage) => {
    const { grace, root, ada, room } = stage;
    const made = await painted(stage);
    const refused = saying('Only the person whose it is, or a moderator, can do that.');
    await tells(grace, refused, () => grace.chooses(made, 'More…', '❌ Delete'));
    await tells(grace, refused, () => grace.reacts(made, 'x'));
    expect(room.shown()).toMatchObject([{ images: made.images }]);

    await root.chooses(made, 'More…', '❌ Delete');
    const gone = await room.shows(now(made, deleted));
    expect(gone.says).toMatch(/^Deleted by Root\./i);
    await tells(grace, refused, () => grace.presses(gone, '↩️ Undo'));
    await ada.presses(gone, '↩️ Undo');
    await room.shows(now(made, pictured()));
  });

  scenario('a picture that is being made from it arrives all the same', async (stage) => {
    const { ada, grace, room, world } = stage;
    const made = await painted(stage);
    const release = world.hold();
    await grace.presses(made, '🔁 New picture');
    await room.shows(saying('Painting…'));
    await ada.reacts(made, 'x');
    await room.shows(now(made, deleted));
    release();
    const child = await room.shows(saying('A new picture of the same wording.'));
    expect(child).toMatchObject({ quote: 'a fox at dawn', images: [{}] });
    expect(child.says).toContain(`From ${recipeIn(made)}`);
    await grace.asks(`/show ${recipeIn(child)}`, room);
    await room.shows(({ code }) => code !== undefined);
    await grace.asks(`/lineage ${recipeIn(child)}`, room);
    const family = await grace.alone((shown) => saying('no other picture of its family')(shown) && pictured()(shown));
    expect(shas(family)).toEqual(shas(child));
    expect(room.shown().filter(saying('Painting…'))).toEqual([]);
  });

  scenario('a restart in between changes nothing', async (stage) => {
    const { ada, room, world } = stage;
    const made = await painted(stage);
    await ada.reacts(made, 'x');
    const gone = await room.shows(now(made, deleted));
    await world.restart();
    await ada.presses(gone, '↩️ Undo');
    expect(shas(await room.shows(now(made, pictured())))).toEqual(shas(made));
  });
});
