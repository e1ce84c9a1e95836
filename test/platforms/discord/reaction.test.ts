import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { sentenceOf } from '../../../commands/replies.ts';
import type { Invocation } from '../../../src/core/invocation.ts';
import { Problem } from '../../../src/core/problem.ts';
import { readMessageAddress, writeMessageAddress } from '../../../src/platforms/discord/message-address.ts';
import { gestureOf, readReaction, readRemoval } from '../../../src/platforms/discord/reaction.ts';
import type { Store } from '../../../src/store/store.ts';
import { type ManualClock, manualClock } from '../../fakes/clock.ts';
import type { Person } from '../../fakes/discord.ts';
import { testData } from '../../fakes/test-data.ts';
import { letRun } from './easel.ts';
import { killedAtCancel, openWorld, type World } from './painting.ts';

const cancelled = sentenceOf(new Problem('cancelled', {}), 'en');

describe('a reaction', () => {
  let clock: ManualClock;
  let world: World;
  let ada: Person;
  let bob: Person;
  const accepted: Invocation[] = [];
  const lookedUp: string[] = [];

  beforeEach(async () => {
    accepted.length = 0;
    lookedUp.length = 0;
    clock = manualClock();
    world = await openWorld(clock);
    ada = world.discord.user('Ada');
    bob = world.discord.user('Bob');
  });
  afterEach(async () => {
    await world.close();
    expect(world.discord.violations).toEqual([]);
  });

  /** Remembers what is written down and looked up. */
  const watched = ({ journal }: Store): Partial<Store> => ({
    journal: {
      ...journal,
      accept(invocation, address) {
        accepted.push(invocation);
        return journal.accept(invocation, address);
      },
      shownBy(message) {
        lookedUp.push(message);
        return journal.shownBy(message);
      },
    },
  });
  const cancels = () => accepted.filter(({ command }) => command === 'delete');
  const shown = (id: string) => world.discord.general.messages().find((message) => message.id === id);
  const becomes = (id: string, text: string) =>
    letRun(
      world.discord.until(text, () => (shown(id)?.text.includes(text) ? shown(id) : undefined)),
      clock,
    );
  /** Whatever was sent before has been heard after this. */
  const roundTrip = async () => (await bob.runs('/help', {}, world.discord.channel())).message();
  /** Whatever Discord sent before has been heard after this, and nothing was asked of Discord because of it. */
  async function nothingHappens(): Promise<void> {
    const before = world.discord.requests.length;
    const asked = await bob.runs('/help', {}, world.discord.channel());
    await asked.message();
    const since = world.discord.requests.slice(before).map(({ path }) => path);
    expect(since).toEqual([expect.stringContaining(`/interactions/${asked.id}/`)]);
  }

  it.each(['❌', '❌\ufe0f'])('of the asker cancels, and says nothing by itself: %j', async (emoji) => {
    await world.start(watched);
    const { id } = await world.asks(ada, 'Painting…');
    const call = await world.sandbox.nextCall();
    const before = world.discord.requests.length;
    ada.reacts({ id }, emoji);
    expect(await call.ended).toBe('aborted');
    // The store's answers come before time goes on.
    await roundTrip();
    await becomes(id, cancelled);
    expect(world.discord.general.messages()).toHaveLength(1);
    // Whether the channel is for adults alone, what the asker may do there, the message itself, and nothing else.
    const since = world.discord.requests.slice(before).filter(({ path }) => !path.startsWith('/interactions/'));
    expect(since.map(({ method }) => method)).toEqual(['GET', 'GET', 'PATCH']);
    expect(cancels()).toMatchObject([
      {
        about: accepted[0]?.id,
        input: { kind: 'fields', fields: {} },
        person: { id: `discord:${ada.id}`, name: 'Ada' },
        place: { platform: 'discord', channel: world.discord.general.id },
      },
    ]);
  });

  it('cancels in direct messages, where Discord tells nothing but who it was', async () => {
    await world.start(watched);
    const direct = world.discord.channel({ kind: 'direct' });
    const asked = await ada.runs('/imagine', { prompt: 'a fox' }, direct);
    await asked.acknowledged();
    const message = await letRun(asked.message(), clock);
    ada.reacts(message, '❌');
    await letRun(
      asked.message(({ text }) => text === cancelled),
      clock,
    );
    expect(cancels()).toMatchObject([{ person: { id: `discord:${ada.id}`, name: ada.id } }]);
  });

  it('of a stranger cancels nothing, and they alone are told, in their direct messages', async () => {
    const easel = await world.start(watched);
    const { id } = await world.asks(ada, 'Painting…');
    bob.reacts({ id }, '❌');
    const line = await easel.says('failed');
    expect(line).toMatchObject({ level: 'info', fields: { command: 'delete', problem: 'not_yours' } });
    expect(await world.discord.directOf(bob).lastMessage()).toMatchObject({
      text: sentenceOf(new Problem('not_yours', {}), 'en'),
      reader: bob.id,
    });
    await nothingHappens();
    expect(world.discord.general.messages().filter(({ ephemeral }) => !ephemeral)).toHaveLength(1);
    expect(shown(id)).toMatchObject({ text: expect.stringContaining('Painting…'), buttons: ['Cancel'] });
  });

  it.each([
    ['another emoji', () => ada, '🔥'],
    ['a bot', () => world.discord.user('Robot', { bot: true }), '❌'],
  ])('of %s is not even looked up', async (_, who, emoji) => {
    await world.start(watched);
    const message = await world.asks(ada, 'Painting…');
    who().reacts(message, emoji);
    await nothingHappens();
    expect([lookedUp, cancels()]).toEqual([[], []]);
  });

  it('under somebody else’s message is not even looked up', async () => {
    await world.start(watched);
    ada.reacts(bob.says('a fox?'), '❌');
    await nothingHappens();
    expect([lookedUp, accepted.filter(({ command }) => command !== 'help')]).toEqual([[], []]);
  });

  it('under a message that Easel does not know is nothing', async () => {
    await world.start(watched);
    await (await ada.runs('/help')).message();
    const message_id = '1400000000010000030';
    const reaction = { user_id: ada.id, channel_id: '1', message_id, emoji: { id: null, name: '❌' } };
    world.discord.gateway.send('MESSAGE_REACTION_ADD', reaction);
    await nothingHappens();
    expect([lookedUp, cancels()]).toEqual([[`discord:${message_id}`], []]);
  });

  /** Waits until somebody was told so often, in their direct messages, that they may not. */
  const refused = (person: Person, times: number) =>
    world.discord.until('the refusal', () => world.discord.directOf(person).messages()[times - 1]);

  it('counts once when Discord sends it again, and again when it is taken back and put there later', async () => {
    await world.start(watched);
    const message = await world.asks(ada, 'Painting…');
    bob.reacts(message, '❌');
    await refused(bob, 1);
    world.discord.gateway.repeat('MESSAGE_REACTION_ADD');
    await nothingHappens();
    await clock.advance(60_000);
    world.discord.gateway.repeat('MESSAGE_REACTION_ADD');
    await nothingHappens();
    expect(cancels()).toHaveLength(1);
    bob.takesBack(message, '❌');
    bob.reacts(message, '❌');
    await refused(bob, 2);
    expect(new Set(cancels().map(({ id }) => id)).size).toBe(2);
  });

  it('that two processes hear of runs once', async () => {
    const first = await world.start(watched);
    const second = await world.start(watched);
    const message = await world.asks(ada, 'Painting…');
    bob.reacts(message, '❌');
    await refused(bob, 1);
    const looks = () =>
      world.discord.requests.filter(
        ({ method, path, status }) => method === 'GET' && /^\/channels/.test(path) && status > 0,
      );
    await world.discord.until('both looks', () => looks()[1]);
    await roundTrip();
    expect(cancels().map(({ id }) => id)).toEqual([cancels()[0]?.id, cancels()[0]?.id]);
    const failed = [first, second].flatMap(({ logged }) => logged.filter((line) => line.message === 'failed'));
    expect(failed).toHaveLength(1);
    expect(world.discord.directOf(bob).messages()).toHaveLength(1);
  });

  it('that cannot be looked up is no harm', async () => {
    const easel = await world.start(({ journal }) => ({
      journal: { ...journal, shownBy: () => Promise.reject(new Problem('storage_failed', {})) },
    }));
    const message = await world.asks(ada, 'Painting…');
    ada.reacts(message, '❌');
    expect(await easel.says('a reaction could not be looked up')).toMatchObject({
      level: 'info',
      fields: { problem: 'storage_failed' },
    });
    await nothingHappens();
  });

  it('whose process was killed still cancels', async () => {
    const death = killedAtCancel();
    const first = await world.start(death.change);
    const { id } = await world.asks(ada, 'Painting…');
    ada.reacts({ id }, '❌');
    await death.written;
    await first.hangUp();
    death.kill();
    await first.close();
    await world.start();
    await becomes(id, cancelled);
    expect(world.discord.general.messages()).toHaveLength(1);
  });
});

