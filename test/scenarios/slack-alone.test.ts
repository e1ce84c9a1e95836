import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FakeMessage } from '../fakes/slack/model.ts';
import { see } from '../fakes/slack/seen.ts';
import type { FakeSlack } from '../fakes/slack.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let slack: FakeSlack;

beforeAll(async () => {
  world = await openWorld();
  slack = world.fakes.slack;
});

afterAll(() => world.close());

const hasPicture = (message: Parameters<FakeSlack['images']>[0]) => slack.images(message).length > 0;

describe('what Slack alone has', () => {
  it('a bare /imagine opens a form, whose picture comes to the channel', async () => {
    const [ada, channel] = [slack.user('Ada'), slack.channel('#foxes')];
    await ada.types(channel, '/imagine');
    const form = await ada.form();
    expect(form.initial).toMatchObject({ Count: '1' });
    expect(await form.submit({ Prompt: 'a fox --seed 3', Aspect: '16:9' })).toEqual({});
    const picture = await channel.message(hasPicture);
    // In a form, a word that looks like a flag is a word.
    expect(see(picture.blocks).quote).toBe('a fox --seed 3');
    expect(world.sandbox.calls.at(-1)?.body).toMatchObject({ prompt: 'a fox --seed 3', width: 512, height: 288 });
  });

  it('the shortcut for everywhere opens it, too, and its picture comes to direct messages', async () => {
    const ada = slack.user('Ada');
    await ada.begins('Imagine');
    await (await ada.form()).submit({ Prompt: 'an owl' });
    expect(see((await slack.direct(ada).message(hasPicture)).blocks).quote).toBe('an owl');
  });

  it('the App Home has my recent pictures and the form', async () => {
    const [ada, channel] = [slack.user('Ada'), slack.channel('#foxes')];
    await ada.types(channel, '/imagine a fox');
    await channel.message(hasPicture);
    await ada.types(channel, '/imagine a secret --private');
    await slack.direct(ada).message(hasPicture);
    await ada.opensHome();
    const alts = ({ blocks }: Pick<FakeMessage, 'blocks'>) => see(blocks).cards.map(({ alt }) => alt);
    const home = await ada.home((view) => alts(view).length === 2);
    expect(alts(home)).toEqual(['AI-generated picture: a secret', 'AI-generated picture: a fox']);

    await ada.presses(home, 'Open one…', 1);
    await slack.direct(ada).message(({ blocks }) => see(blocks).code?.includes('/imagine a fox') === true);
    await ada.presses(home, '🔁 New picture', 1);
    await slack.direct(ada).message((message) => hasPicture(message) && see(message.blocks).quote === 'a fox');
    await ada.presses(home, 'Paint a picture from words');
    await (await ada.form()).submit({ Prompt: 'an elk' });
    await slack.direct(ada).message((message) => hasPicture(message) && see(message.blocks).quote === 'an elk');
    await ada.opensHome();
    await ada.home((view) => alts(view).length === 4);
  });

  it('an administrator deletes with ❌ what others have made, since Slack says who they are', async () => {
    const [ada, root] = [slack.user('Ada'), slack.user('Root', { is_admin: true })];
    const channel = slack.channel('#foxes');
    await ada.types(channel, '/imagine a fox');
    const picture = await channel.message(hasPicture);
    await world.idle();
    await root.reacts(picture, 'x');
    await channel.message(({ blocks }) => see(blocks).buttons.includes('↩️ Undo'));
  });

  it('🔁 and ❌ at the file of a hidden picture in the thread are about that, and its message tells what came of it', async () => {
    const [ada, bob, channel] = [slack.user('Ada'), slack.user('Bob'), slack.channel('#hidden')];
    await ada.types(channel, '/imagine a fox --spoiler --seed 7');
    const file = await channel.message(({ files }) => files.length > 0);
    await world.idle();
    await bob.reacts(file, 'repeat');
    const child = await channel.message(({ ts, blocks }) => ts > file.ts && see(blocks).quote === 'a fox');
    expect(child.thread).toBe(file.thread);
    await world.idle();
    await ada.reacts(file, 'x');
    const message = await channel.message(({ blocks }) => see(blocks).buttons.includes('↩️ Undo'));
    expect(message.ts).toBe(file.thread);
    await world.idle();
    expect([file.text, file.files.map(({ state }) => state)]).toEqual(['', ['deleted']]);
  });

  it('words that a form would cut are not put into one', async () => {
    const [ada, channel] = [slack.user('Ada'), slack.channel('#long')];
    const prompt = `a fox ${'and another fox '.repeat(190)}`.trim();
    await ada.types(channel, `/imagine ${prompt} --no-enhance`);
    const picture = await channel.message(hasPicture);
    await ada.presses(picture, '✏️ Edit');
    const told = await ada.whisper();
    expect(see(told.blocks).lines.join()).toContain('too long for a form here');
  });

  it('a picture that is posted with a mention tells its settings', async () => {
    const [ada, channel] = [slack.user('Ada'), slack.channel('#posted')];
    await ada.types(channel, '/imagine a fox --seed 42');
    const [image] = slack.images(await channel.message(hasPicture));
    const file = slack.file('fox.png', slack.bytesOf(image?.sha ?? ''));
    await ada.mentions(channel, '@easel show', { files: [file] });
    expect(see((await ada.whisper()).blocks).code).toContain('--seed 42');
  });
});
