import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../commands/replies.ts';
import { Problem } from '../../../src/core/problem.ts';
import { type ManualClock, manualClock } from '../../fakes/clock.ts';
import { type FakeDiscord, type Person, startFakeDiscord } from '../../fakes/discord.ts';
import { type Easel, type EaselOptions, letRun, startEasel } from './easel.ts';

describe('an interaction', () => {
  const minutes = 60_000;
  let clock: ManualClock;
  let discord: FakeDiscord;
  let easel: Easel;
  let ada: Person;

  beforeEach(async () => {
    clock = manualClock();
    discord = await startFakeDiscord({ clock });
    ada = discord.user('Ada');
  });
  afterEach(async () => {
    await easel.close();
    await discord.close();
    expect(discord.violations).toEqual([]);
  });

  async function start(options: EaselOptions = {}): Promise<void> {
    easel = await startEasel(discord, { clock, ...options });
  }

  /** Types /imagine and waits until it is being painted. */
  async function imagine(channel: { readonly id: string } = discord.general) {
    const before = easel.orders.length;
    const asked = await ada.runs('/imagine', { prompt: 'a fox' }, channel);
    await easel.ordered(before + 1);
    return asked;
  }

  const paths = () => discord.requests.map(({ method, path }) => `${method} ${path}`);
  const direct = () => discord.directOf(ada);
  const unshown = () => easel.says('the last reply could not be shown');

  /** Lets the clock run until something is there, as pauses before repeated requests need it. */
  const patiently = <Found>(found: Promise<Found>) => letRun(found, clock);

  it('shows Discord’s “thinking” first and our words after 700 ms, with a clock that ticks by itself', async () => {
    await start();
    const asked = await imagine();
    await clock.advance(699);
    expect((await asked.message(() => true)).loading).toBe(true);
    await clock.advance(1);
    const message = await asked.message();
    expect(message).toMatchObject({ quote: 'a fox', text: expect.stringContaining('Painting…') });
    expect(message.live.text).toEqual([`timestamp: <t:${Math.floor(1_700_000_000_000 / 1000)}:R>`]);
    easel.finish();
    expect(await asked.message(({ images }) => images.length > 0)).toMatchObject({ id: message.id, edits: 2 });
  });

  it('leaves five seconds between two words of progress', async () => {
    await start();
    const asked = await imagine();
    easel.step({ ahead: 2, since: clock.now(), again: undefined });
    await clock.advance(700);
    await asked.message(({ text }) => text.includes('Painting…'));
    expect(discord.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
    await clock.advance(4300);
    await asked.message(({ text }) => text.includes('2 pictures are before'));
  });

  it('edits the same message by the bot’s token when the interaction’s has expired', async () => {
    await start();
    const asked = await imagine();
    await clock.advance(14.5 * minutes);
    easel.finish();
    const message = await asked.message(({ images }) => images.length > 0);
    expect(message.images).toMatchObject([{ sha: easel.picture.key }]);
    expect(discord.requests.at(-1)).toMatchObject({
      method: 'PATCH',
      path: `/channels/${discord.general.id}/messages/${message.id}`,
      authorization: `Bot ${discord.token}`,
    });
    expect(discord.general.messages()).toHaveLength(1);
  });

  it.each([50027, 10015])('goes on by the bot’s token when Discord answers %i', async (code) => {
    await start({ ready: true });
    discord.fault({ path: /^\/webhooks\//, outcome: { status: 401, code } });
    const asked = await imagine();
    expect((await asked.message()).images).toHaveLength(1);
    expect(discord.general.messages()).toHaveLength(1);
  });

  it('posts a late picture anew when its message is gone, once, even when Discord’s answer is lost', async () => {
    await start();
    const asked = await imagine();
    await clock.advance(16 * minutes);
    asked.deleteMessage();
    discord.fault({ method: 'POST', path: /^\/channels\//, times: 1, outcome: 'unanswered' });
    easel.finish();
    const message = await patiently(discord.general.lastMessage());
    expect(message.images).toMatchObject([{ sha: easel.picture.key }]);
    await patiently(
      discord.until('the second attempt', () =>
        paths()
          .filter((path) => path.startsWith('POST /channels'))
          .at(1),
      ),
    );
    expect(discord.general.messages()).toHaveLength(1);
    expect(discord.requests.at(-1)?.json).toMatchObject({
      enforce_nonce: true,
      nonce: expect.stringMatching(/^.{1,25}$/),
    });
  });

  it.each([
    ['was edited too often', 30046],
    ['is in a thread that was archived', 50083],
  ])('posts a late picture anew when its message %s', async (_, code) => {
    await start();
    await imagine();
    await clock.advance(16 * minutes);
    discord.fault({ method: 'PATCH', path: /^\/channels\//, outcome: { status: 400, code } });
    easel.finish();
    const late = await patiently(discord.general.lastMessage(({ images }) => images.length > 0));
    expect(late.images).toMatchObject([{ sha: easel.picture.key }]);
  });

  it('says so in the log when a late picture can be shown nowhere', async () => {
    await start();
    await imagine(discord.channel({ kind: 'elsewhere' }));
    await clock.advance(16 * minutes);
    easel.finish();
    expect((await unshown()).fields).toMatchObject({ reason: 'place_unreachable' });
    expect(paths().filter((path) => path.includes('/channels/'))).toEqual([]);
  });

  it('tells its asker directly when the bot was shut out meanwhile', async () => {
    await start();
    await imagine();
    await clock.advance(16 * minutes);
    discord.general.permit(0n);
    easel.finish();
    expect((await direct().lastMessage()).text).toBe(sentenceOf(new Problem('place_unreachable', {}), 'en'));
  });

  it('repeats an edit after a while when Discord fails inside, done or not', async () => {
    await start();
    discord.fault({ path: /^\/webhooks\//, times: 1, outcome: { status: 502, done: false } });
    discord.fault({ path: /^\/webhooks\//, times: 1, outcome: { status: 502, done: true } });
    const asked = await imagine();
    easel.finish();
    await patiently(
      discord.until('the third edit', () =>
        discord.requests.find(({ method, status }) => method === 'PATCH' && status === 200),
      ),
    );
    expect(await asked.message()).toMatchObject({ images: [{ sha: easel.picture.key }] });
    expect(discord.general.messages()).toHaveLength(1);
  });

  it('gives up after four attempts', async () => {
    await start({ ready: true });
    discord.fault({ path: /^\/webhooks\//, outcome: 'lost' });
    await imagine();
    await patiently(unshown());
    // The picture, then the sentence that it could not be shown.
    expect(paths().filter((path) => path.startsWith('PATCH /webhooks'))).toHaveLength(8);
  });

  it('waits as long as Discord asks, and not for ever', async () => {
    await start({ ready: true });
    discord.fault({ path: /^\/webhooks\//, times: 1, outcome: { retryAfter: 2 } });
    discord.fault({ path: /callback$/, times: 1, outcome: { retryAfter: 0.5 } });
    const asked = await ada.runs('/imagine', { prompt: 'a fox' });
    const before = clock.now();
    expect((await patiently(asked.message())).images).toHaveLength(1);
    expect(clock.now() - before).toBeGreaterThanOrEqual(2500);
    discord.fault({ path: /^\/webhooks\//, outcome: { retryAfter: 40 } });
    await ada.runs('/imagine', { prompt: 'a fox' });
    await patiently(unshown());
  });

  it('uploads also when another undici has taken over the dispatcher that everybody shares', async () => {
    const shared = Symbol.for('undici.globalDispatcher.1');
    const [legacy, own] = [Reflect.get(globalThis, shared), getGlobalDispatcher()];
    setGlobalDispatcher(new Agent());
    try {
      await start({ ready: true });
      expect((await (await imagine()).message()).images).toMatchObject([{ sha: easel.picture.key }]);
    } finally {
      setGlobalDispatcher(own);
      Reflect.set(globalThis, shared, legacy);
    }
  });

  it.each([
    [413, 40005, new Problem('picture_too_large_for_place', { limit: 10 })],
    [403, 50013, new Problem('permission_missing', { permissions: ['Attach Files'] })],
  ])('explains a picture that Discord refuses with %i (%i)', async (status, code, problem) => {
    await start({ ready: true });
    discord.fault({ path: /^\/webhooks\//, times: 1, outcome: { status, code } });
    const message = await (await imagine()).message();
    expect(message).toMatchObject({ text: sentenceOf(problem, 'en'), images: [] });
  });

  it('explains what is missing when Attach Files is taken away while it paints', async () => {
    await start();
    const asked = await imagine();
    discord.general.permit((1n << 10n) | (1n << 11n));
    easel.finish();
    const problem = new Problem('permission_missing', { permissions: ['Attach Files'] });
    expect((await asked.message()).text).toBe(sentenceOf(problem, 'en'));
  });

  it('leaves a message deleted that somebody deleted, and tells its asker directly', async () => {
    await start();
    const asked = await imagine();
    asked.deleteMessage();
    easel.finish();
    expect((await direct().lastMessage()).text).toBe(sentenceOf(new Problem('place_unreachable', {}), 'en'));
    expect(discord.general.messages()).toEqual([]);
  });

  it('says so in the log when not even that can be', async () => {
    await start();
    const asked = await imagine();
    ada.closesDirectMessages();
    asked.deleteMessage();
    easel.finish();
    expect((await unshown()).fields).toMatchObject({ reason: 'place_unreachable' });
  });
});
