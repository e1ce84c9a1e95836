import { expect } from 'vitest';
import { hears, type Person, pictured, type Room, recipeIn, type Shown, saying } from './chat.ts';
import { scenarios } from './scenario.ts';

const refused = saying('This picture was made in an age-restricted channel, so it can only be shown in one.');

/** Somebody's new picture. */
async function paints(person: Person, words: string, room: Room): Promise<Shown> {
  const before = room.shown().map(({ id }) => id);
  await person.asks(`/imagine ${words}`, room);
  return room.shows((shown) => pictured()(shown) && saying('Recipe')(shown) && !before.includes(shown.id));
}

scenarios('rules of a channel', (scenario) => {
  scenario('everybody may look, administrators change', async ({ ada, root, room }) => {
    await ada.asks('/rules', room);
    const now = await ada.alone(saying('What holds in this channel'));
    expect(now.says).toContain('Pictures on');
    await ada.asks('/rules --no-pictures', room);
    await ada.alone(saying('Only an administrator can change that here.'));
    await root.asks('/rules --no-pictures', room);
    await root.alone(saying('Pictures off'));
    expect(room.shown()).toEqual([]);
  });

  scenario('where pictures are off, none is made in any way', async ({ chat, ada, root, room, world }) => {
    const parent = await paints(ada, 'a fox', room);
    await ada.asks('/imagine a fox --count 2', room);
    const question = await ada.alone(saying('That would be 2 pictures.'));
    await root.asks('/rules --no-pictures', room);
    await root.alone(saying('Pictures off'));
    const [calls, elsewhere] = [world.sandbox.calls.length, chat.newRoom()];
    const off = saying('Pictures are turned off in this channel.');
    for (const act of [
      () => ada.asks('/imagine a cat', room),
      () => ada.presses(parent, '🔁 New picture'),
      () => ada.reacts(parent, 'repeat'),
      () => ada.presses(question, 'Go'),
    ]) {
      await hears(ada, off, act);
    }
    expect(world.sandbox.calls).toHaveLength(calls);
    await paints(ada, 'a cat', elsewhere);
  });

  scenario('every picture is behind a spoiler where that is the rule', async ({ chat, ada, root, room }) => {
    const elsewhere = chat.newRoom();
    const open = await paints(ada, 'a cat', elsewhere);
    expect(open.images.map(({ spoiler }) => spoiler)).toEqual([false]);
    await root.asks('/rules --spoiler', room);
    await root.alone(saying('Always a spoiler on'));
    const hidden = await paints(ada, 'a fox', room);
    expect(hidden.images.map(({ spoiler }) => spoiler)).toEqual([true]);
    await ada.chooses(hidden, 'More…', '👀 Take the spoiler away');
    await ada.alone(saying('Every picture is hidden behind a spoiler in this channel.'));
    await ada.asks(`/show ${recipeIn(open)}`, room);
    const again = await room.shows((shown) => saying('To make it again')(shown) && pictured()(shown));
    expect(again.images.map(({ spoiler }) => spoiler)).toEqual([true]);
  });
});

scenarios('what is made where only adults are let in', (scenario) => {
  scenario('can be shown, rerolled and edited there', async ({ chat, ada, grace }) => {
    const den = await chat.adultRoom();
    const picture = await paints(ada, 'a fox', den);
    await grace.presses(picture, '🔁 New picture');
    const child = await den.shows(saying(`From ${recipeIn(picture)}`));
    await grace.asks(`/show ${recipeIn(child)}`, den);
    await den.shows(saying('To make it again'));
    await grace.asks(`/lineage ${recipeIn(picture)}`, den);
    await grace.alone(saying('A family of 2 pictures'));
    await grace.asks(`/history ${ada.id}`, den);
    await grace.alone(saying('Their newest pictures'));
  });

  scenario('comes into no other room in any way', async ({ chat, ada, grace, room }) => {
    const den = await chat.adultRoom();
    const recipe = recipeIn(await paints(ada, 'a fox', den));
    const lines = ['show', 'reroll', 'wording', 'lineage', 'send', 'spoiler'].map((name) => `/${name} ${recipe}`);
    for (const person of [ada, grace]) {
      for (const line of lines) await hears(person, refused, () => person.asks(line, room));
      await person.mentions(`/show ${recipe}`, undefined, room);
      await person.answered(refused, room);
      await person.mentions(`/edit + a hat --recipe ${recipe}`, undefined, room);
      await person.answered(refused, room);
    }
    expect(room.shown().filter(pictured())).toEqual([]);
    expect([...ada.private(), ...grace.private()].filter(pictured())).toEqual([]);
  });

  scenario('is in no list of another room', async ({ chat, ada, grace, room }) => {
    const den = await chat.adultRoom();
    const open = await paints(ada, 'a cat', room);
    for (let n = 0; n < 8; n++) await paints(ada, `a fox ${n}`, den);
    for (const [person, line] of [
      [ada, '/history'],
      [grace, `/history ${ada.id}`],
    ] as const) {
      await person.asks(line, room);
      const listed = await person.alone((shown) => saying('newest pictures')(shown) && pictured()(shown));
      expect(listed.says).toContain(recipeIn(open));
      expect(listed.says).not.toContain('fox');
      expect(listed.menus.map(({ choices }) => choices.length)).toEqual([1, 1]);
    }
  });

  scenario('its maker may have a copy, which leads nobody else to it', async ({ chat, ada, grace, room }) => {
    const den = await chat.adultRoom();
    const picture = await paints(ada, 'a fox', den);
    await grace.reacts(picture, 'envelope');
    await grace.alone(refused);
    await ada.reacts(picture, 'envelope');
    const copy = await ada.told(pictured());
    await ada.presses(copy, '✏️ Edit');
    await (await ada.form()).submit({});
    const edited = await ada.told(saying('Edited.'));
    await hears(ada, refused, () => ada.asks(`/show ${recipeIn(edited)}`, room));
    await ada.reacts(copy, 'repeat');
    const child = await ada.told(saying('A new picture of the same wording.'));
    await hears(ada, refused, () => ada.asks(`/show ${recipeIn(child)}`, room));
    expect(room.shown()).toEqual([]);
    expect(grace.private().filter(pictured())).toEqual([]);
  });

  scenario('does not cross to the other platform', async ({ chat, other, ada }) => {
    const den = await chat.adultRoom();
    const recipe = recipeIn(await paints(ada, 'a fox', den));
    const [eve, there] = [other.person('Eve'), other.newRoom()];
    await eve.asks(`/show ${recipe}`, there);
    await eve.alone(refused);
    expect(there.shown()).toEqual([]);
    const otherDen = await other.adultRoom();
    await eve.asks(`/show ${recipe}`, otherDen);
    await otherDen.shows(pictured());
  });

  scenario('brought back after it was deleted, it stays there', async ({ chat, ada, room }) => {
    const den = await chat.adultRoom();
    const picture = await paints(ada, 'a fox', den);
    await ada.asks(`/delete ${recipeIn(picture)}`, room);
    const gone = await ada.alone(saying('Deleted.'));
    await hears(ada, refused, () => ada.presses(gone, '↩️ Undo'));
    expect(room.shown()).toEqual([]);
  });
});
