import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Reply } from '../../../src/core/reply.ts';
import { scopes, slackManifest } from '../../../src/platforms/slack/manifest.ts';
import type { FakeMessage } from '../../fakes/slack/model.ts';
import { openPlay, type Play, type Script, scripted } from './play.ts';

let play: Play;
afterEach(() => play.close());

describe.each(['socket', 'http'] as const)('reacting in %s mode', (mode) => {
  async function open(script: Script = () => [{ state: 'done', text: 'Again' }]) {
    const { settings } = slackManifest({ commands: [], mode, publicUrl: 'https://easel.example.com' });
    const roll = scripted('roll', script, { hidden: true, reaction: { emoji: '🔁', name: 'repeat' } });
    const cancel = scripted('cancel', () => [{ state: 'failed', text: 'Too late', whisper: true }]);
    const imagine = scripted('imagine', () => [{ state: 'done', text: 'A fox' }]);
    const events = settings.event_subscriptions.bot_events;
    play = await openPlay([imagine, roll, cancel], { mode, scopes: Object.keys(scopes), events });
    await play.ada.types(play.channel, '/imagine');
    const message = await play.channel.message();
    await expect.poll(() => play.log.filter((line) => line.includes('answered'))).toHaveLength(1);
    return { roll, cancel, message, about: imagine.calls[0]?.id };
  }

  const gestureOf = ({ channel, ts }: FakeMessage) => `slack:${channel}/${ts}:${play.bob.id}:repeat`;

  it('is a call with a gesture of its own, and answered beside the message', async () => {
    const { roll, message, about } = await open();
    expect(await play.bob.reacts(message, ':repeat:')).toMatchObject({ outcome: 'acknowledged', tries: 1 });
    const answer = await play.channel.message(({ text }) => text === 'Again');
    expect(answer.thread).toBeUndefined();
    const under = `slack:${message.channel}/${message.ts}`;
    expect(roll.calls).toMatchObject([{ about, gesture: gestureOf(message), under, person: { name: 'bob' } }]);
    await play.bob.reactsAgain();
    expect(roll.calls).toHaveLength(1);
  });

  it('to an answer in a thread is answered there', async () => {
    await open();
    const root = play.ada.says(play.channel, 'look');
    await play.ada.mentions(play.channel, '@easel /imagine', { thread: root });
    const message = await play.channel.message(({ thread, author }) => thread === root.ts && author === 'U0EASEL');
    await expect.poll(() => play.log.filter((line) => line.includes('answered'))).toHaveLength(2);
    await play.bob.reacts(message, ':repeat:');
    expect((await play.channel.message(({ text }) => text === 'Again')).thread).toBe(root.ts);
    expect(play.slack.calls('chat.getPermalink')).toHaveLength(1);
  });

  it('is answered in the channel when Slack does not say which thread it is', async () => {
    const { message } = await open();
    play.slack.plan('chat.getPermalink', { kind: 'error', error: 'message_not_found' });
    await play.bob.reacts(message, ':repeat:');
    expect((await play.channel.message(({ text }) => text === 'Again')).thread).toBeUndefined();
  });

  it('is told in the channel, to nobody else, what is for them alone; and nothing where there is nothing to say', async () => {
    const said: Reply[] = [{ state: 'failed', text: 'No.', whisper: true }];
    const { roll, message } = await open(() => said);
    await play.bob.reacts(message, ':repeat:');
    expect((await play.bob.whisper()).text).toBe('No.');
    said.pop();
    const requests = play.slack.requests.length;
    await play.bob.reacts(message, ':repeat:');
    expect([play.bob.whispers.length, play.channel.messages().length, roll.calls.length]).toEqual([1, 1, 2]);
    expect(play.slack.requests).toHaveLength(requests);
  });

  it('taken back cancels the call as the same person, while it runs, and says nothing', async () => {
    const { cancel, message } = await open();
    await play.bob.takesBack(message, ':repeat:');
    expect(cancel.calls).toEqual([]);
    // As if it were running still: the journal here forgets a gesture when its call ends.
    const begun = play.begin(gestureOf(message));
    expect(await play.bob.takesBack(message, ':repeat:')).toMatchObject({ outcome: 'acknowledged', tries: 1 });
    expect(cancel.calls).toMatchObject([{ about: begun, person: { id: `slack:T0FAKE:${play.bob.id}` } }]);
    expect(cancel.calls[0]).not.toHaveProperty('gesture');
    expect([play.bob.whispers, play.channel.messages()]).toEqual([[], [message]]);
  });

  it('by bots does nothing', async () => {
    const { roll, cancel, message } = await open();
    const robot = play.slack.user('Robot', { is_bot: true });
    expect(await robot.reacts(message, ':repeat:')).toMatchObject({ outcome: 'acknowledged' });
    expect([roll.calls, cancel.calls]).toEqual([[], []]);
  });

  it('means what the workspace has set', async () => {
    const { roll, message } = await open();
    play.set('T0FAKE', 'tada', 'roll');
    play.set('T0FAKE', 'repeat', '');
    await play.bob.reacts(message, ':repeat:');
    expect(roll.calls).toEqual([]);
    await play.bob.reacts(message, ':tada::skin-tone-3:');
    await play.channel.message(({ text }) => text === 'Again');
    expect(roll.calls).toHaveLength(1);
  });

  it('that is called again when it is taken back: three calls, in the order in which people did it, each of them once', async () => {
    const { about, message, star, cancel } = await openStar();
    await play.bob.reacts(message, ':star:');
    await play.bob.takesBack(message, ':star:');
    await play.bob.reactsAgain();
    await play.bob.reacts(message, ':star:');
    await play.bob.reactsAgain();
    const [on, off, again, ...more] = star.calls;
    expect(more).toEqual([]);
    const under = `slack:${message.channel}/${message.ts}`;
    const none = { kind: 'fields', fields: {} };
    expect([on, off, again]).toMatchObject([
      { about, under, input: none },
      { about, under, input: { kind: 'text', text: '--off' } },
      { about, under, input: none },
    ]);
    expect([on?.askedAt, off?.askedAt, again?.askedAt]).toEqual(
      [on?.askedAt, off?.askedAt, again?.askedAt].toSorted((one, other) => Number(one) - Number(other)),
    );
    expect(new Set(star.calls.map(({ askedAt }) => askedAt)).size).toBe(3);
    expect(on).not.toHaveProperty('gesture');
    expect([cancel.calls, play.bob.whispers, play.channel.messages()]).toEqual([[], [], [message]]);
  });

  it('that is called again when it is taken back cancels nothing, and is not called for what others wrote', async () => {
    const { message, star, cancel } = await openStar();
    play.begin(`slack:${message.channel}/${message.ts}:${play.bob.id}:star`);
    await play.bob.takesBack(message, ':star:');
    const theirs = play.ada.says(play.channel, 'look');
    await play.bob.takesBack(theirs, ':star:');
    const robot = play.slack.user('Robot', { is_bot: true });
    await robot.takesBack(message, ':star:');
    expect([star.calls.length, cancel.calls]).toEqual([1, []]);
  });

  async function openStar() {
    const reaction = { emoji: '⭐', name: 'star', takenBack: '--off' };
    const star = scripted('star', () => [], { hidden: true, reaction }, z.object({ off: z.boolean().default(false) }));
    const cancel = scripted('cancel', () => []);
    const imagine = scripted('imagine', () => [{ state: 'done', text: 'A fox' }]);
    play = await openPlay([imagine, star, cancel], { mode, scopes: Object.keys(scopes) });
    await play.ada.types(play.channel, '/imagine');
    const message = await play.channel.message();
    await expect.poll(() => play.log.filter((line) => line.includes('answered'))).toHaveLength(1);
    return { message, star, cancel, about: imagine.calls[0]?.id };
  }
});
