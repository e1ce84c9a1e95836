import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../../src/core/clock.ts';
import { createInteraction } from '../../../src/platforms/discord/interaction.ts';
import { interactionSender, type Sender } from '../../../src/platforms/discord/rest.ts';
import { openStore } from '../../../src/store/store.ts';
import { type ManualClock, manualClock } from '../../fakes/clock.ts';
import { type FakeDiscord, type Person, startFakeDiscord } from '../../fakes/discord.ts';
import { recordedLog } from '../../fakes/log.ts';
import { type Easel, type EaselOptions, letRun, startEasel } from './easel.ts';
import { someSpot } from './spot.ts';

describe('an acknowledgement', () => {
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

  const imagine = (channel: { readonly id: string } = discord.general) =>
    ada.runs('/imagine', { prompt: 'a fox' }, channel);
  const callbacks = () => discord.requests.filter(({ path }) => path.endsWith('/callback'));
  const unshown = () => easel.says('the last reply could not be shown');
  const patiently = <Found>(found: Promise<Found>) => letRun(found, clock);

  it('whose answer is lost is asked for again, and Discord says that it has it', async () => {
    await start({ ready: true });
    discord.fault({ path: /callback$/, times: 1, outcome: 'unanswered' });
    expect((await patiently((await imagine()).message())).images).toHaveLength(1);
    expect(discord.general.messages()).toHaveLength(1);
    expect(callbacks().map(({ status }) => status)).toEqual([0, 400]);
  });

  it.each(['lost', { status: 503, done: false }] as const)(
    'that fails on its way is sent again: %j',
    async (outcome) => {
      await start({ ready: true });
      discord.fault({ path: /callback$/, times: 2, outcome });
      const asked = await imagine();
      expect(await patiently(asked.acknowledged())).toMatchObject({ type: 5 });
      expect((await patiently(asked.message())).images).toHaveLength(1);
      expect(discord.general.messages()).toHaveLength(1);
    },
  );

  it('that fails on its way still whispers', async () => {
    await start();
    discord.fault({ path: /callback$/, times: 1, outcome: 'lost' });
    expect(await patiently((await ada.runs('/help')).message())).toMatchObject({ ephemeral: true });
  });

  it('that never arrives becomes a picture posted by the bot', async () => {
    await start({ ready: true });
    discord.fault({ path: /callback$/, outcome: 'lost' });
    await imagine();
    expect((await patiently(discord.general.lastMessage())).images).toMatchObject([{ sha: easel.picture.key }]);
  });

  it('is not waited for for ever', async () => {
    await start({ ready: true });
    discord.fault({ path: /callback$/, hold: new Promise(() => undefined) });
    await imagine();
    await discord.until('the callback', () => callbacks()[0]);
    await clock.advance(5000);
    expect((await discord.general.lastMessage()).images).toHaveLength(1);
  });

  it('that is too late becomes a picture posted by the bot', async () => {
    await start({ ready: true });
    const { promise: hold, resolve: release } = Promise.withResolvers<void>();
    discord.fault({ path: /callback$/, hold });
    await imagine();
    await discord.until('the callback', () => callbacks()[0]);
    await clock.advance(3001);
    release();
    expect((await discord.general.lastMessage()).images).toMatchObject([{ sha: easel.picture.key }]);
    await easel.says('too late to acknowledge');
  });

  it.each([
    ['is too late', { status: 404, code: 10062 }],
    ['never arrives', 'lost'],
  ] as const)('that %s where the bot is not paints nothing that nobody could see', async (_, outcome) => {
    await start({ ready: true });
    discord.fault({ path: /callback$/, outcome });
    await imagine(discord.channel({ kind: 'elsewhere' }));
    expect((await patiently(unshown())).fields).toMatchObject({ reason: 'place_unreachable' });
    expect(easel.orders).toEqual([]);
  });

  it('whose answer is lost where the bot is not lets the picture be painted', async () => {
    await start({ ready: true });
    discord.fault({ path: /callback$/, times: 1, outcome: 'unanswered' });
    const asked = await imagine(discord.channel({ kind: 'elsewhere' }));
    expect((await patiently(asked.message(({ images }) => images.length > 0))).images).toHaveLength(1);
  });

  it.each([
    ['help', () => ada.runs('/help')],
    ['a problem', () => ada.runs('/imagine', { prompt: 'a fox', width: 300 })],
  ])('that is too late for a whisper does not tell %s to everybody', async (_, ask) => {
    await start();
    discord.fault({ path: /callback$/, outcome: { status: 404, code: 10062 } });
    await ask();
    await unshown();
    expect(discord.general.messages()).toEqual([]);
  });

  it.each(['while it is painted', 'when it is over'])('of an event that comes twice, %s, paints once', async (when) => {
    const store = await openStore({ url: 'file::memory:' });
    onTestFinished(() => store.close());
    await start({ journal: store.journal });
    const asked = await imagine();
    await easel.ordered();
    if (when === 'when it is over') {
      easel.finish();
      await asked.message(({ images }) => images.length > 0);
      await easel.says('answered');
    }
    asked.deliverAgain();
    // What comes after it has come after it.
    await (await ada.runs('/help')).message();
    easel.finish();
    await asked.message(({ images }) => images.length > 0);
    expect(easel.orders).toHaveLength(1);
    expect(discord.requests.filter(({ uploads }) => uploads.length > 0)).toHaveLength(1);
    expect(callbacks()).toHaveLength(2);
  });
});

it('is sent again for 2.5 s, with growing pauses', async () => {
  const waits: number[] = [];
  let now = 0;
  const clock: Clock = {
    now: () => now,
    async sleep(milliseconds) {
      waits.push(milliseconds);
      now += milliseconds;
    },
  };
  let sent = 0;
  const sender: Sender = {
    async send() {
      sent++;
      throw new Error('no connection');
    },
    close: () => undefined,
  };
  const interaction = createInteraction({ spot: someSpot(), sender, clock, log: recordedLog() });
  expect(await interaction.acknowledge({ type: 5 })).toBe(false);
  // The next pause, of 1600 ms, would end too late.
  expect([sent, waits]).toEqual([5, [100, 200, 400, 800]]);
});

it('leaves no token in what discord.js remembers, and still learns the message', async () => {
  const clock = manualClock();
  const discord = await startFakeDiscord({ clock, openApi: false });
  const sender = interactionSender(discord.apiUrl, clock);
  const errors: unknown[] = [];
  const sent: Sender['send'] = (...request) =>
    sender.send(...request).catch((error: unknown) => {
      errors.push(error);
      throw error;
    });
  const { id, token } = discord.interaction(discord.general);
  const interaction = createInteraction({
    spot: someSpot({ receivedAt: clock.now(), interaction: id, token }),
    sender: { ...sender, send: sent },
    clock,
    log: recordedLog(),
  });
  try {
    // The only place where discord.js shows how it has filed a request.
    discord.fault({ path: /callback$/, times: 1, outcome: { retryAfter: 61 } });
    expect(await letRun(interaction.acknowledge({ type: 5 }), clock)).toBe(true);
    expect(errors).toMatchObject([{ route: '/interactions/:id/:token/callback' }]);
    expect(interaction.message).toBe(discord.general.messages()[0]?.id);
  } finally {
    sender.close();
    await discord.close();
  }
});
