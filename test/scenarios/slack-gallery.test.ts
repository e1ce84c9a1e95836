import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FakeMessage } from '../fakes/slack/model.ts';
import type { FakeUser } from '../fakes/slack/people.ts';
import { see } from '../fakes/slack/seen.ts';
import type { FakeChannel, FakeSlack } from '../fakes/slack.ts';
import { openWorld, type World } from './world.ts';

const publicUrl = 'https://easel.example';

let world: World;
let slack: FakeSlack;
let root: FakeUser;

beforeAll(async () => {
  world = await openWorld({ PUBLIC_URL: publicUrl, PORT: '0' });
  slack = world.fakes.slack;
  slack.install([], [new URL(publicUrl).hostname]);
  root = slack.user('Root', { is_admin: true });
});

afterAll(() => world.close());

const hasPicture = (message: FakeMessage) => slack.images(message).length > 0;
const said = ({ blocks }: Pick<FakeMessage, 'blocks'>) => JSON.stringify(see(blocks));
const recipeOf = (message: FakeMessage) => /\w{4}-\w{4}-\w{4}/.exec(said(message))?.[0] ?? expect.fail(said(message));

/** Somebody's picture in a channel of its own. */
async function painted(
  channel: FakeChannel,
  name: string,
  options = '',
): Promise<{ by: FakeUser; picture: FakeMessage }> {
  const by = slack.user(name);
  await by.types(channel, `/imagine a fox of ${name} ${options}`);
  return { by, picture: await channel.message((each) => hasPicture(each) && said(each).includes(`a fox of ${name}`)) };
}

/** What an administrator is told about a gallery. */
async function asks(channel: FakeChannel, line: string, fits: string): Promise<string> {
  await root.types(channel, line);
  return said(await root.whisper((whisper) => said(whisper).includes(fits)));
}

describe('what Slack alone has of galleries', () => {
  it('a link to a picture of a gallery shows it, with a button that makes another one', async () => {
    const channel = slack.channel('#linked');
    await asks(channel, `/gallery bind --mode web --from <#${channel.id}>`, 'Gallery');
    const told = await asks(channel, '/gallery web --visibility link', publicUrl);
    const [gallery] = /https:\/\/easel\.example\/g\/[a-z0-9]{24}/.exec(told) ?? expect.fail(told);
    const { by, picture } = await painted(channel, 'Ada', '--seed 42');
    await by.types(channel, '/privacy --web open');
    await by.whisper();
    await expect
      .poll(async () => (await world.visit(new URL(`${gallery}/${recipeOf(picture)}`).pathname)).status)
      .toBe(200);

    const bob = slack.user('Bob');
    await bob.shares(channel, `look: ${gallery}/${recipeOf(picture)}`);
    const posted = await channel.message(({ text, previews }) => text.startsWith('look') && previews.size > 0);
    const [preview = []] = posted.previews.values();
    expect(said({ blocks: preview })).toContain('42');
    expect(see(preview)).toMatchObject({ alts: ['AI-generated picture: a fox of Ada'], live: [] });
    await bob.pressesPreview(posted, see(preview).buttons[0] ?? expect.fail('no button'));
    await channel.message((each) => hasPicture(each) && each.ts > posted.ts);

    await by.types(channel, '/privacy --web never');
    await expect
      .poll(async () => (await world.visit(new URL(`${gallery}/${recipeOf(picture)}`).pathname)).status)
      .toBe(404);
    await bob.shares(channel, `again: ${gallery}/${recipeOf(picture)}`);
    await world.idle();
    expect(channel.messages().find(({ text }) => text.startsWith('again'))?.previews.size).toBe(0);
  });

  it('what hangs goes with its files when it is deleted', async () => {
    const [channel, wall] = [slack.channel('#foxes'), slack.channel('#best-foxes')];
    await asks(wall, `/gallery bind --mode mirror --from <#${channel.id}>`, 'Gallery');
    const { by, picture } = await painted(channel, 'Carla');
    const hung = await wall.message(hasPicture);
    expect(slack.images(hung)).toMatchObject([{ sha: slack.images(picture)[0]?.sha }]);
    const before = slack.kept().length;
    await by.reacts(picture, 'x');
    await expect.poll(() => wall.messages()).toEqual([]);
    await expect.poll(() => slack.kept().length).toBeLessThan(before);
  });

  it('a star under the file of a picture that hangs hidden counts for the picture', async () => {
    const [channel, wall] = [slack.channel('#riddles'), slack.channel('#best-riddles')];
    await asks(wall, `/gallery bind --mode mirror --from <#${channel.id}>`, 'Gallery');
    await root.types(channel, '/easel rules --spoiler');
    await root.whisper();
    const by = slack.user('Eva');
    await by.types(channel, '/imagine a riddle');
    const file = await wall.message(({ files, thread }) => files.length > 0 && thread !== undefined);
    await world.idle();
    await slack.user('Bob').reacts(file, 'star');
    await wall.message((each) => each.ts === file.thread && said(each).includes('★ 1'));
  });

  it('channels and people are mentioned by name, and prompts keep what was typed', async () => {
    const [channel, wall] = [slack.channel('#owls'), slack.channel('#best-owls')];
    await asks(channel, '/gallery bind --to #best-owls --from #owls --mode mirror', '#best-owls');
    await painted(channel, 'Frida', 'beside @Frida');
    await wall.message((each) => hasPicture(each) && said(each).includes('beside @Frida'));
    const greta = slack.user('Greta');
    await greta.types(channel, '/gallery --person @Frida');
    const page = await slack.direct(greta).message(hasPicture);
    expect(said(page)).toContain('beside @Frida');
    await greta.types(channel, '/gallery --person @Greta');
    await greta.whisper((whisper) => said(whisper).includes('No picture here is like that'));
  });

  it('the App Home has my gallery, and leads back to what I made last', async () => {
    const channel = slack.channel('#mine');
    const { by } = await painted(channel, 'Dora');
    await by.types(channel, '/imagine a second fox');
    await channel.message((each) => hasPicture(each) && said(each).includes('a second fox'));
    await world.idle();
    await by.opensHome();
    const cards = ({ blocks }: Pick<FakeMessage, 'blocks'>) => see(blocks).cards.map(({ alt }) => alt);
    const home = await by.home((view) => cards(view).length === 2);
    await by.presses(home, '/gallery --order stars');
    const page = await by.home((view) => said(view).includes('most starred first') && cards(view).length === 2);
    await by.presses(page, '↩ /history');
    await by.home((view) => said(view).includes('Your newest pictures') && cards(view).length === 2);
    expect(slack.direct(by).messages()).toEqual([]);
  });
});
