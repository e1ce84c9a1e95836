import { expect } from 'vitest';
import { type Fits, pictured, recipeIn, recipesIn, type Shown, saying, tells } from './chat.ts';
import { type Stage, scenarios } from './scenario.ts';

const both =
  (...all: readonly Fits[]): Fits =>
  (shown) =>
    all.every((fits) => fits(shown));

/** Ada's picture of something in the stage's room. */
async function painted({ ada, room }: Stage, words = 'a fox'): Promise<Shown> {
  await ada.asks(`/imagine ${words}`, room);
  return room.shows((shown) => pictured()(shown) && shown.quote === words);
}

/** A recipe is asked about under a picture, so the newest one comes first. */
const newestFirst = (made: readonly Shown[]) => made.map((each) => recipeIn(each)).toReversed();

scenarios('history', (scenario) => {
  scenario('/history has one’s own pictures, newest first, a page at a time', async (stage) => {
    const { ada, room } = stage;
    const made: Shown[] = [];
    for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) made.push(await painted(stage, `fox ${n}`));
    const wanted = newestFirst(made);
    const page = saying('Your newest pictures.');
    const first = await tells(ada, both(page, pictured(6)), () => ada.asks('/history', room));
    expect(recipesIn(first)).toEqual(wanted.slice(0, 6));
    expect(first.says).toContain('1. fox 8');
    expect(first.buttons).toEqual(['Older']);
    const older = await tells(ada, both(page, pictured(2)), () => ada.presses(first, 'Older'));
    expect(recipesIn(older)).toEqual(wanted.slice(6));
    expect(older.buttons).toEqual([]);
    // Nobody else hears of it.
    expect(room.shown()).toHaveLength(8);

    const opened = await tells(
      ada,
      ({ code }) => code !== undefined,
      () => ada.chooses(older, 'Open one…', 'Picture 2'),
    );
    expect(recipeIn(opened)).toBe(wanted.at(-1));
  });

  scenario('somebody else sees what was made here for everybody, and nothing else', async (stage) => {
    const { ada, grace, room, other } = stage;
    await ada.asks('/imagine my secret --private', room);
    await ada.alone(pictured());
    const open = await painted(stage);
    const id = ada.id.split(':').at(-1);
    const seen = await tells(grace, both(saying('Their newest pictures in this place.'), pictured()), () =>
      grace.asks(`/history <@${id}>`, room),
    );
    expect(recipesIn(seen)).toEqual([recipeIn(open)]);
    const mine = await tells(ada, pictured(2), () => ada.asks('/history', room));
    expect(recipesIn(mine)).toHaveLength(2);

    // Who somebody is, only their own platform knows.
    const alan = other.person('Alan');
    const there = other.newRoom();
    await tells(alan, saying('I do not know who'), () => alan.asks(`/history ${ada.id}`, there));
  });

  scenario('who has none is told how to begin', async ({ grace, ada, room }) => {
    await tells(grace, saying('There are no pictures yet. Type /imagine'), () => grace.asks('/history', room));
    const id = ada.id.split(':').at(-1);
    await tells(grace, saying('There are no pictures of theirs in this place.'), () =>
      grace.asks(`/history <@${id}>`, room),
    );
    await tells(grace, saying('I do not know who “somebody else” is'), () =>
      grace.asks('/history "somebody else"', room),
    );
  });
});

scenarios('the queue', (scenario) => {
  scenario('/queue lists what one has in line, each with a button, and one for all', async (stage) => {
    const { ada, grace, room, world } = stage;
    const release = world.hold();
    for (const words of ['a fox', 'a cat', 'a dog']) await ada.asks(`/imagine ${words}`, room);
    await grace.asks('/imagine a bee', room);
    await Promise.all(['a fox', 'a cat', 'a dog', 'a bee'].map((words) => room.shows(({ quote }) => quote === words)));
    const list = await tells(ada, saying('You have 3 pictures in line or being painted.'), () =>
      ada.asks('/queue', room),
    );
    for (const line of ['1. a fox', '2. a cat', '3. a dog']) expect(list.says).toContain(line);
    expect(list.says).not.toContain('a bee');
    expect(list.buttons).toEqual(['Cancel 1', 'Cancel 2', 'Cancel 3', 'Cancel all']);

    await ada.presses(list, 'Cancel 2');
    const cancelled = await room.shows(saying('Cancelled.'));
    expect(cancelled.buttons).toEqual([]);
    await tells(ada, saying('You have 2 pictures in line'), () => ada.asks('/queue', room));

    await tells(ada, saying('Cancelled 2 pictures.'), () => ada.presses(list, 'Cancel all'));
    await tells(ada, saying('You have nothing in line. Everybody together:'), () => ada.asks('/queue', room));
    release();
    await room.shows((shown) => pictured()(shown) && shown.quote === 'a bee');
    expect(room.shown().filter(saying('Cancelled.'))).toHaveLength(3);
    expect(room.shown().filter(saying('Painting…'))).toEqual([]);
    await tells(ada, saying('Nothing is waiting or being painted any more'), () => ada.presses(list, 'Cancel all'));
  });
});