describe('reading a reaction', () => {
  const itself = { application: '1457469483726668048', user: '1457469483726668049' };
  const event = {
    user_id: '1033044521375764530',
    message_id: '1457536955662471180',
    message_author_id: itself.user,
    channel_id: '1457536551830421524',
    guild_id: '1457468924290662599',
    emoji: { id: null, name: '❌' },
    member: {
      user: { id: '1033044521375764530', username: 'ada', global_name: 'Ada' },
      nick: 'Countess',
      roles: ['1457468924290662600'],
    },
  };
  const cancel = commands.find(({ name }) => name === 'cancel') ?? expect.fail();
  const read = (changes: object = {}, now = 0) => readReaction({ ...event, ...changes }, itself, now);

  it('is a call about what the message shows, with a place that can be written down', () => {
    const reacted = read() ?? expect.fail();
    expect(reacted).toMatchObject({ message: 'discord:1457536955662471180', emoji: '❌' });
    expect(reacted.invocation(cancel, { about: 'discord:5' })).toMatchObject({
      command: 'cancel',
      about: 'discord:5',
      gesture: 'discord:1457536955662471180:1033044521375764530:❌',
      person: { id: 'discord:1033044521375764530', name: 'Countess', roles: ['discord:1457468924290662600'] },
      place: { platform: 'discord', channel: '1457536551830421524', community: '1457468924290662599' },
    });
    const address = writeMessageAddress(reacted.spot);
    expect(readMessageAddress(JSON.parse(JSON.stringify(address)))).toEqual(reacted.spot);
  });

  it('of an earlier version is still found', () => {
    const address = { application: '1', channel: '2', under: '3' };
    expect(readMessageAddress(address)).toMatchObject({ ...address, from: 'reaction', direct: 'no', sent: undefined });
  });

  it.each([
    ['Easel itself', { user_id: itself.user, member: undefined }],
    ['a bot', { member: { ...event.member, user: { ...event.member.user, bot: true } } }],
    ['somebody under somebody’s message', { message_author_id: '1' }],
    ['an emoji without a name', { emoji: { id: null, name: null } }],
  ])('is no call: %s', (_, changes) => {
    expect(read(changes)).toBeUndefined();
  });

  it('means by a server’s own emoji what is set for its id, not for its name', () => {
    expect(read({ emoji: { id: '1457468924290662601', name: '❌' } })?.emoji).toBe('1457468924290662601');
    expect(read({ emoji: { id: '1457468924290662601', name: null } })?.emoji).toBe('1457468924290662601');
  });

  it('has an id that is the same for who, where, what and when', () => {
    const id = (changes: object = {}, now = 1_700_000_000_000) =>
      read(changes, now)?.invocation(cancel, { about: 'x' }).id;
    const later = 1_700_000_000_000 + 5000;
    expect(id()).toBe(id({ emoji: { id: null, name: '❌\ufe0f' } }));
    // Another process hears of it a little later.
    expect(id({}, later - 1)).toBe(id());
    const ids = [
      id(),
      id({}, later),
      id({ user_id: '2', member: undefined }),
      id({ message_id: '1457536955662471181' }),
      readRemoval(event, itself, 1_700_000_000_000)?.invocation(cancel, { about: 'x' }).id,
    ];
    expect(new Set(ids).size).toBe(5);
    expect(id()?.length).toBeLessThanOrEqual(30);
  });

  it('taken back is the same gesture, by somebody of whom nothing is told', () => {
    const { member: _, message_author_id: __, ...bare } = event;
    const removed = readRemoval(bare, itself, 0) ?? expect.fail();
    expect(gestureOf(removed)).toBe(gestureOf(read() ?? expect.fail()));
    expect(removed.spot.from).toBe('taken-back');
    expect(removed.invocation(cancel, { about: 'x' })).not.toHaveProperty('gesture');
    expect(readRemoval({ ...bare, user_id: itself.user }, itself, 0)).toBeUndefined();
  });

  const recorded = testData('recorded/chat-discord.json');
  it.runIf(recorded)('reads what Discord really sends', () => {
    const { data } = Object(recorded).gatewayReactionAdd;
    const real = { application: itself.application, user: itself.application };
    const reacted = readReaction(data, real, 0);
    expect(reacted?.emoji).toBe('👍');
    expect(reacted?.invocation(cancel, { about: 'x' }).person).toMatchObject({ name: 'Test User', roles: [] });
  });
});
