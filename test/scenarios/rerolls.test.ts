import { expect } from 'vitest';
import { pictured, recipeIn, saying, seedIn } from './chat.ts';
import { scenarios } from './scenario.ts';

scenarios('rerolls', (scenario) => {
  scenario(
    '🔁 on a picture makes a new one, with a new seed and the same wording, linked to its parent',
    async ({ ada, grace, room, world }) => {
      await ada.asks('/imagine a fox at dawn --seed 42', room);
      const parent = await room.shows(pictured());
      await grace.reacts(parent, 'repeat');
      const child = await room.shows((shown) => pictured()(shown) && shown.id !== parent.id);
      expect(child.says).toContain('A new picture of the same wording.');
      expect(child.says).toContain(`From ${recipeIn(parent)}`);
      expect(seedIn(child)).not.toBe(42);
      expect(child.quote).toBe('a fox at dawn');
      expect(child.links).toHaveLength(1);
      const [first, second] = world.sandbox.calls.slice(-2).map(({ body }) => body);
      expect(first).toMatchObject({ prompt: 'a fox at dawn', use_pre_llm: true });
      expect(second).toMatchObject({ prompt: expect.stringMatching(/^a fox at dawn, ./), use_pre_llm: false });
    },
  );

  scenario('the buttons work after a restart', async ({ ada, room, world }) => {
    await ada.asks('/imagine a fox', room);
    const parent = await room.shows(pictured());
    await world.restart();
    await ada.presses(parent, '🎲 New wording');
    const child = await room.shows(saying('The same seed with new wording.'));
    expect(seedIn(child)).toBe(seedIn(parent));
  });
});
