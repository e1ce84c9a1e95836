import { expect } from 'vitest';
import { plainPicture } from '../../src/sandbox/plain-picture.ts';
import { childOf, pictured, recipeIn, saying, seedIn } from './chat.ts';
import { scenarios } from './scenario.ts';

scenarios('doors', (scenario) => {
  scenario('the menu of a picture: Reroll', async ({ ada, grace, room }) => {
    await ada.asks('/imagine a fox --seed 42', room);
    const picture = await room.shows(pictured());
    await grace.opens(picture, 'Reroll');
    const child = await room.shows(childOf(picture));
    expect(child.says).toContain('A new picture of the same wording.');
    expect(seedIn(child)).not.toBe(42);
  });

  scenario('the menu of a picture: Show settings, which only whoever looks sees', async ({ ada, grace, room }) => {
    await ada.asks('/imagine a fox --seed 42', room);
    const picture = await room.shows(pictured());
    await grace.opens(picture, 'Show settings');
    const settings = await grace.whispered(saying('To make it again'));
    expect(settings.code).toContain('--seed 42');
    expect(settings.says).toContain(recipeIn(picture));
    expect(room.shown()).toEqual([picture]);
    await grace.presses(settings, '🎲 New wording');
    expect(seedIn(await room.shows(childOf(picture)))).toBe(42);
  });

  scenario('the menu of a picture: Delete mine, for its maker', async ({ ada, grace, room, world }) => {
    await ada.asks('/imagine a fox', room);
    const picture = await room.shows(pictured());
    await grace.opens(picture, 'Delete mine');
    await grace.whispered(saying('Only the person whose it is'));
    await world.restart();
    await ada.opens(picture, 'Delete mine');
    const deleted = await room.shows(saying('Deleted by'));
    expect(deleted).toMatchObject({ id: picture.id, images: [] });
    await ada.presses(deleted, '↩️ Undo');
    expect((await room.shows(pictured())).images).toEqual(picture.images);
  });

  scenario('the menu of what anybody says: Imagine from this text', async ({ ada, grace, room, world }) => {
    const words = await grace.says('a quiet harbour -- with boats & gulls <at dawn>', room);
    await ada.opens(words, 'Imagine from this text');
    const picture = await room.shows(pictured());
    expect(picture.quote).toBe('a quiet harbour -- with boats & gulls <at dawn>');
    expect(world.sandbox.calls.at(-1)?.body).toMatchObject({ prompt: picture.quote });
    await grace.opens(picture, 'Delete mine');
    await grace.whispered(saying('Only the person whose it is'));
  });

  scenario('the menu of what is no picture says so, to whoever opened it', async ({ ada, grace, room }) => {
    const words = await grace.says('good morning', room);
    for (const entry of ['Reroll', 'Show settings', 'Delete mine']) {
      const before = ada.private().length;
      await ada.opens(words, entry);
      await ada.whispered((shown) => saying('Which picture?')(shown) && ada.private().length > before);
    }
    expect(room.shown().flatMap(({ images }) => images)).toEqual([]);
  });

  scenario('Show settings reads what is written inside a picture that somebody posts', async (stage) => {
    const { ada, grace, chat, room } = stage;
    await ada.asks('/imagine a fox --seed 42 --ar 16:9', room);
    const [image] = (await room.shows(pictured())).images;
    const elsewhere = chat.newRoom();
    const posted = await grace.posts(image ? chat.bytes(image) : Buffer.alloc(0), elsewhere);
    await ada.opens(posted, 'Show settings');
    const settings = await ada.alone(saying('This picture tells about itself'));
    expect(settings.code).toMatch(/^\/imagine a fox .*--seed 42/);
    await ada.pastes(settings.code ?? '', elsewhere);
    const again = await elsewhere.shows(pictured());
    expect(again.images[0]?.sha).toBe(image?.sha);
    const foreign = await grace.posts(plainPicture(8, 8), elsewhere);
    await ada.opens(foreign, 'Show settings');
    await ada.alone(saying('nothing in this picture that tells how it was made'));
  });

  scenario('somebody’s recent pictures: what they made here for everybody', async ({ ada, grace, chat, room }) => {
    const visitor = chat.person('Visitor');
    await visitor.asks('/imagine a fox', room);
    await room.shows(pictured());
    await visitor.asks('/imagine a secret --private', room);
    await visitor.alone(pictured());
    await ada.looksAt(visitor, room);
    const recent = await ada.alone(pictured());
    expect(recent.says).toContain('Their newest pictures in this place.');
    expect(recent.says).not.toContain('secret');
    await ada.looksAt(grace, room);
    await ada.alone(saying('no pictures of theirs'));
  });

  scenario('a mention is a call: new words, a command, or nothing', async ({ ada, chat, room }) => {
    await ada.mentions('a fox --seed 42', undefined, room);
    const picture = await room.shows(pictured());
    expect(picture.quote).toBe('a fox');
    expect(seedIn(picture)).toBe(42);
    const late = chat.person('Late');
    await late.mentions('', undefined, room);
    await late.alone(saying('Easel paints'));
    await late.mentions('queue', undefined, room);
    await late.alone(saying('nothing in line'));
    expect(room.shown().filter(pictured())).toHaveLength(1);
  });

  scenario('an answer to a picture changes it', async ({ ada, grace, room, world }) => {
    await ada.asks('/imagine a cat on a mat --seed 42', room);
    const cat = await room.shows(pictured());
    await grace.mentions('cat -> fox', cat, room);
    const fox = await room.shows(childOf(cat));
    expect(fox).toMatchObject({ quote: 'a fox on a mat', says: expect.stringContaining('Edited.') });
    expect(seedIn(fox)).toBe(42);
    await world.restart();
    await grace.mentions('+ at night', cat, room);
    await room.shows((shown) => childOf(cat)(shown) && shown.quote === 'a cat on a mat, at night');
    await grace.mentions('--ar 16:9', cat, room);
    await room.shows((shown) => childOf(cat)(shown) && shown.quote === 'a cat on a mat' && pictured()(shown));
    expect(world.sandbox.calls.at(-1)?.body).toMatchObject({ width: 512, height: 288, seed: 42 });
  });

  scenario('an answer that makes no sense says so, and paints nothing', async ({ ada, grace, room, world }) => {
    await ada.asks('/imagine a cat', room);
    const cat = await room.shows(pictured());
    const paid = world.sandbox.calls.length;
    await grace.mentions('dog -> fox', cat, room);
    await grace.answered(saying('“dog”'), room);
    await grace.mentions('cat -> fox --sed 7', cat, room);
    await grace.answered(saying('--seed'), room);
    expect(world.sandbox.calls.length).toBe(paid);
  });

  scenario('direct messages: every word is for Easel, and nobody else is there', async ({ ada, room, world }) => {
    await ada.writes('a fox --seed 42');
    const picture = await ada.told(pictured());
    expect(picture.quote).toBe('a fox');
    await ada.writes('help');
    await ada.told(saying('Easel paints'));
    await world.restart();
    await ada.presses(picture, '🔁 New picture');
    await ada.told(childOf(picture));
    await ada.reacts(picture, 'x');
    await ada.told(saying('Deleted by'));
    expect(room.shown()).toEqual([]);
  });
});
