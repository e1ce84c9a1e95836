import { expect } from 'vitest';
import { childOf, pictured, recipeIn, saying, seedIn } from './chat.ts';
import { scenarios } from './scenario.ts';

scenarios('editing', (scenario) => {
  scenario('✏️ Edit opens a form with everything filled in, and paints what was changed', async (stage) => {
    const { ada, grace, room, world } = stage;
    await ada.asks('/imagine a cat --seed 42 --ar 16:9 --steps 9 --style noir --no-upscale', room);
    const cat = await room.shows(pictured());
    await world.restart();
    await grace.presses(cat, '✏️ Edit');
    const form = await grace.form();
    const filled = ['prompt', 'seed', 'aspect', 'steps', 'style'].map((option) => form.holds(option));
    expect(filled).toEqual(['a cat', '42', '16:9', '9', 'noir']);
    await form.sends({ prompt: 'a fox', steps: '12' });
    const fox = await room.shows(childOf(cat));
    expect(fox).toMatchObject({ quote: 'a fox', says: expect.stringContaining('Edited.') });
    expect(world.sandbox.calls.at(-1)?.body).toMatchObject({
      ...{ seed: 42, ddim_steps: 12, width: 512, height: 288, use_sr: false },
      prompt: expect.stringMatching(/^a fox, film noir/),
    });
  });

  scenario('an edit that changes nothing is the same picture', async ({ ada, room, world }) => {
    await ada.asks('/imagine a \\{plain\\} "cat" -- as it is --guidance 4.5 --watermark "Ada L" --seed 7', room);
    const cat = await room.shows(pictured());
    await ada.presses(cat, '✏️ Edit');
    await (await ada.form()).sends({});
    const again = await room.shows(childOf(cat));
    const [first, second] = world.sandbox.calls.slice(-2).map(({ body }) => JSON.stringify(body));
    expect(second).toBe(first);
    expect(again.images[0]?.sha).toBe(cat.images[0]?.sha);
  });

  scenario('in a form, a word that looks like a flag is a word', async ({ ada, room, world }) => {
    await ada.asks('/imagine a cat', room);
    const cat = await room.shows(pictured());
    await ada.presses(cat, '✏️ Edit');
    await (await ada.form()).sends({ prompt: 'a sign that says --steps 9' });
    expect((await room.shows(childOf(cat))).quote).toBe('a sign that says --steps 9');
    expect(world.sandbox.calls.at(-1)?.body).toMatchObject({ ddim_steps: 25 });
  });

  scenario('a line that was copied can be pasted anywhere', async ({ ada, grace, chat, room, world }) => {
    await ada.asks('/imagine a "red" cat --ar 3:2 --steps 9 --watermark "Ada L"', room);
    const cat = await room.shows(pictured());
    await grace.asks(`/show ${recipeIn(cat)}`, room);
    const { code = '' } = await room.shows(saying('To make it again'));
    const elsewhere = chat.newRoom();
    await grace.pastes(code, elsewhere);
    const again = await elsewhere.shows(pictured());
    expect(again.images[0]?.sha).toBe(cat.images[0]?.sha);
    expect(again.quote).toBe(cat.quote);
    const [first, second] = world.sandbox.calls.slice(-2).map(({ body }) => JSON.stringify(body));
    expect(second).toBe(first);
  });

  scenario('a refused text comes back to its asker alone, uncharged, and is told to nobody else', async (stage) => {
    const { chat, grace, room } = stage;
    const writer = chat.person('Writer');
    await writer.asks('/imagine something dreadful [50412] --ar 16:9', room);
    const failure = await writer.answered(saying('safety filter refused'), room);
    expect(failure.buttons).toEqual(['✏️ Edit']);
    expect(JSON.stringify(room.shown())).not.toContain('dreadful');
    // Whatever everybody sees, everybody can press.
    if (room.shown().some(({ id }) => id === failure.id)) {
      await grace.presses(failure, '✏️ Edit');
      const refused = await grace.alone(saying('Only the person whose it is'));
      expect(JSON.stringify(refused)).not.toContain('dreadful');
    }
    await writer.presses(failure, '✏️ Edit');
    const form = await writer.form();
    expect([form.holds('prompt'), form.holds('aspect')]).toEqual(['something dreadful [50412]', '16:9']);
    await writer.asks('/usage', room);
    await writer.alone(saying('Today 0 pictures'));
    await form.sends({ prompt: 'something lovely' });
    const lovely = await room.shows(pictured());
    expect(lovely.quote).toBe('something lovely');
    // Nothing can be made from what never was.
    expect(lovely.says).not.toContain('From');
    expect(JSON.stringify(room.shown())).not.toContain('dreadful');
  });

  scenario('a refused change comes back, about the same picture', async ({ ada, room }) => {
    await ada.asks('/imagine a cat --seed 42', room);
    const cat = await room.shows(pictured());
    await ada.mentions('cat -> dreadful [50412]', cat, room);
    const failure = await ada.answered(saying('safety filter refused'), room);
    expect(failure.says).not.toContain('dreadful');
    await ada.presses(failure, '✏️ Edit');
    const form = await ada.form();
    expect(form.holds('change')).toBe('cat -> dreadful [50412]');
    await form.sends({ change: 'cat -> fox' });
    const fox = await room.shows(childOf(cat));
    expect(fox.quote).toBe('a fox');
    expect(seedIn(fox)).toBe(42);
  });

  scenario('a refused picture is tried once more with another seed, which is said', async ({ ada, room, world }) => {
    world.sandbox.script({ kind: 'business', code: 50511 });
    await ada.asks('/imagine a fox --seed 42', room);
    const picture = await room.shows(pictured());
    expect(picture.says).toContain('The first picture was refused, so this one has another seed.');
    expect(seedIn(picture)).not.toBe(42);
    const seeds = world.sandbox.calls.slice(-2).map(({ body }) => body);
    expect(seeds).toMatchObject([{ seed: 42 }, { seed: seedIn(picture) }]);
  });

  scenario('refused twice, the words come back, and nothing is charged', async ({ chat, room, world }) => {
    const writer = chat.person('Writer');
    world.sandbox.script({ kind: 'business', code: 50511 }, { kind: 'business', code: 50511 });
    await writer.asks('/imagine a fox --seed 42', room);
    const failure = await writer.answered(saying('safety filter refused both'), room);
    await writer.presses(failure, '✏️ Edit');
    const form = await writer.form();
    expect([form.holds('prompt'), form.holds('seed')]).toEqual(['a fox', '42']);
    await form.sends({ prompt: 'a gentle fox' });
    await room.shows((shown) => pictured()(shown) && shown.quote === 'a gentle fox');
    await writer.asks('/usage', room);
    await writer.alone(saying('Today one picture'));
  });

  scenario('a slip in a line gives the line back, to be mended', async ({ ada, room, world }) => {
    for (const [slip, said, mended, expected] of [
      ['a fox --sed 42', '--seed', 'a fox --seed 42', { prompt: 'a fox', seed: 42 }],
      [
        'an owl --steps 99 --seed 7',
        'steps',
        'an owl --steps 9 --seed 7',
        { prompt: 'an owl', seed: 7, ddim_steps: 9 },
      ],
      ['an elk --ar 16:10', '16:10', 'an elk --ar 16:9', { prompt: 'an elk', width: 512, height: 288 }],
    ] as const) {
      await ada.pastes(`/imagine ${slip}`, room);
      const failure = await ada.answered((shown) => shown.says.includes(said) && shown.images.length === 0, room);
      await ada.presses(failure, '✏️ Edit');
      const form = await ada.form();
      expect(form.holds('change')).toBe(slip);
      await form.sends({ change: mended });
      const picture = await room.shows((shown) => pictured()(shown) && shown.quote === expected.prompt);
      expect(world.sandbox.calls.at(-1)?.body).toMatchObject(expected);
      expect(picture.says).not.toContain('From');
    }
  });

  scenario('/edit with a recipe, from anywhere', async ({ ada, grace, chat, room }) => {
    await ada.asks('/imagine a cat --seed 42', room);
    const cat = await room.shows(pictured());
    const elsewhere = chat.newRoom();
    await grace.asks(`/edit --recipe ${recipeIn(cat)} cat -> fox; + at night`, elsewhere);
    const fox = await elsewhere.shows(childOf(cat));
    expect(fox.quote).toBe('a fox, at night');
  });
});
