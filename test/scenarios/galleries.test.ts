import { expect, vi } from 'vitest';
import type { Room, Shown } from './chat.ts';
import { pictured, recipeIn, saying, tells } from './chat.ts';
import { type Stage, scenarios } from './scenario.ts';

/** A room whose pictures hang in another one. */
async function bound({ chat, room, root }: Stage, options: string): Promise<Room> {
  const wall = chat.newRoom();
  const act = () => root.asks(`/gallery bind --to ${wall.id} --from ${room.id} ${options}`, room);
  await tells(root, saying('Collects from'), act);
  return wall;
}

async function painted({ ada, room }: Stage, prompt = 'a fox'): Promise<Shown> {
  await ada.asks(`/imagine ${prompt}`, room);
  return room.shows((shown) => pictured()(shown) && shown.quote === prompt);
}

const starred = (count: number) => (shown: Shown) => pictured()(shown) && shown.says.includes(`★ ${count}`);

/** Waits until nothing hangs there. */
const empty = (wall: Room) => vi.waitFor(() => expect(wall.shown()).toEqual([]), { timeout: 5000 });

scenarios('galleries', (scenario) => {
  scenario('a mirror shows every public picture, to be made again from there', async (stage) => {
    const wall = await bound(stage, '--mode mirror');
    const { grace } = stage;
    const original = await painted(stage);
    const hung = await wall.shows(pictured());
    expect(hung).toMatchObject({ quote: 'a fox', images: original.images });
    expect(recipeIn(hung)).toBe(recipeIn(original));
    expect(hung.says.toLowerCase()).toContain('by ada');
    expect(hung.links).toHaveLength(1);
    await grace.reacts(hung, 'repeat');
    await wall.shows(saying(`From ${recipeIn(original)}`));
  });

  scenario('a starboard shows what others star, for as long as they do', async (stage) => {
    const wall = await bound(stage, '--threshold 2');
    const { ada, grace, root, world } = stage;
    const original = await painted(stage);
    await ada.reacts(original, 'star');
    await grace.reacts(original, 'star');
    await world.idle();
    expect(wall.shown()).toEqual([]);
    await root.reacts(original, 'star');
    const hung = await wall.shows(starred(3));
    await root.takesBack(original, 'star');
    await empty(wall);
    await world.restart();
    await root.reacts(original, 'star');
    await wall.shows(starred(3));
    // Under the copy as well as under the original, and both are one.
    await grace.reacts(await wall.shows(starred(3)), 'star');
    await grace.takesBack(original, 'star');
    await world.idle();
    expect(await wall.shows(starred(3))).toMatchObject({ images: hung.images });
    expect(wall.shown()).toHaveLength(1);
  });
});
