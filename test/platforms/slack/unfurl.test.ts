import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Problem } from '../../../src/core/problem.ts';
import type { Reply, ReplyImage } from '../../../src/core/reply.ts';
import { linkScopes, scopes } from '../../../src/platforms/slack/manifest.ts';
import { see } from '../../fakes/slack/seen.ts';
import type { ChatSettings } from './chat.ts';
import { openPlay, type Play, pictureOf, type Script, scripted } from './play.ts';

const publicUrl = 'https://easel.example.com';
const gallery = 'A1b2C3d4E5f6G7h8J9k0L1m2';
const address = `${publicUrl}/g/${gallery}/7K3Q-9XWM-2D4H`;
const link = z.object({ recipe: z.string(), gallery: z.string() });

let play: Play;
afterEach(() => play.close());

async function open(settings: ChatSettings = {}, script?: Script) {
  const images: ReplyImage[] = [];
  const usual: Script = (): Reply[] => [
    {
      ...{ state: 'done', text: 'AI-generated', quote: 'a <fox>', images, of: { about: 'slack:7', picture: 0 } },
      facts: [{ label: 'Seed', value: '42', exact: true }],
      buttons: [{ label: 'Reroll', command: 'reroll', about: 'slack:7', picture: 0 }],
    },
  ];
  const unfurl = scripted('unfurl', script ?? usual, { hidden: true }, link);
  const reroll = scripted('reroll', () => [{ state: 'done', text: 'Again' }]);
  const granted = [...Object.keys(scopes), ...Object.keys(linkScopes)];
  play = await openPlay([reroll, unfurl], { publicUrl, scopes: granted, ...settings });
  images.push(await pictureOf(play, 1));
  return { unfurl, reroll, images };
}

/** What stands under the links of the message with this number. */
const seen = (message = 0) =>
  [...(play.slack.previews()[message] ?? [])].map(([url, blocks]) => ({ url, ...see(blocks) }));

const shown = () => play.slack.until('a preview', () => (seen().length > 0 ? seen() : undefined));

describe.each(['socket', 'http'] as const)('a link to a picture of a web gallery in %s mode', (mode) => {
  it('shows the picture, its words, its seed and what can be done with it', async () => {
    const { unfurl, images } = await open({ mode });
    expect(await play.ada.shares(play.channel, `look: ${address} !`)).toMatchObject({
      outcome: 'acknowledged',
      tries: 1,
    });
    const [preview, ...others] = await shown();
    expect(others).toEqual([]);
    expect(preview).toMatchObject({ url: address, alts: ['fox 1'], buttons: ['Reroll'], live: [] });
    expect(preview?.contexts).toEqual([['Seed 42'], ['AI-generated']]);
    const [message] = play.channel.messages();
    expect(JSON.stringify(message?.previews.get(address))).toContain('"plain_text","text":"a <fox>"');
    expect(unfurl.calls).toMatchObject([
      {
        input: { fields: { gallery, recipe: '7K3Q-9XWM-2D4H' } },
        place: { channel: play.channel.id, community: 'T0FAKE' },
        person: { id: `slack:T0FAKE:${play.ada.id}`, name: 'ada' },
      },
    ]);
    expect(images).toHaveLength(1);
    expect(play.channel.messages()).toHaveLength(1);
  });

  it('has a button that works as under a picture, and answers in the channel', async () => {
    const { reroll } = await open({ mode });
    await play.ada.shares(play.channel, address);
    await shown();
    const [message] = play.channel.messages();
    await play.bob.pressesPreview(message ?? expect.fail(), 'Reroll');
    const answer = await play.channel.message(({ text }) => text === 'Again');
    expect(answer.author).toBe('U0EASEL');
    expect(reroll.calls).toMatchObject([{ about: 'slack:7', picture: 0, person: { name: 'bob' } }]);
    expect(message).toMatchObject({ text: address, edits: 0 });
  });
});

it('what a button under a link would change is somebody else’s message, so it answers beside it', async () => {
  const { images } = await open();
  const reroll = play.bot.commands.find(({ name }) => name === 'reroll') ?? expect.fail();
  Object.assign(reroll, {
    async *run() {
      yield { state: 'done', text: 'Here', where: 'subject', images };
    },
  });
  await play.ada.shares(play.channel, address);
  await shown();
  const [message] = play.channel.messages();
  await play.bob.pressesPreview(message ?? expect.fail(), 'Reroll');
  await play.channel.message((each) => play.slack.images(each).length === 1);
  expect(play.channel.messages().map(({ text }) => text)).toEqual([address, 'Here']);
});

