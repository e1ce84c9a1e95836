import { expect } from 'vitest';
import { z } from 'zod';
import { type Person, pictured, promptIn, type Room, recipesIn, type Shown, saying, seedIn, seedsIn } from './chat.ts';
import { scenarios } from './scenario.ts';

const twelve = { PICTURE_PRICE: '0.03', QUOTAS: 'person 12/day' };

scenarios(
  'several at once',
  (scenario) => {
    scenario('four come in one message, each with a seed and a reroll of its own', async ({ ada, grace, room }) => {
      await ada.asks('/imagine a fox at dawn --count 4', room);
      const question = await ada.alone(saying('That would be 4 pictures.'));
      expect(room.shown()).toEqual([]);
      await ada.presses(question, 'Go');
      const four = await room.shows(pictured(4));
      expect(four.quote).toBe('a fox at dawn');
      expect(new Set(seedsIn(four)).size).toBe(4);
      expect(new Set(four.images.map(({ sha }) => sha)).size).toBe(4);
      expect(four.buttons).toEqual(['🔁 1', '🔁 2', '🔁 3', '🔁 4']);
      await grace.presses(four, '🔁 3');
      const child = await room.shows(pictured());
      expect(child.says).toContain(`From ${recipesIn(four)[2]}`);
      expect(seedsIn(four)).not.toContain(seedIn(child));
    });

    scenario('the price is said before the click, and what is left', async ({ ada, room }) => {
      await ada.asks('/imagine a fox', room);
      await room.shows(pictured());
      await ada.asks('/imagine a fox --count 4', room);
      const question = await ada.alone(saying('That would be 4 pictures.'));
      expect(question.says).toMatch(/Time (?:\d+ s|not known yet)/);
      expect(question.says).toContain('Cost 0.12');
      expect(question.says).toContain('Left 11 pictures left (Today)');
      expect(question.buttons).toEqual(['Go', 'Cancel']);
    });

    scenario('Cancel paints nothing, and Go after it neither', async ({ ada, room, world }) => {
      const calls = world.sandbox.calls.length;
      await ada.asks('/imagine a fox --count 2', room);
      const question = await ada.alone(saying('That would be 2 pictures.'));
      await ada.presses(question, 'Cancel');
      expect(await ada.alone(saying('Nothing was painted.'))).toMatchObject({ buttons: [] });
      expect(room.shown()).toEqual([]);
      expect(world.sandbox.calls).toHaveLength(calls);
    });

    scenario('two presses at once paint once', async ({ ada, room, world }) => {
      const calls = world.sandbox.calls.length;
      await ada.asks('/imagine a fox --count 2', room);
      const question = await ada.alone(saying('That would be 2 pictures.'));
      await Promise.all([ada.presses(question, 'Go'), ada.presses(question, 'Go')]);
      await room.shows(pictured(2));
      await ada.alone(saying('This question has been answered already.'));
      expect(room.shown()).toHaveLength(1);
      expect(world.sandbox.calls).toHaveLength(calls + 2);
    });

    scenario('nobody else can say Go', async ({ ada, grace, room }) => {
      await ada.asks('/imagine a fox --count 2', room);
      const question = await ada.alone(saying('That would be 2 pictures.'));
      expect(grace.private()).toEqual([]);
      await expect(grace.presses(question, 'Go')).rejects.toThrow();
    });

    scenario('Go works after a restart', async ({ ada, room, world }) => {
      await ada.asks('/imagine a {red, blue} fox --seed 42', room);
      const question = await ada.alone(saying('That would be 2 pictures.'));
      await world.restart();
      await ada.presses(question, 'Go');
      const both = await room.shows(pictured(2));
      expect(both.says).toContain('a red fox');
      expect(seedsIn(both)).toEqual([42, 42]);
    });

    scenario('--repeat gives each its own seed, the first one the given', async ({ ada, room }) => {
      await goesFor(ada, 'a fox --repeat 3 --seed 42', room);
      const seeds = seedsIn(await room.shows(pictured(3)));
      expect(seeds[0]).toBe(42);
      expect(new Set(seeds).size).toBe(3);
    });

    scenario('choices in braces are painted each with each', async ({ ada, room, world }) => {
      const before = world.sandbox.calls.length;
      await ada.asks('/imagine a {red, blue} {cat, dog}', room);
      const question = await ada.alone(saying('That would be 4 pictures.'));
      const prompts = ['a red cat', 'a red dog', 'a blue cat', 'a blue dog'];
      for (const prompt of prompts) expect(question.says).toContain(prompt);
      await ada.presses(question, 'Go');
      const four = await room.shows(pictured(4));
      for (const prompt of prompts) expect(four.says).toContain(prompt);
      expect(four.images.map(({ alt }) => alt)).toEqual(prompts.map((prompt) => `AI-generated picture: ${prompt}`));
      const sent = world.sandbox.calls.slice(before).map(promptOf);
      expect(sent.toSorted()).toEqual(prompts.toSorted());
    });

    scenario('a word list gives each picture one of its words', async ({ ada, root, room, world }) => {
      await root.asks('/list fruits --words "apple, pear, plum"', room);
      await room.shows(saying('Saved the list “fruits” of 3 words.'));
      const before = world.sandbox.calls.length;
      await goesFor(ada, 'a {{fruits}} --count 4', room);
      const four = await room.shows(pictured(4));
      const sent = world.sandbox.calls.slice(before).map(promptOf);
      for (const prompt of sent) {
        expect(prompt).toMatch(/^a (?:apple|pear|plum)$/);
        // In one call of 27 all four draw the same one: then there is nothing to tell apart, and it says what was typed.
        const isOne = new Set(sent).size === 1;
        expect(`${four.says} ${four.quote}`).toContain(isOne ? 'a {{fruits}}' : prompt);
      }
    });

    scenario('what one filter refuses keeps no other from coming, and is not charged', async ({ ada, room }) => {
      await goesFor(ada, 'a {red, green [refused], blue} fox', room);
      const two = await room.shows(pictured(2));
      expect(two.says).toContain('2 of 3 pictures are here. What failed does not count for your quota.');
      expect(two.says).toContain('Picture 2 failed The image service’s safety filter refused this prompt.');
      expect(two.says).not.toContain('green');
      expect(two.buttons).toEqual(['🔁 1', '🔁 3']);
      await ada.asks('/usage', room);
      await ada.alone(saying('2 of 12 pictures'));
    });

    scenario('when all are refused, the asker gets their words back to change', async ({ ada, room }) => {
      await goesFor(ada, 'a {red, green} fox [refused]', room);
      const failure = await room.shows(saying('safety filter refused this prompt'));
      expect(failure.says).not.toContain('fox');
      await ada.presses(failure, '✏️ Edit');
      const form = await ada.form();
      expect(promptIn(form)).toBe('a {red, green} fox [refused]');
      await ada.asks('/usage', room);
      await ada.alone(saying('0 of 12 pictures'));
    });

    scenario('more than ten are refused in a sentence', async ({ ada, room, world }) => {
      const calls = world.sandbox.calls.length;
      await ada.asks('/imagine a {red, blue, green} fox --count 4', room);
      await ada.alone(saying('That would be 12 pictures, but at most 10 fit into one message. Please ask for fewer.'));
      expect(world.sandbox.calls).toHaveLength(calls);
    });
  },
  twelve,
);

