import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sentenceOf } from '../../../commands/replies.ts';
import { Problem } from '../../../src/core/problem.ts';
import type { FakeMessage } from '../../fakes/slack/model.ts';
import type { FakeUser } from '../../fakes/slack/people.ts';
import { see } from '../../fakes/slack/seen.ts';
import type { FakeChannel } from '../../fakes/slack.ts';
import { painted, sentence } from './chat.ts';
import { type Easel, type House, openHouse } from './easel.ts';

const cancelled = sentence(new Problem('cancelled', {}));
const notYours = sentence(new Problem('not_yours', {}));
const nothingToCancel = sentence(new Problem('nothing_to_cancel', {}));
const metadata = z.object({ event_payload: z.object({ call: z.string() }) });

const lines = ({ blocks }: Pick<FakeMessage, 'blocks'>) => see(blocks).lines.join('\n');

describe.each(['socket', 'http'] as const)('cancelling in %s mode', (mode) => {
  let house: House;
  let easel: Easel;
  let channel: FakeChannel;
  let ada: FakeUser;
  let bob: FakeUser;

  beforeEach(async () => {
    house = await openHouse(mode);
    easel = await house.start();
    channel = house.slack.channel('#art');
    [ada, bob] = [house.slack.user('Ada'), house.slack.user('Bob')];
  });
  afterEach(() => house.close());

  /** The message of a call, once it is there. */
  async function asked(person: FakeUser, prompt: string, place = channel): Promise<FakeMessage> {
    await person.types(place, `/imagine ${prompt}`);
    return place.message(({ blocks }) => see(blocks).quote === prompt);
  }

  const turnedInto = (message: FakeMessage, words: string) =>
    house.slack.until(words, () => (lines(message) === words ? message : undefined));
  const callOf = (message: FakeMessage) => metadata.parse(message.metadata).event_payload.call;
  const standing = (message: FakeMessage) => easel.store.lane.find({ invocation: callOf(message), n: 0 });
  const used = async (person: FakeUser) => {
    const usage = await easel.store.lane.usage([{ scope: 'person', id: `slack:T0FAKE:${person.id}`, period: 'day' }]);
    return usage[0]?.pictures;
  };

  /** One picture is being painted, then Bob’s and Ada’s wait. */
  async function line() {
    const running = await asked(ada, 'the first fox');
    await house.sandbox.nextCall();
    return { running, bobs: await asked(bob, 'a bear'), next: await asked(ada, 'the second fox') };
  }

  it('takes a waiting picture out of line: its message says so, the next one moves up, and nothing is used', async () => {
    const { bobs, next } = await line();
    expect(see(bobs.blocks).buttons).toEqual(['Cancel']);
    await expect.poll(() => standing(next)).toMatchObject({ state: 'waiting', ahead: 2 });
    expect(await used(bob)).toBe(1);
    expect(await bob.presses(bobs, 'Cancel')).toMatchObject({ outcome: 'acknowledged' });
    await turnedInto(bobs, cancelled);
    expect(see(bobs.blocks)).toMatchObject({ buttons: [], quote: undefined });
    expect([await used(bob), await standing(next)]).toMatchObject([0, { state: 'waiting', ahead: 1 }]);
    house.paint();
    await channel.message((message) => painted(message) && message.ts === next.ts);
    expect(house.sandbox.calls.map(({ body }) => body)).toMatchObject([
      { prompt: 'the first fox' },
      { prompt: 'the second fox' },
    ]);
    expect(bob.whispers).toEqual([]);
    expect(channel.messages()).toHaveLength(3);
  });

  it('hangs up on the image service while it paints', async () => {
    const message = await asked(ada, 'a fox');
    const call = await house.sandbox.nextCall();
    expect(await ada.presses(message, 'Cancel')).toMatchObject({ outcome: 'acknowledged' });
    expect(await call.ended).toBe('aborted');
    await turnedInto(message, cancelled);
    // The service may want to be paid for what it has begun.
    expect(await used(ada)).toBe(1);
    expect(house.sandbox.calls).toHaveLength(1);
  });

  it('lets nobody cancel what others asked for: they alone are told, and the message goes on', async () => {
    const message = await asked(ada, 'a fox');
    for (const whispers of [1, 2]) {
      expect(await bob.presses(message, 'Cancel')).toMatchObject({ outcome: 'acknowledged' });
      await house.slack.until('a whisper', () => (bob.whispers.length === whispers ? true : undefined));
    }
    expect(bob.whispers.map(lines)).toEqual([notYours, notYours]);
    const ming = house.slack.user('Ming', { locale: 'zh-CN' });
    await ming.presses(message, 'Cancel');
    expect(lines(await ming.whisper())).toBe(sentenceOf(new Problem('not_yours', {}), 'zh-CN'));
    expect(see(message.blocks)).toMatchObject({ quote: 'a fox', buttons: ['Cancel'] });
    expect(ada.whispers).toEqual([]);
    house.paint();
    expect(await channel.message(painted)).toBe(message);
    expect(see(message.blocks).buttons).toEqual([]);
  });

  it('takes two quick presses for two: one cancels, the other is told at most that it is over', async () => {
    const message = await asked(ada, 'a fox');
    await house.sandbox.nextCall();
    const taken = await Promise.all([ada.presses(message, 'Cancel'), ada.presses(message, 'Cancel')]);
    expect(taken.map(({ outcome }) => outcome)).toEqual(['acknowledged', 'acknowledged']);
    await turnedInto(message, cancelled);
    expect(ada.whispers.map(lines).filter((words) => words !== nothingToCancel)).toEqual([]);
    expect(channel.messages()).toEqual([message]);
    expect(house.sandbox.calls).toHaveLength(1);
  });

  it('says in a whisper that there is nothing to cancel, beside the picture', async () => {
    const message = await asked(ada, 'a fox');
    const stale = structuredClone(message);
    house.paint();
    await channel.message(painted);
    const before = structuredClone(message.blocks);
    await ada.presses(stale, 'Cancel');
    expect(lines(await ada.whisper())).toBe(nothingToCancel);
    expect(message.blocks).toEqual(before);
  });

  it('works in direct messages with the bot', async () => {
    const direct = house.slack.channel('directmessage', { kind: 'direct' });
    const [one, two] = [await asked(ada, 'a fox', direct), await asked(ada, 'a bear', direct)];
    await ada.presses(two, 'Cancel');
    await turnedInto(two, cancelled);
    await ada.reacts(one, ':x:');
    await turnedInto(one, cancelled);
  });

  it('works with the reaction :x:, as the button does, and says nothing else', async () => {
    const message = await asked(ada, 'a fox');
    const call = await house.sandbox.nextCall();
    expect(await ada.reacts(message, ':x:')).toMatchObject({ outcome: 'acknowledged', tries: 1 });
    expect(await call.ended).toBe('aborted');
    await turnedInto(message, cancelled);
    expect(ada.whispers).toEqual([]);
    expect(await ada.reactsAgain()).toMatchObject({ outcome: 'acknowledged' });
    expect(easel.log.filter((line) => line.includes('nothing_to_cancel'))).toEqual([]);
  });

  it('takes no reaction of others: they alone are told, in the channel', async () => {
    const message = await asked(ada, 'a fox');
    expect(await bob.reacts(message, ':x:')).toMatchObject({ outcome: 'acknowledged', tries: 1 });
    expect(easel.log.filter((line) => line.includes('not_yours'))).toHaveLength(1);
    expect(see(message.blocks)).toMatchObject({ quote: 'a fox', buttons: ['Cancel'] });
    house.paint();
    await channel.message(painted);
    expect(bob.whispers.map(lines)).toEqual([notYours]);
    expect([ada.whispers, house.slack.calls('respond')]).toEqual([[], []]);
  });

  it('works after a restart, with button and reaction', async () => {
    const [one, two] = [await asked(ada, 'a fox'), await asked(ada, 'a bear')];
    await house.sandbox.nextCall();
    await easel.stop();
    await house.start();
    expect(await ada.presses(two, 'Cancel')).toMatchObject({ outcome: 'acknowledged' });
    await turnedInto(two, cancelled);
    expect(await ada.reacts(one, ':x:')).toMatchObject({ outcome: 'acknowledged' });
    await turnedInto(one, cancelled);
    expect(channel.messages()).toEqual([one, two]);
  });

  it('works through any process on the same database', async () => {
    const waiting = [await asked(ada, 'a fox'), await asked(ada, 'a bear'), await asked(ada, 'a cat')];
    const call = await house.sandbox.nextCall();
    const other = await house.start();
    // In Socket Mode deliveries take turns over the lines of both processes.
    other.face();
    const lines = mode === 'socket' ? 4 : 0;
    await house.slack.until('every line', () => house.slack.sockets.count === lines || undefined);
    // Whatever is being painted comes last, so that nothing moves up.
    for (const message of waiting.toReversed()) await ada.presses(message, 'Cancel');
    for (const message of waiting) await turnedInto(message, cancelled);
    expect(await call.ended).toBe('aborted');
    expect(house.sandbox.calls).toHaveLength(1);
    // A call is over a moment after people see what came of it.
    await expect.poll(() => other.log.some((line) => line.includes('"command":"cancel"'))).toBe(true);
  });
});
