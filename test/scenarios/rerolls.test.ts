import { expect } from 'vitest';
import { childOf, pictured, recipeIn, recipesIn, saying, seedIn, seedsIn } from './chat.ts';
import { scenarios } from './scenario.ts';
import type { World } from './world.ts';

/** What the image service was asked for last, as it was sent. */
const sent = ({ sandbox }: World, back = 1) => JSON.stringify(sandbox.calls.at(-back)?.body);

const asked = ({ sandbox }: World) => sandbox.calls.at(-1)?.body;

scenarios('rerolls', (scenario) => {
  scenario(
    '🔁 on a picture makes a new one, with a new seed and the same wording, linked to its parent',
    async ({ ada, grace, room, world }) => {
      await ada.asks('/imagine a fox at dawn --seed 42', room);
      const parent = await room.shows(pictured());
      await grace.reacts(parent, 'repeat');
      const child = await room.shows(childOf(parent));
      expect(child.says).toContain('A new picture of the same wording.');
      expect(seedIn(child)).not.toBe(42);
      expect(child.quote).toBe('a fox at dawn');
      expect(child.links).toHaveLength(1);
      const [first, second] = world.sandbox.calls.slice(-2).map(({ body }) => body);
      expect(first).toMatchObject({ prompt: 'a fox at dawn', use_pre_llm: true });
      expect(second).toMatchObject({ prompt: expect.stringMatching(/^a fox at dawn, ./), use_pre_llm: false });
    },
  );

  scenario('New picture: a new seed, and the wording that the model had read', async (stage) => {
    const { ada, grace, room, world } = stage;
    await ada.asks('/imagine a fox --seed 42', room);
    const parent = await room.shows(pictured());
    await grace.presses(parent, '🔁 New picture');
    const child = await room.shows(childOf(parent));
    expect(child.says).toContain('A new picture of the same wording.');
    expect(asked(world)).toMatchObject({ prompt: expect.stringMatching(/^a fox, ./), use_pre_llm: false });
    expect(asked(world)).not.toMatchObject({ seed: 42 });
  });

  scenario('New wording: the same seed, and a new reading of the same words', async ({ ada, grace, room, world }) => {
    await ada.asks('/imagine a fox --seed 42 --wording-seed 7', room);
    const parent = await room.shows(pictured());
    await grace.presses(parent, '🎲 New wording');
    const child = await room.shows(childOf(parent));
    expect(child.says).toContain('The same seed with new wording.');
    expect(seedIn(child)).toBe(42);
    expect(asked(world)).toMatchObject({ prompt: 'a fox', seed: 42, use_pre_llm: true });
    expect(asked(world)).not.toMatchObject({ llm_seed: 7 });
  });

  scenario('Exact repeat: the same request to the byte, and very likely the same picture', async (stage) => {
    const { ada, grace, room, world } = stage;
    await ada.asks('/imagine a "red" fox --ar 3:2 --guidance 4.5 --style noir --watermark Ada', room);
    const parent = await room.shows(pictured());
    await grace.chooses(parent, 'More…', '♻️ Exact repeat');
    const child = await room.shows(childOf(parent));
    expect(child.says).toContain('An exact repeat: very likely the same picture.');
    expect(sent(world)).toBe(sent(world, 2));
    expect(child.images[0]?.sha).toBe(parent.images[0]?.sha);
    expect(child.quote).toBe(parent.quote);
    await ada.chooses(child, 'More…', '♻️ Exact repeat');
    await room.shows(childOf(child));
    expect(sent(world)).toBe(sent(world, 3));
  });

  scenario('the same seed in another shape, from the menu', async ({ ada, grace, room, world }) => {
    await ada.asks('/imagine a fox --seed 42', room);
    const parent = await room.shows(pictured());
    expect(parent.menus.find(({ label }) => label.startsWith('Same seed'))?.choices).not.toContain('1:1');
    await grace.chooses(parent, 'Same seed, other shape…', '16:9');
    const child = await room.shows(childOf(parent));
    expect(child.says).toContain('The same seed in another shape.');
    expect(asked(world)).toMatchObject({ seed: 42, width: 512, height: 288, use_pre_llm: false });
  });

  scenario('Final quality: the same seed, all steps and twice the size', async ({ ada, grace, room, world }) => {
    await ada.asks('/imagine a fox --seed 42 --steps 9 --no-upscale', room);
    const draft = await room.shows(pictured());
    await grace.chooses(draft, 'More…', '✨ Final quality');
    const final = await room.shows(childOf(draft));
    expect(asked(world)).toMatchObject({ seed: 42, ddim_steps: 25, use_sr: true, use_pre_llm: false });
    expect(final.menus.flatMap(({ choices }) => choices)).not.toContain('✨ Final quality');
  });

  scenario('What was read: the words in full, to adopt them or to drop them', async ({ ada, grace, room, world }) => {
    await ada.asks('/imagine a fox --seed 42', room);
    const parent = await room.shows(pictured());
    await grace.presses(parent, '📖 What was read');
    const read = await grace.whispered(saying('The model read these words'));
    expect(read.quote).toMatch(/^a fox, ./);
    expect(read.says).toContain('Written as a fox');
    await grace.presses(read, '📌 Adopt this wording');
    const adopted = await room.shows(childOf(parent));
    expect(adopted.says).toContain('With the wording that the model had read, word for word.');
    expect(asked(world)).toMatchObject({ prompt: read.quote, seed: 42, use_pre_llm: false });
    expect(adopted.quote).toBe('a fox');
    await grace.presses(read, '✍️ Use my words only');
    const own = await room.shows((shown) => childOf(parent)(shown) && shown.id !== adopted.id);
    expect(own.says).toContain('With your words only.');
    expect(asked(world)).toMatchObject({ prompt: 'a fox', seed: 42, use_pre_llm: false });
  });

  scenario('/reroll with a recipe does the same from anywhere', async ({ ada, grace, chat, room, world }) => {
    await ada.asks('/imagine a fox --seed 42 --steps 9', room);
    const parent = await room.shows(pictured());
    const elsewhere = chat.newRoom();
    const kinds = [
      ['', { use_pre_llm: false, prompt: expect.stringMatching(/^a fox, ./) }],
      ['--kind wording', { seed: 42, use_pre_llm: true, prompt: 'a fox' }],
      ['--kind exact', { seed: 42, use_pre_llm: true, prompt: 'a fox', ddim_steps: 9 }],
      ['--ar 9:16', { seed: 42, width: 288, height: 512 }],
      ['--kind final', { seed: 42, ddim_steps: 25 }],
      ['--kind adopted', { seed: 42, use_pre_llm: false, prompt: expect.stringMatching(/^a fox, ./) }],
      ['--kind own', { seed: 42, use_pre_llm: false, prompt: 'a fox' }],
    ] as const;
    for (const [at, [options, expected]] of kinds.entries()) {
      await grace.asks(`/reroll ${recipeIn(parent)} ${options}`.trim(), elsewhere);
      await elsewhere.shows(() => elsewhere.shown().filter(childOf(parent)).length === at + 1);
      expect(asked(world)).toMatchObject(expected);
    }
  });

  scenario('a family is kept, and /lineage shows it', async ({ ada, grace, room }) => {
    await ada.asks('/imagine a fox', room);
    const oldest = await room.shows(pictured());
    await grace.presses(oldest, '🔁 New picture');
    const middle = await room.shows(childOf(oldest));
    await ada.presses(middle, '🎲 New wording');
    const youngest = await room.shows(childOf(middle));
    await ada.asks(`/lineage ${recipeIn(middle)}`, room);
    const family = await ada.alone(pictured(3));
    expect(recipesIn(family)).toEqual([oldest, middle, youngest].map((each) => recipeIn(each)));
    expect(family.images.map(({ sha }) => sha)).toEqual([oldest, middle, youngest].map(({ images }) => images[0]?.sha));
    expect(family.says).toContain('A family of 3 pictures');
    expect(family.links).toHaveLength(3);
    await grace.chooses(youngest, 'More…', '🌳 Family');
    expect(recipesIn(await grace.alone(pictured(3)))).toHaveLength(3);
  });

  scenario('each of several pictures has a reroll of its own', async ({ ada, grace, room, world }) => {
    await ada.asks('/imagine a fox --count 3', room);
    await ada.presses(await ada.whispered(saying('3 pictures')), 'Go');
    const three = await room.shows(pictured(3));
    expect(three.buttons).toEqual(['🔁 1', '🔁 2', '🔁 3']);
    await grace.presses(three, '🔁 2');
    const child = await room.shows(saying(`From ${recipeIn(three, 1)}`));
    expect(child.images).toHaveLength(1);
    expect(seedsIn(three)).not.toContain(seedIn(child));
    await world.restart();
    await ada.asks(`/reroll ${recipeIn(three, 2)} --kind exact`, room);
    const again = await room.shows(saying(`From ${recipeIn(three, 2)}`));
    expect(again.images[0]?.sha).toBe(three.images[2]?.sha);
  });

  scenario('the buttons work after a restart', async ({ ada, room, world }) => {
    await ada.asks('/imagine a fox', room);
    const parent = await room.shows(pictured());
    await world.restart();
    await ada.presses(parent, '🎲 New wording');
    const child = await room.shows(saying('The same seed with new wording.'));
    expect(seedIn(child)).toBe(seedIn(parent));
  });

  scenario('what cannot be made again says why, to whoever asks', async ({ ada, grace, room }) => {
    await grace.asks('/reroll 7K3Q-9XWM-2D4H', room);
    await grace.whispered(saying('recipe'));
    await ada.asks('/imagine a fox --private', room);
    const secret = await ada.alone(pictured());
    await grace.asks(`/reroll ${recipeIn(secret)}`, room);
    await grace.whispered(saying('private'));
    expect(room.shown()).toEqual([]);
  });
});
