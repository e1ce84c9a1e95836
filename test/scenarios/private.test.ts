import { expect } from 'vitest';
import { type Fits, hears, type Person, pictured, type Room, recipeIn, type Shown, saying } from './chat.ts';
import { scenarios } from './scenario.ts';

/** A private picture, as its maker sees it. */
async function secret(ada: Person, room: Room): Promise<Shown> {
  await ada.asks('/imagine a secret fox --private', room);
  return ada.alone(pictured());
}

const refused = saying('This picture is private: only the person who made it can use it.');

const isOf =
  (recipe: string): Fits =>
  (shown) =>
    shown.images.length > 0 && recipeIn(shown) === recipe;

scenarios('private pictures', (scenario) => {
  scenario('only the asker sees it, and nothing of it is in the room', async ({ ada, grace, room }) => {
    const shown = await secret(ada, room);
    expect(shown.says).toContain('Only you see this.');
    expect(shown.quote).toBe('a secret fox');
    expect(shown.buttons).toContain('📤 Post to channel');
    expect(room.shown()).toEqual([]);
    expect(grace.private()).toEqual([]);
  });

  scenario('Post to channel posts it for everybody', async ({ ada, grace, room }) => {
    const shown = await secret(ada, room);
    await ada.presses(shown, '📤 Post to channel');
    const posted = await room.shows(pictured());
    expect(posted.says).toContain('Posted by');
    expect(posted.images).toEqual(shown.images);
    expect(posted.buttons).not.toContain('📤 Post to channel');
    expect(recipeIn(posted)).toBe(recipeIn(shown));
    await grace.presses(posted, '🔁 New picture');
    const child = await room.shows(saying(`From ${recipeIn(shown)}`));
    expect(child.says).not.toContain('Only you see this.');
  });

  scenario('others can do nothing with it by its recipe', async ({ ada, grace, root, room }) => {
    const recipe = recipeIn(await secret(ada, room));
    for (const other of [grace, root]) {
      for (const name of ['show', 'reroll', 'wording', 'lineage', 'send', 'spoiler']) {
        await hears(other, refused, () => other.asks(`/${name} ${recipe}`, room));
      }
      await hears(other, refused, () => other.asks(`/describe a fox --recipe ${recipe}`, room));
      expect(other.private().flatMap(({ images }) => images)).toEqual([]);
    }
    expect(room.shown()).toEqual([]);
  });

  scenario('a new one of it is private, too', async ({ ada, room }) => {
    const shown = await secret(ada, room);
    await ada.presses(shown, '🔁 New picture');
    const child = await ada.alone(saying(`From ${recipeIn(shown)}`));
    expect(child.says).toContain('Only you see this.');
    await ada.asks(`/reroll ${recipeIn(child)}`, room);
    await ada.alone(saying(`From ${recipeIn(child)}`));
    expect(room.shown()).toEqual([]);
  });

  scenario('its maker can look at it again in a room, unseen', async ({ ada, room }) => {
    const shown = await secret(ada, room);
    await ada.asks(`/show ${recipeIn(shown)}`, room);
    await ada.alone(saying('To make it again, word for word'));
    expect(room.shown()).toEqual([]);
  });

  scenario('brought back after it was deleted, it is still unseen', async ({ ada, grace, room }) => {
    const recipe = recipeIn(await secret(ada, room));
    await ada.asks(`/delete ${recipe}`, room);
    const gone = await ada.alone(saying('Deleted.'));
    await ada.presses(gone, '↩️ Undo');
    // What can be shown in the place of a whisper is; elsewhere that is said.
    await ada.alone((shown) => saying('It is there again.')(shown) || (shown.id === gone.id && pictured()(shown)));
    await hears(ada, isOf(recipe), () => ada.asks(`/show ${recipe}`, room));
    expect(room.shown()).toEqual([]);
    expect(grace.private()).toEqual([]);
  });

  scenario('what was made from a picture in secret is not told under it', async ({ ada, grace, room }) => {
    await ada.asks('/imagine a fox', room);
    const parent = await room.shows(pictured());
    await grace.mentions('+ with a hat --private', parent, room);
    const child = await grace.alone(saying('Edited.'));
    await ada.asks(`/show ${recipeIn(parent)}`, room);
    const again = await room.shows(saying('To make it again'));
    expect(again.says).not.toContain('hat');
    await ada.asks(`/lineage ${recipeIn(parent)}`, room);
    await ada.alone(saying('There is no other picture of its family to show.'));
    await grace.asks(`/lineage ${recipeIn(parent)}`, room);
    expect((await grace.alone(saying('A family of 2 pictures'))).says).toContain(recipeIn(child));
    await ada.asks(`/history ${grace.id}`, room);
    await ada.alone(saying('There are no pictures of theirs in this place.'));
  });

  scenario('several are private together', async ({ ada, room }) => {
    await ada.asks('/imagine a fox --count 2 --private', room);
    await ada.presses(await ada.alone(saying('That would be 2 pictures.')), 'Go');
    const both = await ada.alone(pictured(2));
    expect(both.says).toContain('Only you see this.');
    expect(room.shown()).toEqual([]);
  });
});
