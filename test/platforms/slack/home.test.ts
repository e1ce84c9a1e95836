import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Reply, ReplyImage } from '../../../src/core/reply.ts';
import { scopes, slackManifest } from '../../../src/platforms/slack/manifest.ts';
import { see } from '../../fakes/slack/seen.ts';
import { openPlay, type Play, pictureOf, scripted } from './play.ts';

let play: Play;
afterEach(() => play.close());

const words = z.object({ prompt: z.string().trim().min(1).max(800).meta({ positional: true }) });
const page = z.object({ page: z.int().optional() });

describe.each(['socket', 'http'] as const)('the App Home in %s mode', (mode) => {
  async function open(count: number) {
    const { settings } = slackManifest({ commands: [], mode, publicUrl: 'https://easel.example.com' });
    const images: ReplyImage[] = [];
    const imagine = scripted(
      'imagine',
      (_, { prompt }) => [{ state: 'done', text: `Picture of ${prompt}` }],
      {},
      words,
    );
    const history = scripted(
      'history',
      (_, given): Reply[] => [
        {
          state: 'done',
          text: images.length > 0 ? `Page ${given['page'] ?? 1}` : 'No pictures yet',
          whisper: true,
          images,
          buttons: [
            { label: 'Older', command: 'history', with: '--page 2' },
            { label: 'Details', command: 'details' },
          ],
        },
      ],
      {},
      page,
    );
    const details = scripted('details', () => [{ state: 'done', text: 'All of it', whisper: true }], { hidden: true });
    const events = settings.event_subscriptions.bot_events;
    play = await openPlay([imagine, history, details], { mode, scopes: Object.keys(scopes), events });
    for (let at = 0; at < count; at++) images.push(await pictureOf(play, at + 1));
    return { imagine, history, images };
  }

  const uploads = () => play.slack.calls('upload').length;

  it('shows what there is to do where there are no pictures', async () => {
    const { history } = await open(0);
    expect(await play.ada.opensHome()).toMatchObject({ outcome: 'acknowledged' });
    const home = await play.ada.home();
    const { lines, buttons, alts } = see(home.blocks);
    expect(lines).toEqual(['No pictures yet', '/imagine What imagine does', '/history What history does']);
    expect([buttons, alts]).toEqual([['What imagine does', 'Older', 'Details'], []]);
    const place = { channel: play.ada.id, direct: true };
    expect(history.calls).toMatchObject([{ id: expect.stringMatching(/^slack:Ev/), place, person: { name: 'ada' } }]);
  });

  it('shows ten pictures, each uploaded once', async () => {
    await open(12);
    await play.ada.opensHome();
    const ten = Array.from({ length: 10 }, (_, at) => `fox ${at + 1}`);
    await play.ada.home(({ blocks }) => see(blocks).alts.length === 10);
    expect(see((await play.ada.home()).blocks).alts).toEqual(ten);
    await play.bob.opensHome();
    await play.bob.home(({ blocks }) => see(blocks).alts.length === 10);
    expect([uploads(), play.slack.calls('views.publish').length]).toEqual([10, 3]);
  });

  it('goes on without pictures that Slack does not show any more, and sends them again', async () => {
    await open(1);
    await play.ada.opensHome();
    await play.ada.home(({ blocks }) => see(blocks).alts.length === 1);
    const [sent] = play.slack.calls('files.completeUploadExternal');
    const [{ id }] = z.tuple([z.object({ id: z.string() })]).parse(sent?.args['files']);
    play.slack.discard(id);
    await play.bob.opensHome();
    await play.bob.home(({ blocks }) => see(blocks).lines.includes('/history What history does'));
    expect(see((await play.bob.home()).blocks).alts).toEqual([]);
    await play.bob.opensHome();
    await play.bob.home(({ blocks }) => see(blocks).alts.length === 1);
    expect(uploads()).toBe(2);
  });

  it('has a button for a new picture, which comes to direct messages', async () => {
    const { imagine } = await open(0);
    await play.ada.opensHome();
    expect(await play.ada.presses(await play.ada.home(), 'What imagine does')).toMatchObject({
      outcome: 'acknowledged',
    });
    await (await play.ada.form()).submit({ Prompt: 'a fox' });
    expect((await play.slack.direct(play.ada).message()).text).toBe('Picture of a fox');
    expect(imagine.calls.at(-1)?.place).toMatchObject({ channel: play.ada.id, direct: true });
  });

  it('turns its own pages, and what else its buttons say comes to direct messages', async () => {
    await open(1);
    await play.ada.opensHome();
    const home = await play.ada.home(({ blocks }) => see(blocks).alts.length === 1);
    await play.ada.presses(home, 'Older');
    await play.ada.home(({ blocks }) => see(blocks).contexts.flat().includes('Page 2'));
    await play.ada.presses(home, 'Details');
    expect((await play.slack.direct(play.ada).message()).text).toBe('All of it');
    expect(play.ada.whispers).toEqual([]);
  });
});