scenarios(
  'several at the end of a quota',
  (scenario) => {
    scenario('what the quota still allows comes, and it is said what does not', async ({ ada, room }) => {
      const question = await lastThree(ada, room);
      await ada.asks('/imagine a cat', room);
      await room.shows(pictured());
      await ada.presses(question, 'Go');
      const two = await room.shows(pictured(2));
      expect(two.says).toContain('2 of 3 pictures are here.');
      expect(two.says).toContain('Picture 3 failed Your pictures are used up for today.');
    });

    scenario('when nothing is left at Go, that is said', async ({ ada, room }) => {
      const question = await lastThree(ada, room);
      for (const what of ['cat', 'dog', 'hen']) {
        await ada.asks(`/imagine a ${what}`, room);
        await room.shows((shown) => pictured()(shown) && saying(`a ${what}`)(shown));
      }
      await ada.presses(question, 'Go');
      await room.shows(saying('Your pictures are used up for today.'));
      expect(room.shown().filter(pictured())).toHaveLength(3);
    });
  },
  { QUOTAS: 'person 3/day' },
);

async function lastThree(ada: Person, room: Room): Promise<Shown> {
  await ada.asks('/imagine a fox --count 3', room);
  const question = await ada.alone(saying('That would be 3 pictures.'));
  expect(question.says).toContain('Left 3 pictures left (Today)');
  return question;
}

/** Asks for several and says Go. */
async function goesFor(ada: Person, words: string, room: Room): Promise<void> {
  await ada.asks(`/imagine ${words}`, room);
  await ada.presses(await ada.alone(saying('That would be')), 'Go');
}

const sent = z.object({ body: z.object({ prompt: z.string() }) });

function promptOf(call: unknown): string {
  return sent.parse(call).body.prompt;
}
