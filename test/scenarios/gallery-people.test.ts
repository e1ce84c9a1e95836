import { expect } from 'vitest';
import { pictured, recipeIn, saying, tells } from './chat.ts';
import { bound, empties, painted, quoting, starred } from './gallery-walls.ts';
import { scenarios } from './scenario.ts';

scenarios('galleries and the people in them', (scenario) => {
  scenario('one gallery on both chats has joined counts, and names as people chose them', async (stage) => {
    const { other, ada, grace, room } = stage;
    const wall = await bound(stage, '--threshold 1 --own-stars');
    const far = { chat: other, room: other.newRoom(), root: other.person('Rick', { administers: true }) };
    const lin = other.person('Lin');
    const wall2 = await bound(far, `--join ${wall.code}`);
    await tells(ada, saying('Ada of the Foxes'), () => ada.asks('/privacy --name "Ada of the Foxes"', room));
    const original = await painted(stage);
    await grace.reacts(original, 'star');
    const hung = await wall2.shows(starred(1));
    expect(hung.says).toContain('By Ada of the Foxes');
    expect(hung.images[0]?.sha).toBe(original.images[0]?.sha);
    expect(hung.links).toEqual([]);
    await stage.world.idle();
    await lin.reacts(hung, 'star');
    await wall.shows(starred(2));
    await grace.takesBack(original, 'star');
    await wall2.shows(starred(1));
    // And the other way round.
    await painted({ ada: lin, room: far.room }, 'an owl');
    await lin.asks(`/star ${recipeIn(await far.room.shows(quoting('an owl')))}`, far.room);
    await wall.shows(quoting('an owl'));
    expect(wall.shown()).toHaveLength(2);
    expect(wall2.shown()).toHaveLength(2);
  });

  scenario('whoever wants to be asked is asked, one picture at a time, and their answer counts', async (stage) => {
    const wall = await bound(stage, '--threshold 1');
    const { ada, grace, room } = stage;
    await tells(ada, saying('once you have agreed'), () => ada.asks('/privacy --stars ask', room));
    await grace.reacts(await painted(stage, 'a fox'), 'star');
    const question = await ada.told((shown) => pictured()(shown) && saying('May it hang in the gallery')(shown));
    expect(question.buttons).toEqual(['Yes', 'No', 'Always', 'Never']);
    expect(wall.shown()).toEqual([]);
    await ada.presses(question, 'No');
    await ada.alone(saying('It does not hang there.'));
    await grace.reacts(await painted(stage, 'an owl'), 'star');
    const again = await ada.told((shown) => saying('May it hang in the gallery')(shown) && shown.quote === 'an owl');
    await ada.presses(again, 'Always');
    await wall.shows(quoting('an owl'));
    await grace.reacts(await painted(stage, 'a crow'), 'star');
    await wall.shows(quoting('a crow'));
    expect(wall.shown()).toHaveLength(2);
  });

  scenario('whoever wants none of it is left alone, from that moment on', async (stage) => {
    const wall = await bound(stage, '--threshold 1');
    const { ada, grace, root, room, world } = stage;
    await grace.reacts(await painted(stage, 'a fox'), 'star');
    await wall.shows(quoting('a fox'));
    await tells(ada, saying('bring none of them in'), () => ada.asks('/privacy --stars never', room));
    await empties(wall);
    await root.reacts(await painted(stage, 'an owl'), 'star');
    await world.idle();
    await tells(ada, saying('bring your pictures'), () => ada.asks('/privacy --stars open', room));
    await wall.shows(quoting('an owl'));
    await wall.shows(quoting('a fox'));
  });

  scenario('whoever erases everything is gone everywhere', async (stage) => {
    const wall = await bound(stage, '--threshold 1');
    const { ada, grace, room, world } = stage;
    const original = await painted(stage);
    await grace.reacts(original, 'star');
    await wall.shows(pictured());
    const question = await tells(ada, saying('for good'), () => ada.asks('/privacy --erase', room));
    await ada.presses(question, 'Erase everything');
    await ada.alone(saying('One picture and everything else of yours is deleted'));
    await empties(wall);
    await world.restart();
    await grace.asks(`/show ${recipeIn(original)}`, room);
    await grace.alone(saying('deleted'));
    await tells(ada, saying('There are no pictures yet'), () => ada.asks('/history', room));
    expect(wall.shown()).toEqual([]);
  });
});