scenarios('help', (scenario) => {
  scenario('/help is short and names every command once, and every reaction', async ({ ada, room }) => {
    const help = await tells(ada, saying('Easel paints pictures from words.'), () => ada.asks('/help', room));
    for (const word of ['imagine', 'reroll', 'show', 'edit', 'history', 'queue', '🔁', '❌', '✉️'])
      expect(help.says).toContain(word);
    expect(help.says).not.toContain('/go');
    expect(help.says).not.toContain('…\n');
    expect(help.says.length).toBeLessThan(3000);
  });

  scenario('/help <command> tells every option of it', async ({ ada, room }) => {
    for (const name of ['imagine', 'reroll', 'edit', 'show', 'delete', 'history', 'preset', 'rules', 'emoji']) {
      const help = await tells(ada, saying(`${name} – `), () => ada.asks(`/help ${name}`, room));
      expect(help.says).not.toMatch(/…$/m);
    }
    const imagine = await tells(ada, saying('/imagine – '), () => ada.asks('/help imagine', room));
    for (const word of ['--aspect', '16:9', '--watermark-opacity', '--count', '--spoiler'])
      expect(imagine.says).toContain(word);
    await tells(ada, saying('Did you mean /imagine?'), () => ada.asks('/help imagin', room));
  });
});

scenarios('what else the menu does', (scenario) => {
  scenario('sends a copy with all facts to whoever asks', async (stage) => {
    const { grace, room, world } = stage;
    const made = await painted(stage);
    await grace.chooses(made, 'More…', '✉️ Send me a copy');
    const copy = await grace.told((shown) => pictured()(shown) && shown.code !== undefined);
    expect(copy.images[0]?.sha).toBe(made.images[0]?.sha);
    expect(recipeIn(copy)).toBe(recipeIn(made));
    expect(copy.says).toContain('Guidance');
    // A copy is as good as the picture.
    await world.idle();
    await grace.reacts(copy, 'repeat');
    const child = await grace.told(saying('A new picture of the same wording.'));
    expect(child.says).toContain(`From ${recipeIn(made)}`);
    expect(room.shown()).toHaveLength(1);
  });

  scenario('takes another alternative text, and keeps it', async (stage) => {
    const { ada, grace, room } = stage;
    const made = await painted(stage);
    await ada.chooses(made, 'More…', '💬 Alternative text');
    const form = await ada.form();
    expect(form.values).toMatchObject({ 'What it shows': 'a fox' });
    await form.submit({ 'What it shows': 'A red fox that looks at the sun' });
    await room.shows(({ images }) => images[0]?.alt === 'A red fox that looks at the sun');
    await grace.asks(`/show ${recipeIn(made)}`, room);
    const again = await room.shows((shown) => shown.code !== undefined && pictured()(shown));
    expect(again.images[0]?.alt).toBe('A red fox that looks at the sun');
    expect(again.quote).toBe('a fox');
  });

  scenario('hides a picture behind a spoiler, and shows it again', async (stage) => {
    const { ada, grace, room } = stage;
    const made = await painted(stage);
    await ada.chooses(made, 'More…', '🙈 Hide behind a spoiler');
    const hidden = await room.shows(({ images }) => images.length === 1 && images.every(({ spoiler }) => spoiler));
    expect(hidden.id).toBe(made.id);
    expect(hidden.images[0]?.sha).toBe(made.images[0]?.sha);
    const refused = saying('Only the person whose it is');
    await tells(grace, refused, () => grace.chooses(hidden, 'More…', '👀 Take the spoiler away'));
    await ada.chooses(hidden, 'More…', '👀 Take the spoiler away');
    await room.shows(({ id, images }) => id === made.id && images.length > 0 && !images.some(({ spoiler }) => spoiler));
  });
});
