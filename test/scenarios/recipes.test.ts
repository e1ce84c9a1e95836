import { expect } from 'vitest';
import { readInscription } from '../../src/images/inscription.ts';
import { pictured, recipeIn, type Shown, saying, seedIn } from './chat.ts';
import { type Stage, scenarios } from './scenario.ts';

const wish =
  '/imagine a fox, "quoted" \\{braces\\}, at dawn --ar 16:9 --seed 42 --guidance 7.5 --no-enhance --watermark hello';

/** Grace's picture of a fox in the stage's room. */
async function painted({ grace, room }: Stage, line = wish): Promise<Shown> {
  await grace.asks(line, room);
  return room.shows(pictured());
}

/** The newest call to the image service, to the byte. */
function sent({ world }: Stage): string {
  return JSON.stringify(world.sandbox.calls.at(-1)?.body);
}

scenarios('recipes', (scenario) => {
  scenario('every picture prints one, also each of several', async (stage) => {
    const { grace, room } = stage;
    const one = await painted(stage);
    expect(one.says).toMatch(/Recipe \S{4}-\S{4}-\S{4}/);
    await grace.asks('/imagine a cat --count 3', room);
    await grace.presses(await grace.alone(saying('That would be 3 pictures')), 'Go');
    const several = await room.shows(pictured(3));
    expect(new Set([0, 1, 2].map((n) => recipeIn(several, n))).size).toBe(3);
  });

  scenario('/show brings the picture and its settings back, with a line to copy', async (stage) => {
    const { ada, room } = stage;
    const made = await painted(stage);
    await ada.asks(`/show ${recipeIn(made)}`, room);
    const shown = await room.shows((each) => pictured()(each) && each.id !== made.id);
    expect(shown.images.map(({ sha }) => sha)).toEqual(made.images.map(({ sha }) => sha));
    expect(shown.quote).toBe('a fox, "quoted" {braces}, at dawn');
    for (const fact of ['Seed 42', 'Guidance 7.5', 'Steps 25', 'Enhance off', 'Model 2.1 Pro'])
      expect(shown.says).toContain(fact);
    expect(shown.says).toMatch(/By Grace/i);
    expect(shown.says).toContain('AI-generated. To make it again, word for word:');
    expect(shown.code).toContain('--seed 42');
  });

  scenario('the line typed again asks for the same, to the byte, and gets the same picture', async (stage) => {
    const { ada, room } = stage;
    const made = await painted(stage);
    const before = sent(stage);
    await ada.asks(`/show ${recipeIn(made)}`, room);
    const { code = '', id } = await room.shows(({ code }) => code !== undefined);
    await ada.asks(code, room);
    const again = await room.shows((each) => pictured()(each) && each.id !== id && each.id !== made.id);
    expect(sent(stage)).toBe(before);
    expect(again.images[0]?.sha).toBe(made.images[0]?.sha);
    expect(recipeIn(again)).not.toBe(recipeIn(made));
  });

  scenario('it is known on the other platform, too: picture, settings, line, and what came of it', async (stage) => {
    const { other, world } = stage;
    const made = await painted(stage);
    const before = sent(stage);
    const there = other.newRoom();
    const alan = other.person('Alan');
    await alan.asks(`/show ${recipeIn(made)}`, there);
    const shown = await there.shows(pictured());
    expect(shown.images.map(({ sha, alt }) => [sha, alt])).toEqual(made.images.map(({ sha, alt }) => [sha, alt]));
    expect(shown.says).toMatch(/By Grace/i);

    await alan.asks(shown.code ?? '', there);
    const typed = await there.shows((each) => pictured()(each) && each.id !== shown.id);
    expect(sent(stage)).toBe(before);
    expect(typed.images[0]?.sha).toBe(made.images[0]?.sha);

    await world.idle();
    await alan.reacts(shown, 'repeat');
    const child = await there.shows(saying('A new picture of the same wording.'));
    expect(child.says).toContain(`From ${recipeIn(made)}`);
    expect(seedIn(child)).not.toBe(42);
    expect(world.log.filter((line) => line.includes('"error"'))).toEqual([]);
    expect(other.violations()).toEqual([]);
  });

  scenario(
    'an address that ends with it will do, and so will a sentence or what a telephone makes of it',
    async (stage) => {
      const { ada, room } = stage;
      const recipe = recipeIn(await painted(stage));
      for (const typed of [
        `https://easel.example/p/${recipe}`,
        `<https://easel.example/p/${recipe}>`,
        `recipe ${recipe}`,
        recipe.toLowerCase().replaceAll('-', ' '),
        recipe.replaceAll('-', '–'),
      ]) {
        const before = room.shown().length;
        await ada.asks(`/show ${typed}`, room);
        const shown = await room.shows(({ code }) => code !== undefined && room.shown().length > before);
        expect(recipeIn(shown), typed).toBe(recipe);
      }
    },
  );

  scenario('a mistyped one is told apart from one that nobody knows', async (stage) => {
    const { ada, room } = stage;
    const recipe = recipeIn(await painted(stage));
    const slipped = recipe.replace(/.$/, (digit) => (digit === '7' ? '8' : '7'));
    await ada.asks(`/show ${slipped}`, room);
    await ada.whispered(saying('is no recipe: one of its characters is wrong'));
    await ada.asks('/show 0000-0000-0000', room);
    await ada.whispered(saying('I have no picture with the recipe 0000-0000-0000'));
  });

  scenario('the file itself tells how it was made, and that a machine made it', async (stage) => {
    const { chat, ada, room } = stage;
    const made = await painted(stage);
    const [image] = made.images;
    if (!image) throw new Error('no picture');
    const file = chat.bytes(image);
    const { command, description } = readInscription(file) ?? {};
    expect(description).toBe('a fox, "quoted" {braces}, at dawn');
    expect(Buffer.from(file).toString('latin1')).toContain(
      'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
    );
    // The line inside is the line that /show prints, and paints the same.
    await ada.asks(`/show ${recipeIn(made)}`, room);
    const shown = await room.shows(({ code }) => code !== undefined);
    expect(command).toBe(shown.code);
  });

  scenario('somebody else’s file tells it again, wherever it is posted', async (stage) => {
    const { chat, other, ada, room } = stage;
    const made = await painted(stage);
    const [image] = made.images;
    if (!image) throw new Error('no picture');
    const posted = await ada.posts(chat.bytes(image), room);
    await ada.opens(posted, 'Show settings');
    const told = await ada.whispered(saying('This picture tells about itself how it was made'));
    expect(told.code).toContain('--seed 42');

    const alan = other.person('Alan');
    const there = other.newRoom();
    await alan.opens(await alan.posts(chat.bytes(image), there), 'Show settings');
    expect((await alan.whispered(saying('how it was made'))).code).toBe(told.code);
  });
});
