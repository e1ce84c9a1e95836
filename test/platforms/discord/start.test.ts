import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../commands/replies.ts';
import { Problem } from '../../../src/core/problem.ts';
import { manualClock } from '../../fakes/clock.ts';
import { type FakeDiscord, type Person, startFakeDiscord } from '../../fakes/discord.ts';
import { type Easel, type EaselOptions, startEasel } from './easel.ts';

describe('Easel on Discord', () => {
  let discord: FakeDiscord;
  let easel: Easel | undefined;
  let ada: Person;

  beforeEach(async () => {
    discord = await startFakeDiscord();
    ada = discord.user('Ada');
  });
  afterEach(async () => {
    await easel?.close();
    easel = undefined;
    await discord.close();
    expect(discord.violations).toEqual([]);
  });

  async function start(options?: EaselOptions): Promise<Easel> {
    easel = await startEasel(discord, options);
    return easel;
  }

  it('paints: acknowledged before the work, then the picture with its bytes, prompt, seed and time', async () => {
    const { finish, picture, orders } = await start();
    const asked = await ada.runs('/imagine', { prompt: 'a fox at dawn', seed: 42 });
    expect(await asked.acknowledged()).toMatchObject({ type: 5 });
    finish();
    const message = await asked.message();
    expect(message).toMatchObject({
      text: 'AI-generated',
      quote: 'a fox at dawn',
      images: [{ sha: picture.key, name: 'easel-42.png', alt: 'AI-generated picture: a fox at dawn' }],
      ephemeral: false,
      pings: [],
    });
    expect(message.facts).toMatch(/^Seed 42 · Time 7\.2 s .*7\.9 s.* · Model 2\.1 Pro · Size 1024 × 1024$/);
    expect(message.live.facts).toEqual(['code: `42`']);
    expect(discord.general.messages()).toHaveLength(1);
    expect(orders).toMatchObject([{ person: `discord:${ada.id}`, request: { prompt: 'a fox at dawn', seed: 42 } }]);
  });

  it('does not order anything before Discord has the acknowledgement', async () => {
    const { orders, ordered } = await start();
    const { promise: hold, resolve: release } = Promise.withResolvers<void>();
    discord.fault({ path: /callback$/, hold });
    const asked = await ada.runs('/imagine', { prompt: 'a fox' });
    await discord.until('the callback', () => discord.requests.find(({ path }) => path.endsWith('/callback')));
    expect(orders).toHaveLength(0);
    release();
    await asked.acknowledged();
    await ordered();
  });

  it('hears nothing more once it stops listening, and still shows what it was asked before', async () => {
    const { ordered, orders, finish, stopListening, logged } = await start();
    const asked = await ada.runs('/imagine', { prompt: 'a fox' });
    await asked.acknowledged();
    await ordered();
    const stopped = stopListening?.();
    // What is on its way may still arrive.
    await ada.runs('/imagine', { prompt: 'another fox' });
    await stopped;
    await discord.until('the hang-up', () => (discord.gateway.connected() ? undefined : true));
    finish();
    await asked.message(({ images }) => images.length > 0);
    expect(orders).toHaveLength(1);
    expect(discord.requests.filter(({ path }) => path.endsWith('/callback'))).toHaveLength(1);
    expect(logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('shows a quick picture with two requests: no progress between', async () => {
    await start({ ready: true });
    await (await ada.runs('/imagine', { prompt: 'a fox' })).message();
    expect(discord.requests.slice(-2).map(({ method }) => method)).toEqual(['POST', 'PATCH']);
  });

  it('asks Discord for no privileged intent and not for servers', async () => {
    await start();
    expect(discord.gateway.intents).toBe((1 << 9) | (1 << 10) | (1 << 12) | (1 << 13));
  });

  it('helps in a whisper, whole and in one request', async () => {
    await start();
    const message = await (await ada.runs('/help', { command: 'imagine' })).message();
    expect(message.ephemeral).toBe(true);
    expect(message.text).toContain('/imagine');
    expect(message.text).toContain('watermark-opacity');
    expect(message.text).not.toMatch(/…$/);
    expect(discord.requests.filter(({ path }) => path.startsWith('/webhooks/'))).toEqual([]);
  });

  it('answers in the language of the person', async () => {
    const { orders, fail } = await start();
    const asked = await discord.user('小红', { locale: 'zh-CN' }).runs('/imagine', { prompt: '黎明的狐狸' });
    await asked.acknowledged();
    fail(new Problem('prompt_refused', {}));
    expect((await asked.message()).text).toBe(sentenceOf(new Problem('prompt_refused', {}), 'zh-CN'));
    expect(orders[0]?.request.prompt).toBe('黎明的狐狸');
    expect(discord.commands()[0]).toMatchObject({
      description_localizations: { 'zh-CN': expect.stringMatching(/画/) },
    });
  });

  it('tells a problem in place of the progress', async () => {
    const { fail } = await start();
    const asked = await ada.runs('/imagine', { prompt: 'a fox' });
    await asked.acknowledged();
    fail(new Problem('prompt_refused', {}));
    expect(await asked.message()).toMatchObject({
      text: sentenceOf(new Problem('prompt_refused', {}), 'en'),
      images: [],
    });
  });

  it('whispers what is wrong with the options at once', async () => {
    await start();
    const message = await (await ada.runs('/imagine', { prompt: 'a fox', width: 300 })).message();
    expect(message).toMatchObject({
      ephemeral: true,
      text: sentenceOf(new Problem('options_belong_together', { options: ['width', 'height'] }), 'en'),
    });
  });

  it('never notifies or links, whatever the prompt', async () => {
    await start({ ready: true });
    const prompt = '@everyone <@1> <@&2> <#3> https://example.com [x](https://example.com) **b** `c` ||d|| :fox:';
    const message = await (await ada.runs('/imagine', { prompt })).message();
    expect(message).toMatchObject({ quote: prompt, pings: [], live: { quote: [], text: [] } });
  });

  it('works in threads and in direct messages', async () => {
    const { picture } = await start({ ready: true });
    for (const kind of ['thread', 'direct', 'elsewhere'] as const) {
      const channel = discord.channel({ kind });
      const message = await (await ada.runs('/imagine', { prompt: 'a fox' }, channel)).message();
      expect(message.images).toMatchObject([{ sha: picture.key }]);
    }
  });

  it('refuses what would not fit, before uploading it', async () => {
    await start({ ready: true, pictureBytes: 2_000_000 });
    const small = discord.channel({ uploadLimit: 1024 * 1024 });
    const message = await (await ada.runs('/imagine', { prompt: 'a fox' }, small)).message();
    expect(message.text).toBe(sentenceOf(new Problem('picture_too_large_for_place', { limit: 1 }), 'en'));
    expect(discord.requests.every(({ uploads }) => uploads.length === 0)).toBe(true);
  });

  it.each([
    ['Attach Files', 'text', (1n << 10n) | (1n << 11n)],
    ['View Channel', 'text', (1n << 11n) | (1n << 15n)],
    ['Send Messages', 'text', (1n << 10n) | (1n << 15n)],
    ['Send Messages in Threads', 'thread', (1n << 10n) | (1n << 11n) | (1n << 15n)],
    ['Attach Files', 'elsewhere', 0n],
  ] as const)('whispers that %s is missing in a %s, and paints nothing', async (name, kind, permissions) => {
    const { orders } = await start({ ready: true });
    const channel = discord.channel({ kind, permissions });
    const message = await (await ada.runs('/imagine', { prompt: 'a fox' }, channel)).message();
    expect(message).toMatchObject({
      ephemeral: true,
      text: sentenceOf(new Problem('permission_missing', { permissions: [name] }), 'en'),
    });
    expect(orders).toHaveLength(0);
  });

  it('helps where it may not post pictures', async () => {
    await start();
    const message = await (await ada.runs('/help', {}, discord.channel({ permissions: 0n }))).message();
    expect(message).toMatchObject({ ephemeral: true, text: expect.stringContaining('/imagine') });
  });

  it('tells the operator the link that adds it to a server, with the permissions that it checks for', async () => {
    const { says } = await start();
    const permissions = (1n << 10n) | (1n << 11n) | (1n << 15n) | (1n << 16n) | (1n << 34n) | (1n << 38n);
    expect((await says('this link adds Easel to a server')).fields).toMatchObject({
      link: `https://discord.com/oauth2/authorize?client_id=${discord.application}&scope=bot+applications.commands&permissions=${permissions}`,
    });
  });

  it.each([
    ['an administrator', 'text', 1n << 3n],
    ['Attach Files alone where it is not a member', 'elsewhere', 1n << 15n],
  ] as const)('needs no more than %s', async (_, kind, permissions) => {
    await start({ ready: true });
    const message = await (
      await ada.runs('/imagine', { prompt: 'a fox' }, discord.channel({ kind, permissions }))
    ).message();
    expect(message.images).toHaveLength(1);
  });
});

it('takes many calls in the same instant without waiting for 50 a second', async () => {
  // However busy the machine is, nothing is too late here.
  const discord = await startFakeDiscord({ clock: manualClock(), openApi: false });
  const easel = await startEasel(discord, { ready: true, pictureBytes: 1000 });
  const ada = discord.user('Ada');
  const calls = await Promise.all(Array.from({ length: 130 }, () => ada.runs('/imagine', { prompt: 'a fox' })));
  await Promise.all(calls.map((call) => call.message()));
  await easel.close();
  await discord.close();
  const edits = discord.requests
    .flatMap(({ uploads, at }) => (uploads.length > 0 ? [at] : []))
    .toSorted((a, b) => a - b);
  expect(edits).toHaveLength(130);
  // At 50 a second there are two pauses of most of a second; a busy machine may make one.
  const pauses = edits.slice(1).filter((at, index) => at - (edits[index] ?? at) > 500);
  expect(pauses.length).toBeLessThan(2);
});
