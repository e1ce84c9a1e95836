import { expect } from 'vitest';
import { type Fits, hears, pictured, type Room, recipeIn, type Shown, saying } from './chat.ts';
import { type Stage, scenarios } from './scenario.ts';

const both =
  (...all: readonly Fits[]): Fits =>
  (shown) =>
    all.every((fits) => fits(shown));

/** Ada's picture in the stage's room. */
async function painted({ ada, room }: Stage, words = 'a fox'): Promise<Shown> {
  await ada.asks(`/imagine ${words}`, room);
  return room.shows((shown) => pictured()(shown) && shown.quote === words);
}

/** A channel to which an administrator has bound a gallery of the stage's room. */
async function bound({ chat, room, root }: Stage, options: string): Promise<Room> {
  const wall = chat.newRoom();
  await hears(root, saying('#'), () => root.asks(`/gallery bind --from <#${room.id}> ${options}`, wall));
  return wall;
}

scenarios('starboard', (scenario) => {
  scenario('what enough people star hangs in the gallery, and goes when they take it back', async (stage) => {
    const { chat, ada, grace } = stage;
    const alan = chat.person('Alan');
    const wall = await bound(stage, '--threshold 2');
    const fox = await painted(stage);
    await grace.reacts(fox, 'star');
    await ada.reacts(fox, 'star');
    await alan.reacts(fox, 'star');
    const hung = await wall.shows(both(pictured(), saying(recipeIn(fox))));
    expect(hung.images[0]?.sha).toBe(fox.images[0]?.sha);
    await wall.shows(saying('★ 3'));
    await alan.takesBack(fox, 'star');
    await expect.poll(() => wall.shown().filter(pictured())).toEqual([]);
  });
});