it('an App Home that a killed process has not shown is shown by the next one', async () => {
  const history = scripted('history', () => [{ state: 'done', text: 'Here' }]);
  play = await openPlay([history]);
  await play.ada.opensHome();
  await play.ada.home();
  const [call] = history.calls;
  if (!call) throw new Error('Nobody has opened it');
  const address = { responseUrl: '', spot: '', whispered: 'no', files: '', shared: '', home: 'yes' };
  await play.platform.attach(call, address, true)?.show({ state: 'done', text: 'Later' });
  await play.ada.home(({ blocks }) => see(blocks).lines.includes('Later'));
});

describe('the gallery in the App Home', () => {
  async function open() {
    const images: ReplyImage[] = [];
    const of = (picture: number) => ({ about: 'slack:7', picture });
    const choices = [0, 1].map((picture) => ({ ...of(picture), label: `Picture ${picture}`, command: 'reroll' }));
    const gallery = scripted(
      'gallery',
      (_, { order }): Reply[] => [
        { state: 'working', text: 'Looking…', whisper: true },
        {
          state: 'done',
          text: `Gallery by ${order ?? 'date'}`,
          whisper: true,
          images,
          facts: [1, 2].map((number) => ({ label: `${number}. a fox`, value: '7K3Q', exact: true })),
          menus: [{ label: 'Reroll', choices }],
          buttons: [{ label: 'Next', command: 'gallery', with: '--order newest' }],
        },
      ],
      {},
      z.object({ order: z.enum(['newest', 'stars']).optional() }),
    );
    const history = scripted('history', () => [{ state: 'done', text: 'History', whisper: true }]);
    const reroll = scripted('reroll', () => [{ state: 'done', text: 'Again' }]);
    play = await openPlay([history, gallery, reroll]);
    for (const picture of [0, 1]) images.push(await pictureOf(play, picture, { of: of(picture) }));
    await play.ada.opensHome();
    return { gallery, reroll };
  }

  const shows = (text: string) =>
    play.ada.home(({ blocks }) => JSON.stringify(see(blocks)).includes(text) && see(blocks).cards.length === 2);

  it('is shown there, in any order, turned there, and left again', async () => {
    const { gallery, reroll } = await open();
    const home = await play.ada.home();
    expect(see(home.blocks).buttons).toEqual(['What history does', '/gallery', '/gallery --order stars']);
    await play.ada.presses(home, '/gallery');
    const page = await shows('Gallery by date');
    await play.ada.presses(page, '/gallery --order stars');
    await play.ada.presses(await shows('Gallery by stars'), 'Next');
    const turned = await shows('Gallery by newest');
    await play.ada.presses(turned, 'Reroll', 1);
    await play.ada.presses(turned, '↩ /history');
    const back = await play.ada.home(({ blocks }) => see(blocks).lines.includes('History'));
    expect(see(back.blocks).buttons).not.toContain('↩ /history');
    const place = { channel: play.ada.id, direct: true };
    expect(gallery.calls).toMatchObject([{ place }, { place }, { place }]);
    expect(reroll.calls).toMatchObject([{ about: 'slack:7', picture: 1 }]);
    expect(play.slack.direct(play.ada).messages()).toMatchObject([{ text: 'Again' }]);
  });

  it('is shown without cards where Slack takes none there, which is remembered', async () => {
    await open();
    play.slack.cards.home = false;
    // The words of both replies, its pictures in cards, and those without; then all of them are there.
    for (const publications of [1 + 4, 1 + 4 + 2]) {
      await play.ada.presses(await play.ada.home(), '/gallery');
      const published = () => play.slack.calls('views.publish').filter(({ answer }) => answer !== '');
      await play.slack.until('the pictures', () => published().length === publications || undefined);
      const { alts, menus } = see((await play.ada.home()).blocks);
      expect([alts.length, menus.map(({ label }) => label)]).toEqual([2, ['Reroll']]);
    }
  });
});