describe('links', () => {
  it('of one message are shown each, five at most, and Slack’s retries show nothing more', async () => {
    const { unfurl } = await open();
    const many = Array.from({ length: 7 }, (_, number) => `${publicUrl}/g/${gallery}/7K3Q-9XWM-2D4${number}`);
    await play.ada.shares(play.channel, [...many, many[0]].join(' '));
    await play.slack.until('the previews', () => seen().length === 5 || undefined);
    await play.ada.sharesAgain();
    expect([
      seen()
        .map(({ url }) => url)
        .toSorted(),
      unfurl.calls.length,
    ]).toEqual([many.slice(0, 5), 5]);
    // The same picture.
    expect(play.slack.calls('upload').length).toBeLessThanOrEqual(5);
    await play.bob.shares(play.channel, address);
    await play.slack.until('the other preview', () => seen(1).length === 1 || undefined);
    expect(play.slack.calls('upload').length).toBeLessThanOrEqual(5);
  });

  it('are shown to whoever writes one, before it is sent', async () => {
    const { unfurl } = await open();
    await play.ada.composes(`look: ${address}`);
    expect(await shown()).toMatchObject([{ url: address, alts: ['fox 1'] }]);
    expect(unfurl.calls).toMatchObject([{ place: { channel: 'COMPOSER' } }]);
  });

  it.each([
    `${publicUrl}/`,
    `${publicUrl}/g/${gallery}`,
    `${publicUrl}/g/${gallery}/feed.atom`,
    `${publicUrl}/g/${gallery.slice(1)}/7K3Q-9XWM-2D4H`,
    `${publicUrl}/x/g/${gallery}/7K3Q-9XWM-2D4H`,
    `http://easel.example.com/g/${gallery}/7K3Q-9XWM-2D4H`,
    `https://other.easel.example.com/g/${gallery}/7K3Q-9XWM-2D4H`,
    `${publicUrl}/g/${gallery}/7K3Q/picture.webp`,
  ])('such as %s mean nothing', async (url) => {
    const { unfurl } = await open();
    expect(await play.ada.shares(play.channel, url)).toMatchObject({ outcome: 'acknowledged' });
    expect([unfurl.calls, play.slack.calls('chat.unfurl')]).toEqual([[], []]);
  });

  it('are known below a path, too', async () => {
    const { unfurl } = await open({ publicUrl: `${publicUrl}/easel` });
    await play.ada.shares(play.channel, `${publicUrl}/easel/g/${gallery}/7K3Q?lang=zh ${address}`);
    expect(unfurl.calls).toMatchObject([{ input: { fields: { recipe: '7K3Q' } } }]);
  });

  it('mean nothing without a command for them, and without an address of ours Slack tells of none', async () => {
    play = await openPlay([scripted('reroll', () => [])], { publicUrl });
    expect(await play.ada.shares(play.channel, address)).toMatchObject({ outcome: 'acknowledged' });
    expect(play.slack.calls('chat.unfurl')).toEqual([]);
    await play.close();
    play = await openPlay([scripted('unfurl', () => [], {}, link)]);
    expect(await play.ada.shares(play.channel, address)).toEqual({ outcome: 'untold' });
  });
});

describe('a picture that is not to be seen', () => {
  const fails: Script = () => {
    throw new Problem('picture_private', {});
  };
  const says =
    (reply: Partial<Reply>): Script =>
    () => [{ state: 'done', text: 'No', ...reply }];

  it.each<[string, Script]>([
    ['refused', fails],
    ['said to be none', () => []],
    ['answered without one', says({ whisper: true })],
    ['only being looked for', says({ state: 'working' })],
  ])('is %s: nobody is told anything', async (_, script) => {
    await open({}, script);
    expect(await play.ada.shares(play.channel, address)).toMatchObject({ outcome: 'acknowledged', tries: 1 });
    expect([play.slack.calls('chat.unfurl'), play.ada.whispers, play.channel.messages().length]).toEqual([[], [], 1]);
    expect(play.slack.direct(play.ada).messages()).toEqual([]);
  });

  it('is hidden: it is not shown under a link', async () => {
    const { images } = await open();
    images.splice(0, 1, await pictureOf(play, 2, { spoiler: true }));
    await play.ada.shares(play.channel, address);
    expect([play.slack.calls('chat.unfurl'), play.slack.calls('upload')]).toEqual([[], []]);
  });
});

describe('what Slack does not show', () => {
  it('is left to its own preview', async () => {
    await open();
    play.slack.plan('chat.unfurl', { kind: 'error', error: 'invalid_blocks' });
    await play.ada.shares(play.channel, address);
    await expect.poll(() => play.log.filter((line) => line.includes('in its own way'))).toHaveLength(1);
    expect([seen(), play.ada.whispers]).toEqual([[], []]);
  });

  it('is sent once more when its file was deleted', async () => {
    await open();
    await play.ada.shares(play.channel, address);
    await shown();
    const [sent] = play.slack.calls('files.completeUploadExternal');
    const [{ id }] = z.tuple([z.object({ id: z.string() })]).parse(sent?.args['files']);
    play.slack.discard(id);
    await play.bob.shares(play.channel, address);
    await play.slack.until('the other preview', () => seen(1).length === 1 || undefined);
    expect(play.slack.calls('upload')).toHaveLength(2);
  });
});

it('a link that a killed process has not shown is shown by the next one', async () => {
  const { unfurl, images } = await open({}, () => []);
  await play.ada.shares(play.channel, address);
  const [call] = unfurl.calls;
  const surface = play.platform.attach(
    call ?? expect.fail(),
    {
      ...{ responseUrl: '', spot: '', whispered: 'no', files: '', shared: '' },
      unfurl: `${play.channel.id} ${play.channel.messages()[0]?.ts} ${address}`,
    },
    true,
  );
  await surface?.show({ state: 'done', text: '', images });
  expect(seen()).toMatchObject([{ url: address, alts: ['fox 1'] }]);
  expect(surface?.address()).toMatchObject({ unfurl: expect.stringContaining(address) });
});
