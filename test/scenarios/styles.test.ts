import { expect } from 'vitest';
import { hears, pictured, saying } from './chat.ts';
import { scenarios } from './scenario.ts';

scenarios('styles', (scenario) => {
  scenario('/styles lists them, and --style adds one to the words', async ({ ada, room, world }) => {
    await ada.asks('/styles', room);
    const list = await ada.alone(saying('A style adds a look to your words'));
    for (const style of ['noir', 'ink', 'watercolour', 'logo']) expect(list.says).toContain(style);
    await ada.asks('/imagine a fox --style noir', room);
    const picture = await room.shows((shown) => pictured()(shown) && saying('Style noir')(shown));
    expect(picture.quote).toBe('a fox');
    expect(world.sandbox.calls.at(-1)?.body).toMatchObject({ prompt: expect.stringMatching(/^a fox, .*black/) });
  });

  scenario('a style is offered by its name and by what it looks like', async ({ ada, room }) => {
    expect(await ada.offered('imagine', 'style', 'noi', room)).toContain('noir');
    expect(await ada.offered('imagine', 'style', 'water', room)).toContain('watercolour');
    expect(await ada.offered('imagine', 'style', 'noi', room)).not.toContain('watercolour');
  });
});

scenarios('presets', (scenario) => {
  scenario('are saved, used, offered and deleted', async ({ ada, room, world }) => {
    await ada.asks('/preset dusk --settings "at dusk --ar 16:9 --style noir"', room);
    await ada.alone(saying('Saved the preset “dusk”.'));
    await ada.asks('/imagine a fox --preset dusk --seed 42', room);
    const picture = await room.shows((shown) => pictured()(shown) && saying('Seed 42')(shown));
    expect(picture.says).toContain('Style noir');
    expect(picture.says).toContain('Size 1024 × 576');
    expect(world.sandbox.calls.at(-1)?.body).toMatchObject({ prompt: expect.stringMatching(/^a fox at dusk, /) });
    expect(await ada.offered('imagine', 'preset', 'du', room)).toContain('dusk');
    await ada.asks('/preset', room);
    await ada.alone(saying('dusk'));
    await ada.asks('/preset dusk --action delete', room);
    await ada.alone(saying('Deleted the preset “dusk”.'));
    await ada.asks('/imagine a fox --preset dusk', room);
    await ada.alone(saying('There is no preset “dusk”.'));
  });

  scenario('what is given wins over the preset', async ({ ada, room, world }) => {
    await ada.asks('/preset tall --settings "--ar 9:16 --steps 30"', room);
    await ada.alone(saying('Saved the preset “tall”.'));
    await ada.asks('/imagine a fox --preset tall --ar 16:9', room);
    await room.shows(pictured());
    expect(world.sandbox.calls.at(-1)?.body).toMatchObject({ width: 512, height: 288, ddim_steps: 30 });
  });

  scenario('one’s own are nobody else’s; shared ones are everybody’s here', async ({ ada, grace, root, room }) => {
    await ada.asks('/preset mine --settings "--style ink"', room);
    await ada.alone(saying('Saved the preset “mine”.'));
    await grace.asks('/imagine a fox --preset mine', room);
    await grace.alone(saying('There is no preset “mine”.'));
    expect(await grace.offered('imagine', 'preset', 'mi', room)).not.toContain('mine');

    await ada.asks('/preset ours --settings "--style oil" --shared', room);
    await room.shows(saying('Saved the preset “ours”.'));
    expect(await grace.offered('imagine', 'preset', 'our', room)).toContain('ours');
    await grace.asks('/imagine a fox --preset ours', room);
    await room.shows((shown) => pictured()(shown) && saying('Style oil')(shown));

    const refused = saying('Only the person whose it is');
    await hears(grace, refused, () => grace.asks('/preset ours --settings "--style ink" --shared', room));
    await hears(grace, refused, () => grace.asks('/preset ours --action delete --shared', room));
    await ada.asks('/preset ours --settings "--style pixel" --shared', room);
    await grace.asks('/imagine a hen --preset ours', room);
    await room.shows((shown) => pictured()(shown) && saying('Style pixel')(shown));
    await root.asks('/preset ours --action delete --shared', room);
    await root.alone(saying('Deleted the preset “ours”.'));
  });

  scenario('a slip in a name is told with what was probably meant', async ({ ada, room }) => {
    await ada.asks('/preset evening --settings "--style noir"', room);
    await ada.alone(saying('Saved the preset “evening”.'));
    await ada.asks('/imagine a fox --preset evenin', room);
    await ada.alone(saying('There is no preset “evenin”. Did you mean evening?'));
  });
});

scenarios('word lists', (scenario) => {
  scenario('are everybody’s here, changed by their maker alone', async ({ ada, grace, room, world }) => {
    await ada.asks('/list moods --words "calm, wild"', room);
    await room.shows(saying('Saved the list “moods” of 2 words.'));
    await grace.asks('/imagine a {{moods}} fox', room);
    await room.shows(pictured());
    expect(world.sandbox.calls.at(-1)?.body).toMatchObject({ prompt: expect.stringMatching(/^a (calm|wild) fox/) });
    await grace.asks('/list moods --words "sad, glad"', room);
    await grace.alone(saying('Only the person whose it is'));
    await grace.asks('/list moods', room);
    await grace.alone(saying('calm, wild'));
    await ada.asks('/list moods --action delete', room);
    await room.shows(saying('Deleted the list “moods”.'));
    await grace.asks('/imagine a {{moods}} fox', room);
    await grace.alone(saying('There is no word list “moods” here.'));
  });

  scenario('are each server’s own', async ({ ada, other, room }) => {
    await ada.asks('/list places --words "beach, forest"', room);
    await room.shows(saying('Saved the list “places”'));
    const eve = other.person('Eve');
    await eve.asks('/imagine a fox at the {{places}}', other.room);
    await eve.alone(saying('There is no word list “places” here.'));
    await ada.asks('/list places --action delete', room);
    await room.shows(saying('Deleted the list “places”.'));
  });
});

scenarios('what is offered while somebody fills in', (scenario) => {
  scenario('seeds of theirs, by number and by what the picture is of', async ({ ada, grace, room }) => {
    await ada.asks('/imagine a fox at dawn --seed 424242', room);
    await room.shows(pictured());
    expect(await ada.offered('imagine', 'seed', '4242', room)).toContain('424242');
    expect(await ada.offered('imagine', 'seed', 'dawn', room)).toContain('424242');
    expect(await grace.offered('imagine', 'seed', 'dawn', room)).not.toContain('424242');
  });
});
