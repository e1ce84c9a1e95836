import { expect } from 'vitest';
import { childOf, pictured, recipeIn, saying, tells } from './chat.ts';
import { bound, empties, painted, quoting, starred } from './gallery-walls.ts';
import { scenarios } from './scenario.ts';

scenarios('galleries in channels', (scenario) => {
  scenario('a mirror shows every public picture, to be made again from there', async (stage) => {
    const wall = await bound(stage, '--mode mirror');
    const { grace } = stage;
    const original = await painted(stage);
    const hung = await wall.shows(pictured());
    expect(hung).toMatchObject({ quote: 'a fox', images: original.images });
    expect(recipeIn(hung)).toBe(recipeIn(original));
    expect(hung.says.toLowerCase()).toContain('by ada');
    expect(hung.links).toHaveLength(1);
    await stage.world.idle();
    await grace.reacts(hung, 'repeat');
    await wall.shows(childOf(original));
  });

  scenario('private pictures, and those for adults, hang nowhere', async (stage) => {
    const { ada, chat, root } = stage;
    const adults = await chat.adultRoom();
    const wall = await bound(stage, '--mode mirror');
    const other = await bound({ ...stage, room: adults }, '--mode mirror');
    await ada.asks('/imagine a secret --private', stage.room);
    await ada.alone(pictured());
    await root.asks('/imagine a secret', adults);
    await adults.shows(pictured());
    await painted(stage);
    await wall.shows(quoting('a fox'));
    expect(wall.shown()).toHaveLength(1);
    expect(other.shown()).toEqual([]);
  });

  scenario('a starboard shows what others star, for as long as they do, also across a restart', async (stage) => {
    const wall = await bound(stage, '--threshold 2');
    const { ada, grace, root, world } = stage;
    const original = await painted(stage);
    await ada.reacts(original, 'star');
    await grace.reacts(original, 'star');
    await world.idle();
    expect(wall.shown()).toEqual([]);
    await root.reacts(original, 'star');
    const hung = await wall.shows(starred(3));
    await world.restart();
    await root.takesBack(original, 'star');
    await empties(wall);
    await root.reacts(original, 'star');
    // Under the copy as well as under the original: that is one person.
    await grace.reacts(await wall.shows(starred(3)), 'star');
    await grace.takesBack(original, 'star');
    await world.idle();
    expect(await wall.shows(starred(3))).toMatchObject({ images: hung.images });
    expect(wall.shown()).toHaveLength(1);
  });

  scenario('one that keeps what it has shows how many stars are left', async (stage) => {
    const wall = await bound(stage, '--threshold 1 --no-drop --own-stars');
    const { ada, grace } = stage;
    const original = await painted(stage);
    await ada.reacts(original, 'star');
    const hung = await wall.shows(starred(1));
    await grace.reacts(original, 'star');
    await wall.shows(starred(2));
    await grace.takesBack(original, 'star');
    await ada.takesBack(original, 'star');
    const left = await wall.shows((shown) => pictured()(shown) && !shown.says.includes('★'));
    expect(left.id).toBe(hung.id);
  });

  scenario('two stars in the same moment, heard by two processes, hang it once', async (stage) => {
    const wall = await bound(stage, '--threshold 1');
    const { grace, root, world } = stage;
    const original = await painted(stage);
    const end = await world.another();
    await Promise.all([grace.reacts(original, 'star'), root.reacts(original, 'star')]);
    await wall.shows(starred(2));
    await end();
    await world.restart();
    await grace.takesBack(original, 'star');
    await wall.shows(starred(1));
    expect(wall.shown()).toHaveLength(1);
  });

  scenario('what is changed under the original changes on the wall', async (stage) => {
    const wall = await bound(stage, '--mode mirror');
    const { ada, room } = stage;
    const original = await painted(stage);
    await wall.shows(pictured());
    await ada.asks(`/describe "a red fox" --recipe ${recipeIn(original)}`, room);
    await wall.shows(({ images: [image] }) => image?.alt === 'a red fox');
    await ada.chooses(original, 'More…', '🙈 Hide behind a spoiler');
    await wall.shows(({ images: [image] }) => image?.spoiler === true);
    expect(wall.shown()).toHaveLength(1);
  });

  scenario('what is deleted is gone from the wall, and back after Undo', async (stage) => {
    const wall = await bound(stage, '--mode mirror');
    const { ada, room } = stage;
    const original = await painted(stage);
    await wall.shows(pictured());
    await ada.reacts(original, 'x');
    const deleted = await room.shows(saying('Deleted by'));
    await empties(wall);
    await ada.presses(deleted, '↩️ Undo');
    expect(await wall.shows(pictured())).toMatchObject({ images: original.images });
  });

  scenario('a moderator who takes the original away takes down the copy as well', async (stage) => {
    const wall = await bound(stage, '--mode mirror');
    const { chat, root } = stage;
    const original = await painted(stage);
    await wall.shows(pictured());
    // Slack tells of deleted messages only those apps that read everything.
    await (chat.name === 'discord' ? root.deletes(original) : root.opens(original, 'Delete mine'));
    await empties(wall);
  });

  scenario('a copy that a moderator takes away does not come back', async (stage) => {
    const wall = await bound(stage, '--threshold 1');
    const { grace, root } = stage;
    const original = await painted(stage);
    await grace.reacts(original, 'star');
    await root.deletes(await wall.shows(pictured()));
    await root.reacts(original, 'star');
    // Looked at after it, and so hung after it.
    await grace.reacts(await painted(stage, 'an owl'), 'star');
    await wall.shows(quoting('an owl'));
    expect(wall.shown()).toHaveLength(1);
    expect(stage.room.shown().some(quoting('a fox'))).toBe(true);
  });

  scenario('what hangs stays when the channel is bound no more, until it is deleted', async (stage) => {
    const wall = await bound(stage, '--mode mirror');
    const { ada, grace, root, room } = stage;
    const original = await painted(stage);
    await wall.shows(pictured());
    await tells(root, saying('no longer belongs to'), () => root.asks(`/gallery unbind --to ${wall.id}`, room));
    await painted(stage, 'an owl');
    await tells(grace, saying('You have nothing in line'), () => grace.asks('/queue', room));
    expect(wall.shown()).toHaveLength(1);
    await ada.reacts(original, 'x');
    await empties(wall);
  });

  scenario('a whole server gives what everybody there can read; another channel has to be named', async (stage) => {
    const { chat, root, room } = stage;
    const wall = chat.newRoom();
    await tells(root, saying('everybody here can read'), () =>
      root.asks(`/gallery bind --to ${wall.id} --mode mirror`, room),
    );
    const hidden = chat.hiddenRoom();
    await painted({ ...stage, room: hidden }, 'a secret plan');
    await painted(stage, 'a fox for everybody');
    await wall.shows(quoting('a fox for everybody'));
    expect(wall.shown().map(({ quote }) => quote)).not.toContain('a secret plan');

    const named = await bound({ ...stage, room: hidden }, '--mode mirror');
    await painted({ ...stage, room: hidden }, 'a plan to be seen');
    await named.shows(quoting('a plan to be seen'));
    expect(wall.shown().map(({ quote }) => quote)).not.toContain('a plan to be seen');
  });
});
