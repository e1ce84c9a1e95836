import { expect, vi } from 'vitest';
import type { Fits, Room, Shown } from './chat.ts';
import { pictured, recipeIn, saying, tells } from './chat.ts';
import type { Stage } from './scenario.ts';

/** A channel that is bound to a gallery. */
export interface Wall extends Room {
  /** With which others join the gallery. */
  readonly code: string;
}

/** Another room where what is made in the story's room hangs. */
export async function bound(
  { chat, room, root }: Pick<Stage, 'chat' | 'room' | 'root'>,
  options: string,
): Promise<Wall> {
  const wall = chat.newRoom();
  const act = () => root.asks(`/gallery bind --to ${wall.id} --from ${room.id} ${options}`, room);
  const told = await tells(root, saying('Collects from'), act);
  return { ...wall, code: recipeIn(told) };
}

/** Ada's picture, as it stands in the room. */
export async function painted({ ada, room }: Pick<Stage, 'ada' | 'room'>, prompt = 'a fox'): Promise<Shown> {
  await ada.asks(`/imagine ${prompt}`, room);
  return room.shows((shown) => pictured()(shown) && shown.quote === prompt);
}

export const starred =
  (count: number): Fits =>
  (shown) =>
    pictured()(shown) && shown.says.includes(`★ ${count}`);

export const quoting =
  (words: string): Fits =>
  (shown) =>
    pictured()(shown) && shown.quote === words;

/** Waits until nothing hangs there. */
export async function empties(wall: Room): Promise<void> {
  await vi.waitFor(() => expect(wall.shown()).toEqual([]), { timeout: 5000 });
}
