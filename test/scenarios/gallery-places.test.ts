import { expect } from 'vitest';
import { childOf, pictured, recipeIn, recipesIn, saying, tells } from './chat.ts';
import { bound, painted, quoting } from './gallery-walls.ts';
import { scenarios } from './scenario.ts';

/** Of JavaScript's weekdays. */
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

scenarios('galleries and their places', (scenario) => {
  scenario('only administrators bind channels, and only those that there are', async (stage) => {
    const { chat, grace, root, room } = stage;
    const wall = chat.newRoom();
    const bind = `/gallery bind --to ${wall.id} --from ${room.id}`;
    await tells(grace, saying('Only an administrator'), () => grace.asks(bind, room));
    await tells(root, saying('I see no channel'), () => root.asks('/gallery bind --to 404', room));
    await tells(root, saying('A gallery cannot hang in the channel'), () =>
      root.asks(`${bind} --to ${room.id}`.replace(` --to ${wall.id}`, ''), room),
    );
    await tells(root, saying('is no forum'), () => root.asks(`${bind} --mode forum`, room));
    wall.vanishes();
    await tells(root, saying('I see no channel'), () => root.asks(bind, room));
  });

  scenario('a channel that the bot is not in is entered, or it asks to be let in', async (stage) => {
    const { chat, root, room } = stage;
    const wall = chat.newRoom();
    wall.closes();
    const bind = () => root.asks(`/gallery bind --to ${wall.id} --from ${room.id} --mode mirror`, room);
    if (chat.name === 'discord') return void (await tells(root, saying('let me in if it is hidden'), bind));
    // Slack lets it enter public channels by itself.
    await tells(root, saying('Collects from'), bind);
    await painted(stage);
    await wall.shows(pictured());
  });

  scenario('a channel that cannot be used any more is told to whoever bound it, and others go on', async (stage) => {
    const wall = await bound(stage, '--mode mirror');
    const { chat, root, room } = stage;
    const second = chat.newRoom();
    await tells(root, saying('Collects'), () =>
      root.asks(`/gallery bind --to ${second.id} --from ${room.id} --join ${wall.code}`, room),
    );
    wall.vanishes();
    await painted(stage);
    await second.shows(pictured());
    await root.told(saying('I can no longer reach this channel'));
    const before = root.private().filter(saying('I can no longer reach this channel')).length;
    await painted(stage, 'an owl');
    await second.shows(quoting('an owl'));
    expect(root.private().filter(saying('I can no longer reach this channel'))).toHaveLength(before);
  });

  scenario('the most starred of a week are exhibited once', async (stage) => {
    const wall = await bound(stage, '--mode web');
    const { ada, grace, root, room, chat, world } = stage;
    const hall = chat.newRoom();
    await tells(root, saying('Collects'), () =>
      root.asks(`/gallery bind --to ${hall.id} --from nothing --join ${wall.code} --threshold 1`, room),
    );
    for (const prompt of ['a fox', 'an owl']) await grace.reacts(await painted(stage, prompt), 'star');
    await ada.reacts(await room.shows(quoting('an owl')), 'star');
    await hall.shows(quoting('an owl'));
    await hall.shows(quoting('a fox'));
    // The week ends with the minute.
    world.age(60_000);
    const now = new Date();
    const moment = `${weekdays[now.getUTCDay()]} ${now.toISOString().slice(11, 16)} UTC`;
    await tells(root, saying('are posted then'), () => root.asks(`/gallery exhibition ${moment}`, hall));
    // Looked for once a minute, and at once by whoever starts.
    await world.restart();
    const isExhibition = saying('The most starred pictures of');
    const shown = await hall.shows((each) => isExhibition(each) && pictured(2)(each));
    expect(shown.says).toMatch(/1\. ★ \d an owl/);
    await world.restart();
    await painted(stage, 'a crow');
    expect(hall.shown().filter(isExhibition)).toHaveLength(1);
  });

  scenario('a channel’s pictures are looked through a page at a time, and posted', async (stage) => {
    const { ada, grace, room } = stage;
    await ada.asks('/imagine a fox --repeat 7', room);
    await ada.presses(await ada.alone(saying('That would be 7 pictures')), 'Go');
    await room.shows(pictured(7));
    await ada.asks('/imagine an owl', room);
    const owl = await room.shows(quoting('an owl'));
    const page = await tells(grace, pictured(6), () => grace.asks('/gallery', room));
    expect(page.says).toContain('Pictures of this channel, newest first.');
    expect(recipesIn(page)[0]).toBe(recipeIn(owl));
    await grace.presses(page, 'Next');
    const second = await grace.alone(pictured(2));
    await grace.presses(second, 'Previous');
    await grace.alone((shown) => pictured(6)(shown) && recipesIn(shown)[0] === recipeIn(owl));
    const found = await tells(grace, pictured(1), () => grace.asks('/gallery owl', room));
    await grace.chooses(found, 'Open one…', 'Picture 1');
    await grace.alone((shown) => shown.code?.includes('/imagine an owl') ?? false);
    await grace.presses(found, '📤 Post here');
    const posted = await room.shows((shown) => pictured(1)(shown) && shown.id !== owl.id);
    await ada.chooses(posted, '🔁 New picture', '🔁 1');
    await room.shows(childOf(owl));
    await tells(grace, saying('No picture here is like that'), () => grace.asks('/gallery a heron', room));
  });
});
